"""Work lists: what waits for an account's organs, by due day, a page at a time.

However many cases are stored, a page finds its lines in the order of an index: one short query for each organ and duty
of the account, which reads nothing but the index, merged here; then it reads those lines by key. A page begins after a
given row (keyset), never after a count of rows.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from lingxing.engines.cases.domain.lights import Light, light, open_late
from lingxing.engines.cases.domain.snapshots import run_from_json
from lingxing.engines.cases.models import CaseClock, Turn
from lingxing.engines.cases.queries.awaited import Awaited, awaited
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.labels import role_label, service_label, state_label
from lingxing.engines.parties.access_types import Account, Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.people.queries import party_cards
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.errors import LingxingError

PAGE = 50
_MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class DeskFilters:
    """What a work list is narrowed to; empty ones narrow nothing.

    `whose` is mine (assigned to the account), free (to nobody) or empty; `light` is red, yellow, green or paused.
    """

    package: str = ""
    service: str = ""
    light: str = ""
    whose: str = ""
    organ_id: int | None = None


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A line of a work list. `applicant` is masked; `light` is None where no clock runs for this role, and `awaited` is
    then the term of another that ends with what this role has to do, if there is one."""

    turn_id: int
    case_id: UUID
    revision: int
    number: str
    service: str
    title: str
    applicant: str
    state: str
    role: str
    organ_id: int
    organ: str
    assignee: str
    mine: bool
    since: dt.datetime
    due_on: dt.date | None
    light: Light | None
    awaited: Awaited | None


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of a work list; `after` begins the next one, empty on the last."""

    rows: tuple[DeskRow, ...]
    after: str


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How many lines a work list has, none counted beyond 1000 (`capped` says which stand for more)."""

    all: int
    red: int
    yellow: int
    mine: int

    def shown(self, name: str) -> str:
        """Return the count for people: 12, or 1000+."""
        count = int(getattr(self, name))
        return f"{_MOST_COUNTED}+" if count > _MOST_COUNTED else str(count)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page begins: after this due day (none once the rows without one have begun) and this turn."""

    due_on: dt.date | None
    turn_id: int


def desk(account: Account, filters: DeskFilters, on: dt.date, *, after: str = "", size: int = PAGE) -> DeskPage:
    """Return a page of the account's work list, by due day, those without one last; ties by key.

    LingxingError where `after` was not given by the page before.
    """
    duties = _duties(account, filters, on)
    found = _page(duties, account, filters, on, _begin(after, filters, on), size + 1) if duties else []
    rows = found[:size]
    more = _mark(rows[-1]) if len(found) > size else ""
    return DeskPage(tuple(desk_rows(rows, account, on)), more)


def desk_counts(account: Account, filters: DeskFilters, on: dt.date) -> DeskCounts:
    """Return how much waits: in all, overdue, near its day, and assigned to the account. Cheap: counting is capped."""
    duties = _duties(account, filters, on)
    if not duties:
        return DeskCounts(0, 0, 0, 0)

    def count(light: str = "") -> int:
        wanted = DeskFilters(filters.package, filters.service, light)
        one_by_one = (_narrowed(pair, account, wanted, on)[: _MOST_COUNTED + 1].count() for pair in duties)
        return min(sum(one_by_one), _MOST_COUNTED + 1)

    return DeskCounts(count(), count(light="red"), count(light="yellow"), _own(account, filters, duties))


def _own(account: Account, filters: DeskFilters, duties: Sequence[tuple[int, str]]) -> int:
    """Return how many lines are assigned to the account, found by the account: an organ may have very many more."""
    own = Turn.objects.filter(assignee=account.pk)
    if filters.package:
        own = own.filter(package=filters.package)
    if filters.service:
        own = own.filter(service=filters.service)
    rows = own.values_list("organ_id", "duty")[: _MOST_COUNTED + 1]
    return sum(pair in duties for pair in rows)


def _duties(account: Account, filters: DeskFilters, on: dt.date) -> list[tuple[int, str]]:
    """Return organ and duty pairs that the account works in."""
    cards = [card for card in memberships(account.pk, on) if card.duty != Duty.SUPERVISOR]
    pairs = dict.fromkeys((card.organ_id, str(card.duty)) for card in cards)
    return [pair for pair in pairs if filters.organ_id in (None, pair[0])]


def _page(
    duties: Sequence[tuple[int, str]], account: Account, filters: DeskFilters, on: dt.date, place: _Place, most: int
) -> list[Turn]:
    """Return so many lines from the place on, those with a due day first."""
    lists = [_narrowed(pair, account, filters, on) for pair in duties]
    keys: list[int] = []
    if place.due_on is not None:
        later = Q(due_on__gt=place.due_on) | Q(due_on=place.due_on, pk__gt=place.turn_id)
        dated = [found.filter(later, due_on__gte=place.due_on).order_by("due_on", "pk")[:most] for found in lists]
        rows = sorted(row for part in dated for row in part.values_list("due_on", "pk"))
        keys, place = [key for _, key in rows[:most]], _Place(None, 0)
    if (left := most - len(keys)) > 0:
        rest = [found.filter(due_on=None, pk__gt=place.turn_id).order_by("pk")[:left] for found in lists]
        keys += sorted(key for part in rest for key in part.values_list("pk", flat=True))[:left]
    return lines_of(keys)


def lines_of(keys: Sequence[int]) -> list[Turn]:
    """Return the lines of these keys as `desk_rows` takes them, in the order given; those that are gone left out."""
    rows = Turn.objects.filter(pk__in=keys).select_related("case", "organ", "assignee")
    found = {turn.pk: turn for turn in rows.defer("case__sealed", "case__plain", "case__snapshot")}
    return [found[key] for key in keys if key in found]


def _narrowed(pair: tuple[int, str], account: Account, filters: DeskFilters, on: dt.date) -> QuerySet[Turn]:
    organ, duty = pair
    found = Turn.objects.filter(organ=organ, duty=duty)
    if filters.package:
        found = found.filter(package=filters.package)
    if filters.service:
        found = found.filter(service=filters.service)
    if filters.whose:
        found = found.filter(assignee=account.pk if filters.whose == "mine" else None)
    return _in_light(found, filters.light, on)


def _in_light(found: QuerySet[Turn], wanted: str, on: dt.date) -> QuerySet[Turn]:
    """Return the lines in that light. A line that stands has no due day: `Turn.due_on`."""
    if wanted == "red":
        return found.filter(due_on__lt=on)
    if wanted == "yellow":
        return found.filter(due_on__gte=on, yellow_on__lte=on)
    if wanted == "green":
        return found.filter(Q(yellow_on__gt=on) | Q(yellow_on=None), due_on__gte=on)
    if wanted == "paused":
        return found.filter(paused=True)
    return found


def desk_rows(turns: Sequence[Turn], account: Account, on: dt.date) -> Iterable[DeskRow]:
    """Yield the lines as lists show them, applicants masked; `turns` come with case, organ and assignee."""
    cards = party_cards({turn.case.party_id for turn in turns if turn.case.party_id})
    lights, others = lights_of(turns, on), awaited(turns, on)
    for turn in turns:
        case, organ = turn.case, turn.organ
        if organ is None:
            continue
        party = cards.get(case.party_id) if case.party_id else None
        yield DeskRow(
            turn.pk,
            case.pk,
            case.revision,
            case.number,
            service_label(case.package, case.service),
            case.title,
            party.name if party else "",
            state_label(case.package, case.service, case.state),
            role_label(case.package, turn.role),
            organ.pk,
            organ.name,
            turn.assignee.display_name if turn.assignee else "",
            turn.assignee_id == account.pk,
            turn.since,
            turn.due_on,
            lights.get((case.pk, turn.clock)),
            others.get(turn.pk),
        )


def lights_of(turns: Sequence[Turn], on: dt.date) -> Mapping[tuple[UUID, str], Light]:
    """Return the light of each turn's clock by case and clock name; one query for any number of turns."""
    named = {(turn.case_id, turn.clock) for turn in turns if turn.clock}
    if not named:
        return {}
    # The state is asked for below: with it in the query SQLite would take the index of states, and read them all.
    clocks = CaseClock.objects.filter(case__in={case for case, _ in named})
    last = {
        (clock.case_id, clock.name): clock
        for clock in clocks.order_by("ordinal")
        if (clock.case_id, clock.name) in named and clock.state != "stopped"
    }
    work = calendar()
    return {key: _light(clock, on, work) for key, clock in last.items()}


def _light(clock: CaseClock, on: dt.date, work: WorkCalendar) -> Light:
    run = run_from_json(clock.run)
    # A line names a clock that ran out only while what was due is still to be done.
    return open_late(run, on, work) if clock.state == "expired" else light(run, on, work)


def _begin(after: str, filters: DeskFilters, on: dt.date) -> _Place:
    """Return where the page begins: what is not late yet is not looked for among what is, what stands not by day."""
    place = _place(after)
    if filters.light == "paused" and place.due_on is not None:
        return _Place(None, 0)
    early = place.due_on is not None and place.due_on < on
    return _Place(on, 0) if early and filters.light in ("yellow", "green") else place


def _place(after: str) -> _Place:
    if not after:
        return _Place(dt.date.min, 0)
    day, _, key = after.partition(".")
    try:
        return _Place(dt.date.fromisoformat(day) if day != "none" else None, int(key))
    except ValueError:
        raise LingxingError("翻页的位置无法识别", where="网址里的 after", remedy="请从第一页重新翻起") from None


def _mark(turn: Turn) -> str:
    return f"{turn.due_on.isoformat() if turn.due_on else 'none'}.{turn.pk}"
