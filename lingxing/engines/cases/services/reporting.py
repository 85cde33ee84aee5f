"""Opening cases as anybody, without an account: complaints and reports, where a service takes them from everyone."""

import datetime as dt

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.queries.capacities import VISITOR
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.parties.services_attempts import count_guess
from lingxing.kernel.errors import NotAllowed
from lingxing.language.procedures.definitions import EVERYONE, Service

MOST_FROM_ONE_ADDRESS = 20
"""How many reports one address sends before it has to wait: an office shares one."""


def report_publicly(
    found: Service, command: Command, address: str, at: dt.datetime, *, organ_id: int | None = None, key: str = ""
) -> ActResult:
    """Open a case as anybody and return it with its tracking code. Errors as `starting.start_case`; NotAllowed after
    too many from one address. Every attempt counts."""
    try:
        count_guess(f"reporting-from:{address}", MOST_FROM_ONE_ADDRESS, at)
    except NotAllowed:
        remedy = "请过一段时间再提交，或直接与受理的单位联系"
        raise NotAllowed("短时间内从这里提交的过多", remedy=remedy) from None
    who = Acting(VISITOR, None, EVERYONE)
    return start_case(found.package, found.name, command, who, at, organ_id=organ_id, key=key)
