"""How a last day came about, one line a day: what counts, what does not, what moves it, and on whose word.

This walks day by day and is made only when somebody asks; the due day itself comes from `lingxing.kernel.counting`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from lingxing.kernel.calendars import DayInfo, DayKind, WorkCalendar
from lingxing.kernel.counting import as_counted, budget_of, leg_end, merged_legs, months_after
from lingxing.kernel.terms import CountingRule, FirstDays, Length, Term, Unit

_FIRST_DAY = "《民法典》第二百零一条"
_SAME_DATE = "《民法典》第二百零二条"
_LAST_DAY = "《民法典》第二百零三条"
_UNSHIFTED = (Unit.HOUR, Unit.WORKING_DAY)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: the day, what it is, on what it rests; `counted` is its number within the term."""

    day: dt.date
    label: str
    source: str = ""
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count, first and last included; without `last` there is no end yet."""

    first: dt.date
    last: dt.date | None
    cause: str
    article: str = ""

    def holds(self, day: dt.date) -> bool:
        """Return whether the day is one of them."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every part of an explanation asks."""

    rule: CountingRule
    calendar: WorkCalendar
    pauses: Sequence[Pause]

    def cited(self, article: str) -> str:
        """Return the article, or nothing where the rule counts without one."""
        return article if self.rule.article else ""

    def pause_on(self, day: dt.date) -> Pause | None:
        return next((pause for pause in self.pauses if pause.holds(day)), None)

    def is_stuck(self, day: dt.date) -> bool:
        """Return whether an open pause holds this and every later day."""
        return any(pause.last is None and pause.first <= day for pause in self.pauses)


def explain(
    start: dt.date,
    terms: Sequence[Term],
    rule: CountingRule,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
) -> tuple[Step, ...]:
    """Return the steps from the starting day to the last day of `terms`, in order; the last step stands on that day.

    Where an open pause keeps the end away, the last step is the first day of that pause.
    """
    ground = _Ground(rule, calendar, pauses)
    steps = [_opening(start, terms, ground)]
    for number, leg in enumerate(merged_legs(terms, rule)):
        if number:
            steps.append(Step(steps[-1].day, f"自次日起续计{leg.label}"))
        steps.extend(_leg(steps[-1].day, leg, ground))
        if isinstance(leg, Length) and ground.is_stuck(steps[-1].day):
            break
    return tuple(steps)


def _opening(start: dt.date, terms: Sequence[Term], ground: _Ground) -> Step:
    title = "，延长".join(_title(term, ground.rule) for term in terms)
    uncounted = isinstance(terms[0], Length) and terms[0].unit is not Unit.HOUR
    what = "起算日，不计入" if uncounted else "起算日"
    return Step(start, f"{what}（期限{title}）", ground.cited(_FIRST_DAY) if uncounted else "")


def _title(term: Term, rule: CountingRule) -> str:
    return (
        term.label if term.label == as_counted(term, rule).label or not _is_days(term) else f"{term.label}，按工作日计"
    )


def _is_days(term: Term) -> bool:
    return isinstance(term, Length | FirstDays) and term.unit is Unit.DAY


def _leg(start: dt.date, leg: Term, ground: _Ground) -> Iterator[Step]:
    if not isinstance(leg, Length):
        yield from _fixed(start, leg, ground)
    elif leg.unit is Unit.MONTH:
        yield from _by_months(start, leg, ground)
    else:
        yield from _by_days(start, leg, ground)


def _fixed(start: dt.date, leg: Term, ground: _Ground) -> Iterator[Step]:
    """Yield the day that the term names and, where it moves, how; pauses do not touch it."""
    unpaused = replace(ground, pauses=())
    named, end = (_named_day(start, leg, ground, moves=moves) for moves in (False, ground.rule.moves_the_last_day))
    moved = list(_moved(named, unpaused)) if named < end else []
    fits = moved and moved[-1].day == end
    day = named if fits else end
    yield Step(day, f"{leg.label}，期限届满{_doubt(day, ground) if isinstance(leg, FirstDays) else ''}")
    if fits:
        yield from moved


