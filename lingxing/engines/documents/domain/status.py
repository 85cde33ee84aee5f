"""Whether a document is in force on a day, and the dated events behind the answer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lingxing.engines.documents.domain.model import RelationKind

ONE_DAY = dt.timedelta(days=1)
EXPIRING_WITHIN = 90


class StatusState(StrEnum):
    """What a reader is told of a document on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    EXPIRING = "expiring"
    MUST_BE_REVISED = "must_be_revised"
    EXPIRED = "expired"
    REPEALED = "repealed"
    LAPSED = "lapsed"


class EventKind(StrEnum):
    """What happens on a day of the timeline."""

    SIGNED = "signed"
    EFFECTIVE = "effective"
    AMENDED = "amended"
    REVISION_ORDERED = "revision_ordered"
    REVISION_DUE = "revision_due"
    EXTENDED = "extended"
    EXPIRES = "expires"
    REPEALED = "repealed"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Order:
    """What another document orders for this one.

    `ordered_on` is the day the order was signed, `takes_effect_on` its first day of effect (None: the day it was
    signed), `deadline` the last day of an ordered revision or of an extended validity. `lapses` says that an unrevised
    text lapses after the deadline. `source` is the key of the ordering document, `where` cites the place in it.
    """

    kind: RelationKind
    ordered_on: dt.date | None
    takes_effect_on: dt.date | None = None
    deadline: dt.date | None = None
    lapses: bool = True
    source: str = ""
    where: str = ""

    @property
    def first_day(self) -> dt.date:
        """Return the first day of effect; an order of unknown date has always been there."""
        return self.takes_effect_on or self.ordered_on or dt.date.min


@dataclass(frozen=True, slots=True)
class ValidityFacts:
    """All that decides a status: the document's own dates (`expires_on` is the last day in force), others' orders."""

    signed_on: dt.date | None = None
    effective_on: dt.date | None = None
    expires_on: dt.date | None = None
    orders: tuple[Order, ...] = ()

    @property
    def begins_on(self) -> dt.date | None:
        """Return the first day in force.

        Reading: a text that sets no day of its own is in force from the day it was signed.
        """
        return self.effective_on or self.signed_on


@dataclass(frozen=True, slots=True)
class Status:
    """The state on a day.

    `since` is the first day of an ended text's state, else its first day in force. `until` is the last day in force as
    known on that day (None: no end is stated, in force without limit). `revise_by` is the last day of a revision that
    another document ordered and nobody has made yet. `order` is the order behind an end or a duty.
    """

    state: StatusState
    since: dt.date | None = None
    until: dt.date | None = None
    revise_by: dt.date | None = None
    order: Order | None = None

    @property
    def binding(self) -> bool:
        """Return whether the text binds on that day."""
        return self.state in BINDING


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event; `order` is the other document's order that makes it, None for the document's own dates."""

    day: dt.date
    kind: EventKind
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which the state, apart from `expiring` and `must_be_revised`, stays the same; both bounds included."""

    first_day: dt.date
    last_day: dt.date
    status: Status


@dataclass(frozen=True, slots=True)
class _End:
    first_day_out: dt.date
    state: StatusState
    order: Order | None = None


BINDING = frozenset({StatusState.IN_FORCE, StatusState.EXPIRING, StatusState.MUST_BE_REVISED})


def status_on(facts: ValidityFacts, day: dt.date, expiring_within: int = EXPIRING_WITHIN) -> Status:
    """Return the status on `day`; a text whose last day is at most `expiring_within` days away is expiring.

    Orders count from the day they were signed, so a past day is answered as it stood then.
    Reading: a text to be revised that also expires soon is shown as to be revised; `until` still tells its end.
    """
    status = standing_on(facts, day)
    if status.state is not StatusState.IN_FORCE:
        return status
    return _with_state(status, state_shown(status.until, status.revise_by, day, expiring_within))


def state_shown(
    until: dt.date | None, revise_by: dt.date | None, day: dt.date, expiring_within: int = EXPIRING_WITHIN
) -> StatusState:
    """Return which state a text in force shows on `day`."""
    if revise_by:
        return StatusState.MUST_BE_REVISED
    if until and (until - day).days <= expiring_within:
        return StatusState.EXPIRING
    return StatusState.IN_FORCE


def standing_on(facts: ValidityFacts, day: dt.date) -> Status:
    """Return the status on `day` without the two warnings, which depend on how far a reader looks ahead."""
    known = [order for order in facts.orders if order.ordered_on is None or order.ordered_on <= day]
    ends = sorted(_ends(facts, known, day), key=lambda end: end.first_day_out)
    past = [end for end in ends if end.first_day_out <= day]
    if past:
        return _ended(past)
    until = ends[0].first_day_out - ONE_DAY if ends else None
    if facts.begins_on and day < facts.begins_on:
        return Status(StatusState.NOT_YET, facts.begins_on, until)
    duty = next(iter(_open_revisions(known, day)), None)
    order = duty or (ends[0].order if ends else None)
    return Status(StatusState.IN_FORCE, facts.begins_on, until, duty.deadline if duty else None, order)


