"""Opening cases."""

import datetime as dt

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.services.results import ActResult


def start_case(
    package: str,
    service: str,
    command: Command,
    who: Acting,
    at: dt.datetime,
    *,
    organ_id: int | None = None,
    key: str = "",
) -> ActResult:
    """Open a case and return it with its number and its tracking code (`ActResult.code`, shown once).

    `who.party_id` names the party of the case: applicants give their own or one that they represent, organs that of
    the person at the counter; none where the service's cases have no party. `organ_id` chooses the organ that handles
    the case where several are bound. Errors as `acting.perform`.
    """
    raise NotImplementedError(package, service, command, who, at, organ_id, key)
