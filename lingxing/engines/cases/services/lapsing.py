"""What ran out takes effect before whatever is done afterwards, even where the sweep has not come by yet."""

from dataclasses import replace

from django.db import transaction

from lingxing.engines.cases.domain.acting import BY_SYSTEM
from lingxing.engines.cases.domain.clock_events import is_running
from lingxing.engines.cases.domain.clocks import instant_of
from lingxing.engines.cases.domain.firing import EXPIRES
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import CaseState, Command
from lingxing.engines.cases.models import CaseClock, Firing
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.services.doing import Doing, do
from lingxing.language.procedures.definitions import SYSTEM, Clock


def run_out_first(doing: Doing, state: CaseState, command: Command) -> CaseState:
    """Do what the clocks do whose term was over by the moment of the act; return the state that the act meets.

    The case is locked and the transaction is the caller's: where the act itself is refused afterwards, the sweep does
    it. A clock whose act is refused, or was taken back by a correction, holds nothing up.

    Reading: 期限届满的法律后果自届满时发生，不以系统何时检查为准。
    """
    if doing.who.role == SYSTEM:
        return state
    for clock in doing.service.clocks.values():
        if clock.expires and clock.expires != command.act and _is_over(doing, state, clock):
            state = _run_out(doing, state, clock)
    return state


def _is_over(doing: Doing, state: CaseState, clock: Clock) -> bool:
    runs = state.clocks.get(clock.name, ())
    if not is_running(runs):
        return False
    over = instant_of(runs[-1], doing.calendar, state.started[clock.name][-1])
    return over is not None and over <= doing.at


def _run_out(doing: Doing, state: CaseState, clock: Clock) -> CaseState:
    row = CaseClock.objects.get(case=doing.case, name=clock.name, ordinal=len(state.clocks[clock.name]))
    if Firing.objects.filter(clock=row, rung=EXPIRES).exists():
        return state
    try:
        with transaction.atomic():
            Firing.objects.create(clock=row, rung=EXPIRES, at=doing.at)
            return do(replace(doing, who=BY_SYSTEM, key=""), state, Command(clock.expires)).state
    except Refused:
        doing.case.refresh_from_db()
        return state_of(doing.case, doing.service)