def spans(facts: ValidityFacts) -> tuple[Span, ...]:
    """Return the whole calendar in order, cut where the standing changes."""
    firsts = sorted({dt.date.min, *_turning_days(facts)})
    lasts = [day - ONE_DAY for day in firsts[1:]] + [dt.date.max]
    found: list[Span] = []
    for first, last in zip(firsts, lasts, strict=True):
        status = standing_on(facts, first)
        if found and found[-1].status == status:
            found[-1] = Span(found[-1].first_day, last, status)
        else:
            found.append(Span(first, last, status))
    return tuple(found)


def timeline(facts: ValidityFacts) -> tuple[Event, ...]:
    """Return the dated events, earliest first."""
    own = (
        (facts.signed_on, EventKind.SIGNED),
        (facts.begins_on, EventKind.EFFECTIVE),
        (facts.expires_on, EventKind.EXPIRES),
    )
    events = [Event(day, kind) for day, kind in own if day]
    for order in facts.orders:
        events.extend(_events_of(order))
    ranks = list(EventKind)
    return tuple(sorted(events, key=lambda event: (event.day, ranks.index(event.kind))))


def _events_of(order: Order) -> Iterable[Event]:
    if order.first_day > dt.date.min and order.kind in _EVENT_OF:
        yield Event(order.first_day, _EVENT_OF[order.kind], order)
    if order.deadline and order.kind is RelationKind.MUST_REVISE:
        yield Event(order.deadline, EventKind.REVISION_DUE, order)
    if order.deadline and order.kind is RelationKind.EXTENDS:
        yield Event(order.deadline, EventKind.EXPIRES, order)


def _turning_days(facts: ValidityFacts) -> Iterable[dt.date]:
    days = [facts.begins_on, _day_after(facts.expires_on)]
    for order in facts.orders:
        days += [order.ordered_on, order.takes_effect_on, _day_after(order.deadline)]
    return (day for day in days if day)


def _day_after(day: dt.date | None) -> dt.date | None:
    return day + ONE_DAY if day and day < dt.date.max else None


def _ends(facts: ValidityFacts, known: list[Order], day: dt.date) -> Iterable[_End]:
    out = _day_after(_last_day(facts, known, day))
    if out:
        yield _End(out, StatusState.EXPIRED)
    for order in known:
        if order.kind in _ENDING:
            yield _End(order.first_day, _ENDING[order.kind], order)
    for order in _open_revisions(known, day):
        lapse = _day_after(order.deadline)
        if lapse and order.lapses:
            yield _End(lapse, StatusState.LAPSED, order)


def _last_day(facts: ValidityFacts, known: list[Order], day: dt.date) -> dt.date | None:
    extensions = [order for order in known if order.kind is RelationKind.EXTENDS and order.first_day <= day]
    return max(extensions, key=lambda order: order.first_day).deadline if extensions else facts.expires_on


def _open_revisions(known: list[Order], day: dt.date) -> list[Order]:
    """Return the ordered revisions that no amendment has met by `day`, the earliest deadline first."""
    duties = [order for order in known if order.kind is RelationKind.MUST_REVISE and order.deadline]
    amendments = [order for order in known if order.kind is RelationKind.AMENDS and order.first_day <= day]
    return sorted(
        (duty for duty in duties if not any(_meets(amendment, duty) for amendment in amendments)),
        key=lambda duty: duty.deadline or dt.date.max,
    )


def _meets(amendment: Order, duty: Order) -> bool:
    deadline = duty.deadline or dt.date.max
    in_time = meets_order(amendment.first_day, duty.first_day, deadline, lapses=duty.lapses)
    return in_time and amendment.source != duty.source


def meets_order(amended: dt.date, ordered: dt.date, deadline: dt.date, *, lapses: bool) -> bool:
    """Return whether an amendment of one day meets a revision ordered on another.

    Reading: where the text lapses after the deadline only an amendment up to the deadline meets the order, elsewhere a
    late one does too.
    """
    return ordered <= amended and (not lapses or amended <= deadline)


def _ended(past: list[_End]) -> Status:
    """Return the state after the earliest end; a repeal counts also where the text had ended before.

    The last day in force is that of the earliest end all the same.
    """
    end = next((end for end in past if end.state is StatusState.REPEALED), past[0])
    first_day_out = past[0].first_day_out
    last = first_day_out - ONE_DAY if first_day_out > dt.date.min else None
    return Status(end.state, None if last is None else end.first_day_out, last, None, end.order)


def _with_state(status: Status, state: StatusState) -> Status:
    return Status(state, status.since, status.until, status.revise_by, status.order)


_ENDING = {RelationKind.REPEALS: StatusState.REPEALED, RelationKind.LAPSES: StatusState.LAPSED}
_EVENT_OF = {
    RelationKind.REPEALS: EventKind.REPEALED,
    RelationKind.LAPSES: EventKind.LAPSED,
    RelationKind.AMENDS: EventKind.AMENDED,
    RelationKind.MUST_REVISE: EventKind.REVISION_ORDERED,
    RelationKind.EXTENDS: EventKind.EXTENDED,
}
