"""Tickets in lists, and one ticket with what a person needs to decide on it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from lingxing.engines.cases.queries.course import Course, course_of
from lingxing.engines.documents.queries_words import index_tokens
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.domain.duplicates import Likeness, Telling, alike
from lingxing.engines.hotline.domain.figures import MEASURES
from lingxing.engines.hotline.domain.routing import proposals
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.models.ticket import EXCEPTIONS
from lingxing.engines.hotline.queries.callers import has_ticket
from lingxing.engines.hotline.queries.hotlines import hotline_named, unit_ids, watches
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI, month_end
from lingxing.kernel.errors import NotFound

PAGE = 50
_LOOKED_AT = 200
_LIKE_DAYS = dt.timedelta(days=60)
OVERDUE = "overdue"
"""Beside the measures: what a unit has past its last day."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list of tickets is narrowed to; empty narrows nothing. `until` is the last month, the first one's own
    where it is empty; `organ` 0 for tickets that no unit has had; `measure` one of the figures, or overdue."""

    month: dt.date | None = None
    until: dt.date | None = None
    organ: int | None = None
    kind: str = ""
    channel: str = ""
    state: str = ""
    measure: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class TicketPage:
    """A page of tickets, newest first. `after` begins the next, empty on the last."""

    rows: tuple[Ticket, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Like:
    """Another ticket that may be about the same matter."""

    ticket: Ticket
    why: str
    percent: int


@dataclass(frozen=True, slots=True)
class Routed:
    """A unit to propose: `organ_id` is None where the city's register does not know it."""

    unit: str
    organ_id: int | None
    topic: str
    why: str


@dataclass(frozen=True, slots=True)
class TicketShown:
    """A ticket as somebody sees it. `joined` are those that were joined to it."""

    ticket: Ticket
    hotline: Hotline
    course: Course
    likes: tuple[Like, ...]
    joined: tuple[Ticket, ...]
    takes_part: bool


def tickets(hotline: Hotline, chosen: Selection, on: dt.date, *, after: str = "", size: int = PAGE) -> TicketPage:
    """Return a page of the hotline's tickets, newest numbers first. Who asks must watch the hotline."""
    found = selected(hotline, chosen, on).select_related("organ")
    if after:
        found = _beyond(found, after)
    rows = tuple(found.order_by("-month", "-number")[: size + 1])
    return TicketPage(rows[:size], rows[size - 1].number if len(rows) > size else "")


def _beyond(found: "QuerySet[Ticket]", number: str) -> "QuerySet[Ticket]":
    month = Ticket.objects.filter(number=number).values_list("month", flat=True).first()
    if month is None:
        return found.none()
    return found.filter(Q(month__lt=month) | Q(number__lt=number), month__lte=month)


def selected(hotline: Hotline, chosen: Selection, on: dt.date) -> "QuerySet[Ticket]":
    """Return the tickets that a list is of."""
    found = Ticket.objects.filter(package=hotline.package, service=hotline.name)
    if chosen.number:
        return found.filter(number=chosen.number.strip().upper())
    if chosen.month:
        found = found.filter(_within(chosen.month, chosen.until or chosen.month, by_day=chosen.measure == OVERDUE))
    if chosen.organ is not None:
        found = found.filter(organ=chosen.organ or None)
    if chosen.state:
        declared = hotline.service.states.get(chosen.state)
        waits = declared is not None and not declared.final
        found = found.filter(state=chosen.state, open=True) if waits else found.filter(state=chosen.state)
    for name in ("kind", "channel"):
        if value := getattr(chosen, name):
            found = found.filter(**{name: value})
    return _counting_in(found, chosen.measure, on)


def _within(first: dt.date, last: dt.date, *, by_day: bool) -> Q:
    """Return the condition that a ticket came in within these months. `by_day` says the same by the moment: a database
    that knows nothing of its rows then doesn't take the index of the months, where another one has far fewer rows."""
    if not by_day:
        return Q(month__gte=first, month__lte=last)
    begun = dt.datetime.combine(first, dt.time(), SHANGHAI)
    after = dt.datetime.combine(month_end(last.year, last.month) + dt.timedelta(days=1), dt.time(), SHANGHAI)
    return Q(taken_at__gte=begun, taken_at__lt=after)


