"""Cases that other engines open and carry on: a sale that is over, money that the bank has sent back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.starting import start_case
from lingxing.kernel.actors import SYSTEM as SYSTEM_ACTOR
from lingxing.language.procedures.definitions import SYSTEM


@dataclass(frozen=True, slots=True)
class Opening:
    """A case to be opened by Lingxing: of which service, by which act, for whom, and which organ handles it.

    `account` is that which acted for the party where the case comes from; it sees the case as its own.
    """

    package: str
    service: str
    act: str
    organ: int
    party: UUID | None = None
    account: UUID | None = None


def open_case(opening: Opening, values: Mapping[str, object], key: str, at: dt.datetime) -> UUID:
    """Open a case and return its id; the same key again returns the one that was opened. Errors as `start_case`."""
    who = Acting(SYSTEM_ACTOR, opening.account, SYSTEM, None, opening.party)
    command = Command(opening.act, values)
    made = start_case(opening.package, opening.service, command, who, at, organ_id=opening.organ, key=key)
    found: UUID = made.case.pk
    return found


def carry_on(case_id: UUID, act: str, values: Mapping[str, object], at: dt.datetime, *, key: str = "") -> None:
    """Do an act that the procedure has Lingxing do for a reason from outside; with the same key once. Errors as
    `perform`."""
    perform(case_id, Command(act, values), Acting(SYSTEM_ACTOR, None, SYSTEM), at, key=key)
