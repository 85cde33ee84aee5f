"""What a supervisor sees of an organ: how much waits, what is late, how fast and how well it works. Masked throughout.

Counting is done by the database over the open lines of the organs; speed is measured on the last cases decided.
"""

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce, Concat

from lingxing.engines.cases.domain.clocks import due_of
from lingxing.engines.cases.domain.snapshots import run_from_json
from lingxing.engines.cases.models import Case, CaseClock, Rating, Turn
from lingxing.engines.cases.queries.access import holds, supervised_organs
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.desk import DeskRow, desk_rows, lines_of
from lingxing.engines.cases.queries.labels import service_label
from lingxing.engines.cases.queries.offered import every_service
from lingxing.engines.parties.access import Permission
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries import organ_cards
from lingxing.engines.parties.organs.queries_reform import organs_below
from lingxing.engines.parties.queries import accounts
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import NotFound
from lingxing.language.procedures.definitions import ClockKind

MOST_LATE = 100
_MEASURED = 1000
_DAYS = 90
_ENDED = ("stopped", "expired")
_RATINGS = 2_000
FEWEST_RATINGS = 5
"""Fewer ratings than these are not shown: one could tell who gave them."""


@dataclass(frozen=True, slots=True)
class LightCounts:
    """Open lines by light."""

    red: int
    yellow: int
    green: int
    paused: int
    undated: int

    @property
    def all(self) -> int:
        """Return all of them."""
        return self.red + self.yellow + self.green + self.paused + self.undated


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Open lines of one organ, service or person, by light. `key` is what the group is found by."""

    key: str
    label: str
    counts: LightCounts


@dataclass(frozen=True, slots=True)
class Speed:
    """How the last decided cases went: how many were looked at, how many of their duty clocks ended in time, the median
    of days from opening to decision (None without any)."""

    cases: int
    clocks: int
    on_time: int
    median_days: int | None

    @property
    def per_thousand(self) -> int | None:
        """Return how many clocks in a thousand ended in time, rounded down; None without any."""
        return self.on_time * 1000 // self.clocks if self.clocks else None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Ratings by grade, 5 to 1; empty while there are too few to keep who gave them unknown."""

    total: int
    grades: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """An organ at a glance. `late` are the lines that are overdue, the oldest first, at most 100."""

    organs: tuple[int, ...]
    counts: LightCounts
    by_organ: tuple[GroupCounts, ...]
    by_service: tuple[GroupCounts, ...]
    by_clerk: tuple[GroupCounts, ...]
    late: tuple[DeskRow, ...]
    speed: Speed
    satisfaction: Satisfaction


def overview(account: Account, on: dt.date, *, organ_id: int | None = None, package: str = "") -> Overview:
    """Return the overview of one organ and all below it, or of all that the account supervises.

    NotFound for an organ that it does not supervise on the day.
    """
    own = supervised_organs(account, on) if holds(account, Permission.SUPERVISE_CASES) else ()
    if organ_id is not None and organ_id not in own:
        raise NotFound("没有这个单位，或不由您督查", where="督查", remedy="请从单位列表中选择")
    organs = organs_below(organ_id) if organ_id is not None else own
    groups = _groups(organs, on, package)
    names = {organ.id: organ.name for organ in organ_cards({group.organ for group in groups})}
    assigned = accounts().filter(pk__in={group.assignee for group in groups if group.assignee})
    people: dict[UUID | None, str] = dict(assigned.values_list("pk", "display_name"))
    return Overview(
        tuple(organs),
        _sum(group.counts for group in groups),
        _by(groups, lambda group: (str(group.organ), names.get(group.organ, ""))),
        _by(groups, lambda group: (f"{group.package}/{group.service}", service_label(group.package, group.service))),
        _by(groups, lambda group: (str(group.assignee or ""), people.get(group.assignee, "未分派"))),
        tuple(desk_rows(_late(groups, on, package), account, on)),
        speed_of(organs, on, package=package),
        satisfaction_of(organs, package=package),
    )


