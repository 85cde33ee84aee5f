"""Whoever keeps rows of its own beside cases writes them with the act that changed a case, in its transaction.

`CASE_FOLLOWERS` in the settings names the functions, one for each engine that does so; cases know none of them. A
follower takes what is its own by package and service and passes over the rest; what it raises takes the act back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from lingxing.engines.cases.models import Case


@dataclass(frozen=True, slots=True)
class Changed:
    """A case in which something was done, or whose last days were counted anew."""

    id: UUID
    package: str
    service: str


Follower = Callable[[Sequence[Changed]], None]


def changed_case(case: Case) -> Changed:
    """Return what followers are told of a case."""
    return Changed(case.pk, case.package, case.service)


def tell_followers(changed: Iterable[Changed], instead: list[Changed] | None = None) -> None:
    """Let every follower write its rows of these cases, each case once. Within the transaction of the act.

    Put them into `instead`, where it is given: then whoever asked for the act follows, in the same transaction.
    """
    told = list(dict.fromkeys(changed))
    if instead is not None:
        instead += told
        return
    for name in settings.CASE_FOLLOWERS if told else ():
        follow: Follower = import_string(name)
        follow(told)
