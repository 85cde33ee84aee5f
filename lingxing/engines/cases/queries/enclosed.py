"""What another engine encloses with the papers of a case, such as a form to be filled in and sent back.

`CASE_ENCLOSURES` in the settings names the functions, one for each engine that does so; cases know none of them. Each
is asked for many cases at once and leaves out those that it has nothing for.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from lingxing.engines.parties.access_types import Account


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that is made when it is asked for: what it is called, where it is downloaded, what to do with it."""

    label: str
    address: str
    told: str


Encloser = Callable[[Account, Collection[UUID], dt.date], Mapping[UUID, Enclosure]]


def enclosures(account: Account, cases: Collection[UUID], on: dt.date) -> dict[UUID, list[Enclosure]]:
    """Return what is enclosed for the account with these cases as of the day; cases without anything are absent."""
    found: dict[UUID, list[Enclosure]] = {}
    for name in settings.CASE_ENCLOSURES if cases else ():
        enclose: Encloser = import_string(name)
        for case, one in enclose(account, cases, on).items():
            found.setdefault(case, []).append(one)
    return found
