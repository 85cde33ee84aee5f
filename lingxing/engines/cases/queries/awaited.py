"""What a line of a work list waits for where its own role has no term: the term of another that its act ends."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.cases.domain.lights import Light, light
from lingxing.engines.cases.domain.snapshots import run_from_json
from lingxing.engines.cases.models import CaseClock, Turn
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.labels import role_label
from lingxing.engines.cases.queries.offered import service
from lingxing.kernel.errors import LingxingError
from lingxing.language.procedures.definitions import Clock, ClockKind

_NAMING_A_DAY = (ClockKind.DUTY, ClockKind.WINDOW)


@dataclass(frozen=True, slots=True)
class Awaited:
    """The term of another: whose it is in Chinese, and its light."""

    holder: str
    light: Light

    @property
    def due_on(self) -> dt.date | None:
        """Return its last day, None while it stands."""
        return self.light.due.day if self.light.due else None


def awaited(turns: Sequence[Turn], on: dt.date) -> Mapping[int, Awaited]:
    """Return the terms of others that the acts of these turns end, by the turns' ids; one query, none for turns with a
    term of their own.

    Of several the last one: the act is in time until then. Nobody is late by another's term: it sorts no list and
    counts in no figure.
    """
    wanted = {turn.pk: (turn, clocks) for turn in turns if (clocks := {one.name: one for one in _ended_by(turn)})}
    if not wanted:
        return {}
    rows = CaseClock.objects.filter(case__in={turn.case_id for turn, _ in wanted.values()}).order_by("ordinal")
    running = {(row.case_id, row.name): row for row in rows if row.state == "running" and row.due_on}
    found = {}
    for key, (turn, clocks) in wanted.items():
        own = [row for name in clocks if (row := running.get((turn.case_id, name)))]
        if last := max(own, key=lambda row: row.due_on or dt.date.min, default=None):
            clock = clocks[last.name]
            shown = light(run_from_json(last.run), on, calendar(), clock.kind)
            found[key] = Awaited(role_label(turn.package, clock.holder), shown)
    return found


def _ended_by(turn: Turn) -> Iterator[Clock]:
    """Yield the clocks of others that what is expected of a turn stops, where the turn has none of its own."""
    if turn.clock:
        return
    try:
        declared = service(turn.package, turn.service)
    except LingxingError:
        return
    state = turn.case.state
    expected = (act for act in declared.acts.values() if state in act.source and not act.optional)
    acts = {act.name for act in expected if turn.role in act.by}
    for clock in declared.clocks.values():
        if clock.holder != turn.role and clock.kind in _NAMING_A_DAY and acts & set(clock.stops):
            yield clock