def _counting_in(found: "QuerySet[Ticket]", measure: str, on: dt.date) -> "QuerySet[Ticket]":
    if measure == OVERDUE:
        return found.filter(due_on__lt=on, handled=False)
    if measure == "accepted":
        return found.filter(is_declined=False, is_withdrawn=False, is_joined=False)
    if measure in EXCEPTIONS:
        return found.filter(**{EXCEPTIONS[measure]: True})
    return found.filter(counts__contains=f",{measure},") if measure in MEASURES else found


def waiting(hotline: Hotline) -> dict[str, list[Ticket]]:
    """Return what waits for the operators by state, the oldest first, at most 50 of each."""
    states = ("waiting", "returned", "replied", "doubted", "concluded")
    found: dict[str, list[Ticket]] = {}
    for state in states:
        if state in hotline.service.states:
            rows = Ticket.objects.filter(package=hotline.package, service=hotline.name, state=state)
            found[state] = list(rows.filter(open=True).order_by("taken_at")[:PAGE])
    return found


def ticket_shown(account: Account, ticket_id: UUID, on: dt.date) -> TicketShown:
    """Return a ticket for its hotline's people, or for the unit that has it. NotFound for everybody else."""
    ticket = Ticket.objects.select_related("organ", "main").filter(pk=ticket_id).first()
    hotline = hotline_named(ticket.package, ticket.service) if ticket else None
    if ticket is None or hotline is None or not (watches(account, hotline, on) or has_ticket(account, ticket, on)):
        raise NotFound("没有这张工单", where="工单", remedy="请从工单列表中选择")
    course = course_of(ticket.pk, on)
    likes = tuple(likes_of(ticket)) if ticket.open and watches(account, hotline, on) else ()
    return TicketShown(
        ticket, hotline, course, likes, tuple(ticket.joined.order_by("number")), watches(account, hotline, on)
    )


def likes_of(ticket: Ticket) -> list[Like]:
    """Return the open tickets of the same hotline that may be about the matter of this one."""
    return likes(ticket.package, _telling(ticket), ticket.taken_at, besides=ticket.pk)


def likes(package: str, told: "Telling[UUID | None]", at: dt.datetime, *, besides: UUID | None = None) -> list[Like]:
    """Return the open tickets of the last 60 days that may be about what is told: at most 200 of the same topic and 200
    of the same caller are looked at, the newest."""
    since = at - _LIKE_DAYS
    rows = Ticket.objects.filter(package=package, taken_at__gte=since, main=None).exclude(pk=besides)
    found = {row.pk: row for row in rows.filter(topic=told.topic, open=True).order_by("-taken_at")[:_LOOKED_AT]}
    if told.caller:
        own = rows.filter(caller=told.caller, open=True).order_by("-taken_at")[:_LOOKED_AT]
        found |= {row.pk: row for row in own}
    named = {row.pk: row for row in found.values()}
    likenesses: list[Likeness[UUID | None]] = alike(told, [_telling(row) for row in named.values()])
    return [Like(named[one.key], one.why, one.percent) for one in likenesses if one.key]


def earlier_of(hotline: Hotline, caller: str, size: int = 5) -> list[tuple[Ticket, str]]:
    """Return the newest tickets of a caller, by the digest of the number, each with the name of its state."""
    states = hotline.service.states
    return [(row, states[row.state].label) for row in told_by(hotline, caller)[:size]]


def told_by(hotline: Hotline, caller: str) -> "QuerySet[Ticket]":
    """Return the tickets of a caller, the newest first."""
    rows = Ticket.objects.filter(package=hotline.package, service=hotline.name, caller=caller)
    return rows.order_by("-taken_at")


def words_of(text: str) -> frozenset[str]:
    """Return the pairs of characters of a text, and its other words."""
    return frozenset(word for word in index_tokens(text) if len(word) > 1)


def _telling(ticket: Ticket) -> "Telling[UUID | None]":
    return Telling(ticket.pk, ticket.caller, ticket.place, ticket.topic, words_of(ticket.matter))


def routed(hotline: Hotline, topic: str, line: str, *texts: str) -> list[Routed]:
    """Return the units to propose for a text, the likeliest first."""
    found = proposals(hotline, topic, line, *texts)
    known = unit_ids(hotline, [one.unit for one in found])
    return [Routed(one.unit, known.get(one.unit), one.topic, one.why) for one in found]


def values_shown(shown: TicketShown) -> Mapping[str, object]:
    """Return the values of the ticket's case, in the clear: the page shows what its reader may see of them."""
    return shown.course.values