def _named_day(start: dt.date, leg: Term, ground: _Ground, *, moves: bool) -> dt.date:
    # Without gaps there is always a last day.
    return dt.date.fromordinal(cast("int", leg_end(start.toordinal(), leg, ground.calendar, (), moves=moves)))


def _by_days(start: dt.date, leg: Length, ground: _Ground) -> Iterator[Step]:
    """Yield a step a day; hours are shown as the days they fill."""
    need = budget_of(start.toordinal(), leg) if leg.unit is Unit.HOUR else leg.amount
    working, counted, day = leg.unit is Unit.WORKING_DAY, 0, start
    while counted < need:
        day += dt.timedelta(days=1)
        skipped = _skipped(day, ground, working=working)
        if not skipped:
            counted += 1
        yield skipped or _counted(day, counted, ground, working=working, last=counted == need)
        if ground.is_stuck(day):
            return
    if leg.unit not in _UNSHIFTED:
        yield from _moved(day, ground)


def _by_months(start: dt.date, leg: Length, ground: _Ground) -> Iterator[Step]:
    """Yield the same date of the last month, a step for each paused day before the end, and how the end moves."""
    nominal = months_after(start, leg.amount)
    what = "对应日" if nominal.day == start.day else "该月没有对应日，取月末日"
    owed = budget_of(start.toordinal(), leg)
    paused = []
    day = start
    while owed:
        day += dt.timedelta(days=1)
        pause = ground.pause_on(day)
        owed -= pause is None
        if pause:
            paused.append(_paused(day, pause))
        if ground.is_stuck(day):
            yield from paused
            return
    yield from paused
    later = f"，因暂停后移{len(paused)}日" if paused else ""
    length = f"{leg.amount // 12}年" if leg.amount % 12 == 0 else leg.label
    yield Step(day, f"满{length}（{what}{later}），期限届满", ground.cited(_SAME_DATE))
    yield from _moved(day, ground)


def _skipped(day: dt.date, ground: _Ground, *, working: bool) -> Step | None:
    """Return the step of a day that does not count, or None for one that does."""
    pause = ground.pause_on(day)
    if pause:
        return _paused(day, pause)
    info = ground.calendar.day_kind(day)
    if working and not info.kind.works:
        return Step(day, f"{info.label}，不计{_doubt(day, ground)}", info.source)
    return None


def _counted(day: dt.date, number: int, ground: _Ground, *, working: bool, last: bool) -> Step:
    info = ground.calendar.day_kind(day)
    swapped = f"（{info.label}）" if working and info.kind is DayKind.SWAPPED_WORKING else ""
    unit = "个工作日" if working else "日"
    end = "，期限届满" if last else ""
    doubt = _doubt(day, ground) if working else ""
    return Step(day, f"第{number}{unit}{swapped}{end}{doubt}", info.source if swapped else "", counted=number)


def _moved(day: dt.date, ground: _Ground) -> Iterator[Step]:
    """Yield why the last day moves and where to; nothing where it does not."""
    if not ground.rule.moves_the_last_day:
        return
    first = day
    while True:
        info, pause = ground.calendar.day_kind(day), ground.pause_on(day)
        if info.kind.works and not (pause and day > first):
            break
        yield _put_off(day, info, pause if day > first else None, ground)
        if day > first and ground.is_stuck(day):
            return
        day += dt.timedelta(days=1)
    if day > first:
        yield Step(day, f"期满顺延至此日届满{_doubt(day, ground)}", ground.cited(_LAST_DAY))


def _put_off(day: dt.date, info: DayInfo, pause: Pause | None, ground: _Ground) -> Step:
    if pause:
        return _paused(day, pause)
    return Step(day, f"{info.label}，期满顺延{_doubt(day, ground)}", info.source)


def _paused(day: dt.date, pause: Pause) -> Step:
    return Step(day, f"暂停（{pause.cause}），不计", pause.article)


def _doubt(day: dt.date, ground: _Ground) -> str:
    return "（暂定）" if ground.calendar.is_provisional(day) else ""
