"""Stopping a sale and going on with it: the agency's officer, and the grantor who decides (arts. 37 to 39)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.auctions.domain.events import Cause
from lingxing.engines.auctions.forms.stopping import CarryOutForm, ProposeForm, ResumeForm, RuleForm, SuspendForm
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.auctions.queries.stopping import granted_lot, granted_lots
from lingxing.engines.auctions.queries.stopping import stopping as stopping_of
from lingxing.engines.auctions.services.stopping import (
    announce_resumption,
    carry_out_stop,
    propose_stop,
    rule_on_stop,
    suspend,
)
from lingxing.engines.auctions.views.answers import today
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import LingxingError

_Act = Callable[[Account, str, dict[str, Any]], object]
_FORMS: dict[str, type[forms.Form]] = {
    "suspend": SuspendForm,
    "propose": ProposeForm,
    "carry_out": CarryOutForm,
    "resume": ResumeForm,
}
_DONE = {
    "suspend": "已中止并发布公告，数据已封存；出让人的页面上可以看到。请在原公告的各媒介同时发布。",
    "propose": "已报出让人，批复后再办理。",
    "carry_out": "公告已发布，竞价通道已关闭。请在原公告的各媒介同时发布。",
    "resume": "恢复公告已发布，到时自动恢复。请在原公告的各媒介同时发布。",
}


def _suspend(account: Account, number: str, typed: dict[str, Any]) -> object:
    return suspend(account, number, Cause(typed["cause"]), typed["reason"], timezone.now())


def _propose(account: Account, number: str, typed: dict[str, Any]) -> object:
    cause, terminate = Cause(typed["cause"]), typed["terminate"] == "yes"
    return propose_stop(account, number, cause, typed["reason"], timezone.now(), terminate=terminate)


def _carry_out(account: Account, number: str, typed: dict[str, Any]) -> object:
    return carry_out_stop(account, number, typed["reason"], timezone.now())


def _resume(account: Account, number: str, typed: dict[str, Any]) -> object:
    return announce_resumption(account, number, typed["resumes_at"], typed["reason"], timezone.now())


_ACTS: dict[str, _Act] = {"suspend": _suspend, "propose": _propose, "carry_out": _carry_out, "resume": _resume}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_LISTINGS)
def stop(request: Request, number: str) -> HttpResponse:
    """Show what may be done about stopping the lot, and do it."""
    account = account_of(request)
    lot = own_lot(account, number, today())
    asked = request.POST.get("act", "")
    made = {name: form(request.POST if name == asked else None, prefix=name) for name, form in _FORMS.items()}
    if asked in made and made[asked].is_valid():
        try:
            _ACTS[asked](account, number, made[asked].cleaned_data)
            messages.success(request, _DONE[asked])
            return redirect("auctions:suspend", number)
        except LingxingError as error:
            made[asked].add_error(None, str(error))
    wrong = bool(asked in made and made[asked].errors)
    context = {"lot": lot, "found": stopping_of(lot), "forms": made, "form": made.get(asked)}
    return render(request, "auctions/stop.html", context, status=422 if wrong else 200)


@require_safe
@requires(Permission.DECIDE_LISTINGS)
def rulings(request: Request) -> HttpResponse:
    """Show the grantor what waits for a ruling and what stands still."""
    return render(request, "auctions/rulings.html", {"lots": granted_lots(account_of(request), today())})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_LISTINGS)
def ruling(request: Request, number: str) -> HttpResponse:
    """Show what the agency asks, and take the grantor's answer."""
    account = account_of(request)
    found = granted_lot(account, number, today())
    form = RuleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            approved = form.cleaned_data["approved"] == "yes"
            rule_on_stop(account, number, form.cleaned_data["reason"], timezone.now(), approved=approved)
            messages.success(request, "批复已记录，交易机构可以看到。")
            return redirect("auctions:ruling", number)
        except LingxingError as error:
            form.add_error(None, str(error))
    context = {"lot": found.lot, "found": found, "form": form}
    return render(request, "auctions/ruling.html", context, status=422 if form.errors else 200)
