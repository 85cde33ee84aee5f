"""What callers do: search, ask, track, judge."""

import datetime as dt

from django.utils import timezone
from ninja import Router

from lingxing.engines.hotline.api.schemas import (
    ArticleInfo,
    City,
    HotlineChoice,
    HotlineInfo,
    HotlineLineInfo,
    Name,
    RestsOnInfo,
    ServiceName,
    TicketAsked,
    TicketJudged,
    TicketTakenInfo,
    TicketTracking,
    TrackedInfo,
    file_info,
    intake_of,
)
from lingxing.engines.hotline.domain.lines import lines_on
from lingxing.engines.hotline.domain.routing import emergencies_in
from lingxing.engines.hotline.queries.hotlines import hotline_named, hotlines
from lingxing.engines.hotline.queries.knowledge import search
from lingxing.engines.hotline.queries.sources import RestsOn
from lingxing.engines.hotline.queries.tracking import TicketTracked
from lingxing.engines.hotline.services.asking import ask
from lingxing.engines.hotline.services.tracking import evaluate, look, withdraw
from lingxing.engines.parties.access import Permission, Request, account_of, only_answers, public, requires, today
from lingxing.engines.parties.access_api import REFUSALS, SIGNED_IN, ErrorAnswer
from lingxing.engines.parties.access_session import SESSION
from lingxing.kernel.errors import LingxingError

router = Router()
_GUESSED = {403: ErrorAnswer, **REFUSALS}


@router.get("/hotline", response={200: list[HotlineInfo], **REFUSALS}, summary="有哪些热线")
@public
def every_hotline(request: Request, on: dt.date | None = None) -> list[HotlineInfo]:
    """Return the hotlines with the choices of their tickets."""
    del request, on
    return [
        HotlineInfo(
            city=one.package.partition("/")[0],
            name=one.package.partition("/")[2],
            service=one.name,
            label=one.label,
            kinds=[HotlineChoice(key=kind.key, label=kind.label) for kind in one.kinds.values()],
            channels=[HotlineChoice(key=channel.key, label=channel.label) for channel in one.channels.values()],
            topics=[HotlineChoice(key=topic.key, label=topic.label) for topic in one.topics.values()],
            emergencies=[emergency.number for emergency in one.emergencies],
        )
        for one in hotlines()
    ]


@router.get(
    "/hotline/{city}/{name}/{service}/numbers", response={200: list[HotlineLineInfo], **REFUSALS}, summary="原来的号码"
)
@public
def numbers(
    request: Request, city: City, name: Name, service: ServiceName, q: str = "", on: dt.date | None = None
) -> list[HotlineLineInfo]:
    """Return which joined number is where, as of the day."""
    del request
    return [
        HotlineLineInfo(
            number=one.line.number,
            unit=one.line.unit,
            subject=one.line.subject,
            merged=one.line.merged,
            standing=one.standing.label,
            joined_on=one.line.joined_on,
            kept_until=one.kept_until,
        )
        for one in lines_on(hotline_named(f"{city}/{name}", service).lines, on or today(), q[:40])
    ]


@router.get(
    "/hotline/{city}/{name}/{service}/knowledge", response={200: list[ArticleInfo], **REFUSALS}, summary="查知识库"
)
@public
def knowledge(
    request: Request, city: City, name: Name, service: ServiceName, q: str = "", on: dt.date | None = None
) -> list[ArticleInfo]:
    """Return what is known about a question, best first."""
    del request, on
    found = search(hotline_named(f"{city}/{name}", service), q[:200], today(), public=True)
    return [
        ArticleInfo(
            id=one.id,
            title=one.title,
            text=one.text,
            unit=one.unit,
            source=one.source,
            rests_on=_rests_on(one.rests_on) if one.rests_on else None,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
        )
        for one in found
    ]


@router.post(
    "/hotline/{city}/{name}/{service}/ask",
    response={200: TicketTakenInfo, **SIGNED_IN},
    auth=SESSION,
    summary="提交工单",
)
@requires(Permission.OWN_ACCOUNT)
def ask_hotline(request: Request, city: City, name: Name, service: ServiceName, asked: TicketAsked) -> TicketTakenInfo:
    """Take the account's own ticket. Refused where the text speaks of an emergency and `not_urgent` is not said.

    Who has no account asks on the page; a mini-program's own server takes tickets in as an operator: `take`.
    """
    hotline = hotline_named(f"{city}/{name}", service)
    told = emergencies_in(hotline.emergencies, asked.matter, asked.content)
    if told and not asked.not_urgent:
        numbers = "、".join(one.number for one in told)
        raise LingxingError(f"可能要先拨打{numbers}", where="紧急情况", remedy="现在没有危险的，带上 not_urgent 再提交")
    taken = ask(hotline, intake_of(asked), account_of(request), request.META.get("REMOTE_ADDR", ""), timezone.now())
    return TicketTakenInfo(
        id=str(taken.case_id),
        number=taken.number,
        code=taken.code,
        call_first=[one.number for one in taken.emergencies],
    )


@router.post("/hotline/track", response={200: TrackedInfo, **_GUESSED}, summary="凭编号和查询码看工单")
@public
@only_answers
def track_ticket(request: Request, asked: TicketTracking) -> TrackedInfo:
    """Return a ticket to who has its number and code. Guesses are counted, and only they are kept."""
    return _shown(look(asked.number, asked.code, request.META.get("REMOTE_ADDR", ""), timezone.now()))


@router.post("/hotline/evaluate", response={200: TrackedInfo, **SIGNED_IN}, auth=SESSION, summary="评价答复")
@requires(Permission.OWN_ACCOUNT)
def evaluate_ticket(request: Request, asked: TicketJudged) -> TrackedInfo:
    """Keep how satisfied the caller is."""
    where = request.META.get("REMOTE_ADDR", "")
    return _shown(evaluate(asked.number, asked.code, where, asked.satisfied, asked.remark, timezone.now()))


@router.post("/hotline/withdraw", response={200: TrackedInfo, **SIGNED_IN}, auth=SESSION, summary="撤回工单")
@requires(Permission.OWN_ACCOUNT)
def withdraw_ticket(request: Request, asked: TicketTracking) -> TrackedInfo:
    """Take back what was asked."""
    return _shown(withdraw(asked.number, asked.code, request.META.get("REMOTE_ADDR", ""), timezone.now()))


def _rests_on(source: RestsOn) -> RestsOnInfo:
    return RestsOnInfo(cited=source.cited, link=source.address, ended=source.ended)


def _shown(found: TicketTracked) -> TrackedInfo:
    return TrackedInfo(
        number=found.number,
        matter=found.matter,
        state=found.state,
        help=found.help,
        unit=found.unit,
        go_to=found.go_to,
        answer=found.answer.text if found.answer else "",
        may_evaluate=found.may_evaluate,
        may_withdraw=found.may_withdraw,
        files=[file_info(card) for card in found.files],
        may_enclose=found.may_enclose,
    )
