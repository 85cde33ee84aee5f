"""What a caller sees of a ticket by its number and code."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.cases.queries.course import Course, course_of
from lingxing.engines.hotline.models import Ticket
from lingxing.engines.hotline.queries.callers import caller_of, without_caller
from lingxing.engines.hotline.queries.files import FileCard, callers_files
from lingxing.engines.hotline.queries.hotlines import hotline_named
from lingxing.kernel.errors import NotFound

ANSWERED = ("replied", "doubted", "redoing", "concluded", "archived")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the text, of which unit, when. Of the ticket itself or of that which it was joined to."""

    text: str
    unit: str
    at: dt.datetime | None
    of_joined: bool


@dataclass(frozen=True, slots=True)
class TicketTracked:
    """A ticket for its caller: what was asked, where it stands, what was answered, what the caller may do now."""

    number: str
    hotline: str
    matter: str
    state: str
    help: str
    unit: str
    go_to: str
    emergency: str
    answer: Answer | None
    may_evaluate: bool
    may_withdraw: bool
    files: tuple[FileCard, ...]
    """The caller's own."""
    may_enclose: bool


def tracked(number: str, on: dt.date) -> TicketTracked:
    """Return a ticket for whoever has proved to hold its code. NotFound for a case that is no ticket."""
    ticket = ticket_numbered(number)
    hotline = hotline_named(ticket.package, ticket.service)
    course = course_of(ticket.pk, on)
    main = ticket.main
    answering, told = (main, course_of(main.pk, on)) if main else (ticket, course)
    state, acts = hotline.service.states[course.state], hotline.service.acts
    return TicketTracked(
        ticket.number,
        hotline.label,
        ticket.matter,
        state.label,
        state.help,
        answering.organ.name if answering.organ else "",
        str(course.values.get("go_to", "")),
        str(course.values.get("emergency", "")),
        _answer(answering, told, joined=main is not None),
        "evaluate" in acts and course.state in acts["evaluate"].source,
        "withdraw" in acts and course.state in acts["withdraw"].source,
        tuple(callers_files(ticket)),
        ticket.open,
    )


def ticket_numbered(number: str) -> Ticket:
    """Return the ticket of a number. NotFound for a case that is no ticket."""
    ticket = Ticket.objects.select_related("organ", "main__organ").filter(number=number.strip().upper()).first()
    if ticket is None:
        raise NotFound("这个编号不是热线工单", where=number, remedy="请到“进度查询”查询其他办件")
    return ticket


def _answer(ticket: Ticket, told: Course, *, joined: bool) -> Answer | None:
    """Return the answer by the case itself; who only joined the ticket reads it without what tells of its caller."""
    text = told.values.get("answer")
    if not text or told.state not in ANSWERED:
        return None
    when = [one.at for one in told.done if one.act in ("reply", "answer_now")]
    words = without_caller(str(text), caller_of(ticket.pk)) if joined else str(text)
    return Answer(words, ticket.organ.name if ticket.organ else "", when[-1] if when else None, joined)
