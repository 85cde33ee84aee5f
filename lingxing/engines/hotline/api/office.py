"""What the hotline's office does: take calls and letters, dispatch, read lists and figures."""

import datetime as dt
from uuid import UUID

from django.utils import timezone
from ninja import Router

from lingxing.engines.hotline.api.schemas import (
    City,
    DispatchAsked,
    HotlineFigureLine,
    HotlineFigures,
    HotlineRate,
    LetterAsked,
    LetterInfo,
    Name,
    ServiceName,
    TicketAsked,
    TicketList,
    TicketRow,
    TicketTakenInfo,
    intake_of,
)
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.domain.figures import MEASURES, Rate
from lingxing.engines.hotline.queries.boards import Line, board, month_of, period_of
from lingxing.engines.hotline.queries.hotlines import hotline_named, operator_of, watches
from lingxing.engines.hotline.queries.tickets import Selection, tickets
from lingxing.engines.hotline.services.dispatching import dispatch
from lingxing.engines.hotline.services.intake import take
from lingxing.engines.hotline.services.letters import take_letter
from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_api import SIGNED_IN, Done
from lingxing.engines.parties.access_session import SESSION
from lingxing.kernel.errors import NotAllowed

router = Router(auth=SESSION)


@router.post("/hotline/{city}/{name}/{service}/take", response={200: TicketTakenInfo, **SIGNED_IN}, summary="登记来电")
@requires(Permission.TAKE_CALLS)
def take_call(request: Request, city: City, name: Name, service: ServiceName, asked: TicketAsked) -> TicketTakenInfo:
    """Type a call in, as an operator of the hotline."""
    hotline = hotline_named(f"{city}/{name}", service)
    who = operator_of(account_of(request), hotline, today())
    taken = take(hotline, intake_of(asked), who, timezone.now())
    call_first = [one.number for one in taken.emergencies]
    return TicketTakenInfo(id=str(taken.case_id), number=taken.number, code=taken.code, call_first=call_first)


@router.post("/hotline/tickets/{ticket_id}/dispatch", response={200: Done, **SIGNED_IN}, summary="派单")
@requires(Permission.TAKE_CALLS)
def dispatch_ticket(request: Request, ticket_id: UUID, asked: DispatchAsked) -> Done:
    """Answer a ticket at once, give it to a unit, refuse it, or join it to another one."""
    dispatch(account_of(request), ticket_id, asked.then, asked.model_dump(), timezone.now())
    return Done()


@router.post("/hotline/{city}/{name}/{service}/letters", response={200: LetterInfo, **SIGNED_IN}, summary="收一封邮件")
@requires(Permission.TAKE_CALLS)
def letters(request: Request, city: City, name: Name, service: ServiceName, asked: LetterAsked) -> LetterInfo:
    """Make a ticket of an e-mail: each letter once."""
    hotline = hotline_named(f"{city}/{name}", service)
    operator_of(account_of(request), hotline, today())
    number, is_new = take_letter(hotline, asked.letter.encode(), timezone.now())
    return LetterInfo(number=number, new=is_new)


@router.get("/hotline/{city}/{name}/{service}/tickets", response={200: TicketList, **SIGNED_IN}, summary="工单列表")
@requires(Permission.WATCH_HOTLINE)
def ticket_list(
    request: Request,
    city: City,
    name: Name,
    service: ServiceName,
    period: str = "",
    organ: int | None = None,
    kind: str = "",
    channel: str = "",
    state: str = "",
    measure: str = "",
    after: str = "",
    on: dt.date | None = None,
) -> TicketList:
    """Return a page of tickets, newest first: those behind a number of the figures."""
    del on
    hotline = _watched(request, city, name, service)
    found = period_of(period) if period else None
    chosen = Selection(
        found.first if found else None,
        found.last if found else None,
        organ if organ is None or 0 <= organ < 2**31 else None,
        kind[:60],
        channel[:60],
        state[:60],
        measure[:20],
    )
    page = tickets(hotline, chosen, today(), after=after[:40])
    rows = [
        TicketRow(
            id=str(row.pk),
            number=row.number,
            matter=row.matter,
            kind=row.kind,
            channel=row.channel,
            state=hotline.service.states[row.state].label,
            unit=row.organ.name if row.organ else "",
            taken_at=row.taken_at,
            due_on=row.due_on,
        )
        for row in page.rows
    ]
    return TicketList(items=rows, after=page.after)


@router.get(
    "/hotline/{city}/{name}/{service}/board", response={200: HotlineFigures, **SIGNED_IN}, summary="月度、年度统计"
)
@requires(Permission.WATCH_HOTLINE)
def figures(
    request: Request, city: City, name: Name, service: ServiceName, period: str = "", on: dt.date | None = None
) -> HotlineFigures:
    """Return the figures of a month (2026-03) or a year (2026)."""
    del on
    hotline = _watched(request, city, name, service)
    found = board(hotline, period_of(period) if period else month_of(today()), today())
    return HotlineFigures(
        period=found.period.text,
        total=_line(found.total),
        units=[_line(line) for line in found.units],
        kinds=[_line(line) for line in found.kinds],
        channels=[_line(line) for line in found.channels],
        answered=_rate(found.answered),
    )


def _watched(request: Request, city: str, name: str, service: str) -> Hotline:
    hotline = hotline_named(f"{city}/{name}", service)
    if not watches(account_of(request), hotline, today()):
        raise NotAllowed("您看不到这条热线的工单", remedy="请联系管理员登记为热线单位的经办")
    return hotline


def _line(line: Line) -> HotlineFigureLine:
    counts = {name: getattr(line.counts, name) for name in MEASURES}
    rates = [_rate(rate) for rate in line.rates]
    return HotlineFigureLine(key=line.key, label=line.label, counts=counts, overdue=line.overdue, rates=rates)


def _rate(rate: Rate) -> HotlineRate:
    return HotlineRate(
        key=rate.key,
        label=rate.label,
        part=rate.part,
        whole=rate.whole,
        shown=rate.shown,
        definition=rate.definition,
        goal=rate.goal,
    )
