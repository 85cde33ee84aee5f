"""The operators' pages: one screen for a call, what waits, one ticket."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.cases.services.commands import Acting
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.domain.duplicates import Telling
from lingxing.engines.hotline.domain.routing import emergencies_in
from lingxing.engines.hotline.forms.asking import DeskForm, DispatchForm
from lingxing.engines.hotline.queries.callers import caller_shown
from lingxing.engines.hotline.queries.circulars import circulars_due
from lingxing.engines.hotline.queries.files import files_of
from lingxing.engines.hotline.queries.hotlines import operated, operator_of, units_of
from lingxing.engines.hotline.queries.knowledge import search
from lingxing.engines.hotline.queries.letters import letters_refused
from lingxing.engines.hotline.queries.tickets import earlier_of, likes, routed, ticket_shown, waiting, words_of
from lingxing.engines.hotline.services.callers import reveal_caller
from lingxing.engines.hotline.services.dispatching import dispatch
from lingxing.engines.hotline.services.intake import (
    CallerFacts,
    Intake,
    Taken,
    phone_digest,
    place_digest,
    take,
    topic_of,
)
from lingxing.engines.hotline.views.answers import hotline_at, parts, sent
from lingxing.engines.hotline.views.files import enclosing_form
from lingxing.engines.parties.access import Permission, Request, account_of, only_answers, requires, today
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import LingxingError, NotAllowed

_STATES = {
    "waiting": "待派单",
    "returned": "退回待重派",
    "replied": "待回访",
    "doubted": "不满意待复核",
    "concluded": "待归档",
}


@require_safe
@requires(Permission.TAKE_CALLS)
def desk(request: Request) -> HttpResponse:
    """Show the operator's hotlines and what waits in each."""
    own = operated(account_of(request), today())
    found = [
        (
            one,
            parts(one),
            [(_STATES.get(state, state), state, rows) for state, rows in waiting(one).items()],
            letters_refused(one, timezone.now()),
            circulars_due(one, today()),
        )
        for one, _ in own
    ]
    return render(request, "hotline/desk.html", {"hotlines": found})