def speed_of(organs: Iterable[int], on: dt.date, *, package: str = "") -> Speed:
    """Return how the cases went that these organs decided last: the newest 1000 of the last 90 days."""
    decided = _last_decided(organs, on, package)
    days = [case.days for case in decided]
    ended = _ended_duties({case.key: (case.package, case.service) for case in decided})
    work = calendar()
    in_time = sum(_in_time(clock, work) for clock in ended)
    return Speed(len(decided), len(ended), in_time, int(statistics.median(days)) if days else None)


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decided case: of which service, and in how many days."""

    key: UUID
    package: str
    service: str
    days: int


def _last_decided(organs: Iterable[int], on: dt.date, package: str) -> list[_Decided]:
    """Return the cases decided last, in the order of an index that holds all of it."""
    since = dt.datetime.combine(on - dt.timedelta(days=_DAYS), dt.time(), SHANGHAI)
    # By the bare columns SQLite would read every case of these organs, or of this package, and sort them.
    cases = Case.objects.alias(by=Coalesce("organ", 0), of=Concat("package", Value("")))
    cases = cases.filter(by__in=list(organs), settled_at__gte=since)
    if package:
        cases = cases.filter(of=package)
    rows = cases.order_by("-settled_at").values_list("pk", "package", "service", "opened_at", "settled_at")
    return [
        _Decided(key, of, service, (settled - opened).days)
        for key, of, service, opened, settled in rows[:_MEASURED]
        if settled
    ]


def satisfaction_of(organs: Iterable[int], *, package: str = "") -> Satisfaction:
    """Return the ratings of the cases of these organs, among the last 2000 given."""
    wanted = set(organs)
    return _satisfaction(
        (grade, times) for grade, of, _, organ, times in _last_ratings() if organ in wanted and package in ("", of)
    )


def satisfaction_with(package: str, service: str) -> Satisfaction:
    """Return the ratings of a service among the last 2000 given, for its public guide."""
    return _satisfaction(
        (grade, times) for grade, of, name, _, times in _last_ratings() if (of, name) == (package, service)
    )


def _last_ratings() -> "list[tuple[int, str, str, int | None, int]]":
    """Return grade, package, service and organ of the last ratings, and how many there are of each.

    The work depends on nothing else that is stored.
    """
    given = Rating.objects.order_by("-pk").values_list("pk", flat=True)
    earlier = given[_RATINGS : _RATINGS + 1].first()
    last = Rating.objects.filter(pk__gt=earlier) if earlier else Rating.objects.all()
    rows = last.order_by().values_list("grade", "case__package", "case__service", "case__organ_id")
    return list(rows.annotate(times=Count("pk")))


def _satisfaction(grades: Iterable[tuple[int, int]]) -> Satisfaction:
    found: Counter[int] = Counter()
    for grade, times in grades:
        found[grade] += times
    total = found.total()
    return Satisfaction(total, {grade: found[grade] for grade in range(5, 0, -1)} if total >= FEWEST_RATINGS else {})


def _ended_duties(cases: Mapping[UUID, tuple[str, str]]) -> list[CaseClock]:
    """Return the stopped duty clocks of the cases; `cases` says of which package and service each is."""
    duties = {
        (card.service.package, card.service.name, clock.name)
        for card in every_service()
        for clock in card.service.clocks.values()
        if clock.kind is ClockKind.DUTY
    }
    keys, found = list(cases), list[CaseClock]()
    for start in range(0, len(keys), 500):
        # The state is asked for below: with it in the query SQLite would take the index of states, and read them all.
        rows = CaseClock.objects.filter(case__in=keys[start : start + 500])
        found += [row for row in rows if row.state in _ENDED and (*cases[row.case_id], row.name) in duties]
    return found


def _in_time(clock: CaseClock, work: WorkCalendar) -> bool:
    run = run_from_json(clock.run)
    due = clock.due_on
    if due is None:
        reached = due_of(run, work)
        due = reached.day if reached else None
    return run.stopped is not None and (due is None or run.stopped <= due) and clock.state != "expired"


@dataclass(frozen=True, slots=True)
class _Group:
    """Open lines that have organ, duty, service and assignee in common."""

    organ: int
    duty: str
    package: str
    service: str
    assignee: UUID | None
    counts: LightCounts


def _groups(organs: Iterable[int], on: dt.date, package: str) -> list[_Group]:
    """Return the open lines of the organs in groups: one walk over them, from which everything else is added up."""
    # The package is asked for below: with it in the query neither database would walk along the index of groups.
    lines = Turn.objects.filter(organ__in=list(organs)).order_by()
    rows = lines.values_list("organ_id", "duty", "package", "service", "assignee_id")
    return [
        _Group(organ, duty, of, service, assignee, _lights(*counts))
        for organ, duty, of, service, assignee, *counts in rows.annotate(**_aggregates(on))
        if package in ("", of)
    ]


def _aggregates(on: dt.date) -> dict[str, Count]:
    """Return what is counted of each group. A line that stands has no due day: `Turn.due_on`."""
    return {
        "in_all": Count("*"),
        "in_days": Count("due_on"),
        "in_red": Count("due_on", filter=Q(due_on__lt=on)),
        "in_yellow": Count("due_on", filter=Q(due_on__gte=on, yellow_on__lte=on)),
        "in_pause": Count("paused", filter=Q(paused=True)),
    }


def _lights(lines: int, dated: int, red: int, yellow: int, paused: int) -> LightCounts:
    """Return the counts by light, from those of all lines, those with a due day, and three lights."""
    return LightCounts(red, yellow, dated - red - yellow, paused, lines - dated - paused)


def _late(groups: Sequence[_Group], on: dt.date, package: str) -> list[Turn]:
    """Return the lines that are overdue, the oldest first: a short walk along an index for each organ and duty."""
    late = [group for group in groups if group.counts.red]
    if package:
        # A service's lines lie by day in an index of their own.
        wanted = {(one.organ, one.duty, one.package, one.service) for one in late}
        lists = [Turn.objects.filter(organ=a, duty=b, package=c, service=d) for a, b, c, d in wanted]
    else:
        lists = [Turn.objects.filter(organ=organ, duty=duty) for organ, duty in {(one.organ, one.duty) for one in late}]
    oldest = [found.filter(due_on__lt=on).order_by("due_on", "pk")[:MOST_LATE] for found in lists]
    rows = sorted(row for part in oldest for row in part.values_list("due_on", "pk"))
    return lines_of([key for _, key in rows[:MOST_LATE]])


def _by(groups: Iterable[_Group], key: Callable[[_Group], tuple[str, str]]) -> tuple[GroupCounts, ...]:
    """Return the groups put together by key and label, those with most overdue first."""
    parts: dict[tuple[str, str], list[LightCounts]] = {}
    for group in groups:
        parts.setdefault(key(group), []).append(group.counts)
    found = [GroupCounts(name, label, _sum(counts)) for (name, label), counts in parts.items()]
    return tuple(sorted(found, key=lambda one: (-one.counts.red, -one.counts.yellow, one.label)))


def _sum(parts: Iterable[LightCounts]) -> LightCounts:
    counts = [(part.red, part.yellow, part.green, part.paused, part.undated) for part in parts]
    return LightCounts(*(sum(column) for column in zip(*counts, strict=True))) if counts else LightCounts(0, 0, 0, 0, 0)