@sensitive_post_parameters("name", "phone", "content")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.TAKE_CALLS)
def call(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """One screen for a call: the telephone system opens it with ?phone= and ?line=; what is known stands beside it."""
    hotline, account = hotline_at(city, name, service), account_of(request)
    who = operator_of(account, hotline, today())
    first = next(iter(hotline.channels), "")
    initial = {"phone": request.GET.get("phone", "")[:30], "line": request.GET.get("line", "")[:20], "channel": first}
    form = DeskForm(sent(request), hotline=hotline, units=units_of(hotline), initial=initial)
    looking = request.POST.get("go") == "look"
    if request.method == "POST" and not looking and form.is_valid():
        try:
            taken = _take(account, hotline, form.cleaned_data, who)
            context = {"hotline": hotline, "parts": (city, name, service), "taken": taken, "of_operator": True}
            return render(request, "hotline/taken.html", context)
        except LingxingError as error:
            form.add_error(None, str(error))
    typed = form.data if form.is_bound else initial
    context = {
        "hotline": hotline,
        "parts": (city, name, service),
        "form": form,
        "looking": looking,
        "hints": hints_of(hotline, typed),
    }
    status = 422 if form.is_bound and form.errors and not looking else 200
    return render(request, "hotline/call.html", context, status=status)


def _take(account: Account, hotline: Hotline, typed: dict[str, Any], who: Acting) -> Taken:
    at = timezone.now()
    caller = CallerFacts(typed["name"], typed["phone"])
    intake = Intake(
        typed["channel"],
        typed["kind"],
        typed["matter"],
        typed["content"],
        typed["topic"],
        typed["place"],
        typed["anonymous"],
        caller,
        typed["key"],
    )
    taken = take(hotline, intake, who, at)
    if not taken.repeated:
        dispatch(account, taken.case_id, typed["then"], typed, at)
    return taken


def hints_of(hotline: Hotline, typed: Any) -> dict[str, Any]:
    """Return what is known about what has been typed so far: emergencies, knowledge, units, tickets alike."""
    matter, content = str(typed.get("matter", "")), str(typed.get("content", ""))
    text = f"{matter} {content}".strip()
    topic = str(typed.get("topic", "")) or (topic_of(hotline, text) if text else "")
    told: Telling[UUID | None] = Telling(
        None,
        phone_digest(str(typed.get("phone", ""))),
        place_digest(str(typed.get("place", ""))),
        topic,
        words_of(matter),
        words_of(content),
    )
    return {
        "earlier": earlier_of(hotline, told.caller) if told.caller else [],
        "emergency_ground": next((one.key for one in hotline.refusals.values() if one.emergency), ""),
        "emergencies": emergencies_in(hotline.emergencies, text),
        "articles": search(hotline, text, today(), public=False, size=5) if text else [],
        "routed": routed(hotline, str(typed.get("topic", "")), str(typed.get("line", "")).strip(), text)[:4],
        "likes": likes(hotline.package, told, timezone.now()) if told.caller or told.place or text else [],
    }


@sensitive_post_parameters("phone", "content")
@never_cache
@require_POST
@requires(Permission.TAKE_CALLS)
@only_answers
def hints(request: Request, city: str, name: str, service: str) -> HttpResponse:
    """Return what is known about a text, as a piece of the call's screen."""
    hotline = hotline_at(city, name, service)
    operator_of(account_of(request), hotline, today())
    return render(request, "hotline/parts/hints.html", {"hints": hints_of(hotline, request.POST)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HANDLE_CASES)
def ticket(request: Request, ticket_id: UUID) -> HttpResponse:
    """Show a ticket with what a person needs to decide on it; operators dispatch it here."""
    account = account_of(request)
    shown = ticket_shown(account, ticket_id, today())
    operates = any(one.id == shown.hotline.id for one, _ in operated(account, today()))
    form = _dispatching(request, shown.hotline, shown.course.state) if operates else None
    if request.method == "POST" and not operates:
        raise NotAllowed("只有热线的话务人员能派这张工单", where=shown.ticket.number, remedy="请联系热线")
    if request.method == "POST" and form is None:
        raise LingxingError("这张工单现在不能派", where=shown.ticket.number, remedy="请刷新页面")
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            dispatch(account, ticket_id, form.cleaned_data["then"], form.cleaned_data, timezone.now())
            messages.success(request, "已办理。")
            return redirect("hotline:ticket", ticket_id)
        except LingxingError as error:
            form.add_error(None, str(error))
    values = shown.course.values
    files, no_files = files_of(account, shown.ticket, today())
    context = {
        "shown": shown,
        "files": files,
        "no_files": no_files,
        "form": form,
        "operates": operates,
        "enclosing": enclosing_form(account, shown.ticket, operates=operates),
        "today": today(),
        "joined": [(one, shown.hotline.service.states[one.state].label) for one in shown.joined],
        "parts": parts(shown.hotline),
        "caller": caller_shown(account, shown.ticket, today()),
        "values": values,
        "kind": shown.hotline.kinds.get(shown.ticket.kind),
        "channel": shown.hotline.channels.get(shown.ticket.channel),
        "topic": shown.hotline.topics.get(shown.ticket.topic),
        "routed": routed(shown.hotline, shown.ticket.topic, "", f"{shown.ticket.matter} {values.get('content', '')}")[
            :4
        ],
    }
    return render(request, "hotline/ticket.html", context, status=422 if form and form.errors else 200)


def _dispatching(request: Request, hotline: Hotline, state: str) -> forms.Form | None:
    names = ("answer_now", "forward", "join", "decline")
    ways = [name for name in names if name in hotline.service.acts and state in hotline.service.acts[name].source]
    return DispatchForm(sent(request), hotline=hotline, units=units_of(hotline), ways=ways) if ways else None


@never_cache
@require_POST
@requires(Permission.HANDLE_CASES)
def caller(request: Request, ticket_id: UUID) -> HttpResponse:
    """Show who called, once, to who may know; the look is recorded."""
    account = account_of(request)
    shown = ticket_shown(account, ticket_id, today())
    told = reveal_caller(account, ticket_id, timezone.now())
    return render(request, "hotline/caller.html", {"shown": shown, "told": told})
