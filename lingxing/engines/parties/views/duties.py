"""Duties in organs and stand-ins: an administrator's pages, and one's own stand-in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.duties import queries, services
from lingxing.engines.parties.duties.domain import Duty
from lingxing.engines.parties.duties.services import NewStandIn, Span
from lingxing.engines.parties.forms.duties import MembershipForm, OwnStandInForm, StandInForm
from lingxing.engines.parties.organs.queries import organ_cities, organs_by_name
from lingxing.engines.parties.views.answers import account_in_use, blame, sent
from lingxing.kernel.errors import LingxingError

_FIELDS = {
    "账号": "username",
    "本人": "absent",
    "代理人": "substitute",
    "机构": "organ",
    "日期": "until",
    "事由": "reason",
    **{duty.label: "duty" for duty in Duty},
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_MEMBERSHIPS)
def members(request: Request) -> HttpResponse:
    """List who has which duty in which organ today, or give a duty."""
    cities = organ_cities()
    form = MembershipForm(sent(request), cities=cities, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        try:
            _give_duty(request, form)
        except LingxingError as error:
            blame(form, error, _FIELDS)
        else:
            messages.success(request, "已保存。")
            return HttpResponseRedirect(reverse("parties:members"))
    context = {"form": form, "memberships": queries.memberships_on(today()), "cities": cities}
    return render(request, "parties/members.html", context)


@require_POST
@requires(Permission.MANAGE_MEMBERSHIPS)
def end_member(request: Request, membership_id: int) -> HttpResponse:
    """End a duty at once."""
    services.end_membership(membership_id, account_of(request).actor, timezone.now())
    messages.success(request, "已结束。")
    return HttpResponseRedirect(reverse("parties:members"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_MEMBERSHIPS)
def all_stand_ins(request: Request) -> HttpResponse:
    """List the stand-ins of today and later, or appoint one."""
    form = StandInForm(sent(request), cities=organ_cities(), initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            new = NewStandIn(
                account_in_use(values["absent"], "本人"),
                account_in_use(values["substitute"], "代理人"),
                _organ(values["city"], values["organ"]),
                values["since"],
                values["until"],
                values["reason"],
            )
            services.appoint_stand_in(new, account_of(request).actor, timezone.now())
        except LingxingError as error:
            blame(form, error, _FIELDS)
        else:
            messages.success(request, "已安排代理。")
            return HttpResponseRedirect(reverse("parties:stand-ins"))
    return render(request, "parties/stand_ins.html", {"form": form, "stand_ins": queries.stand_ins(today())})


@require_POST
@requires(Permission.MANAGE_MEMBERSHIPS)
def end_any_stand_in(request: Request, stand_in_id: int) -> HttpResponse:
    """End a stand-in at once."""
    services.end_stand_in(stand_in_id, account_of(request).actor, timezone.now())
    messages.success(request, "已结束代理。")
    return HttpResponseRedirect(reverse("parties:stand-ins"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def own_stand_in(request: Request) -> HttpResponse:
    """Show who stands in for oneself and for whom one stands in, or appoint one's stand-in."""
    account, day = account_of(request), today()
    own = {card.organ_id: card.organ_name for card in queries.memberships(account.pk, day) if not card.standing_in_for}
    colleagues = [
        (str(found.pk), f"{found}（{found.username}）")
        for found in queries.colleagues(own, day)
        if found.pk != account.pk and found.role == account.role
    ]
    form = OwnStandInForm(sent(request), organs=list(own.items()), colleagues=colleagues, initial={"since": day})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        substitute = UUID(values["substitute"])
        new = NewStandIn(account.pk, substitute, values["organ"], values["since"], values["until"], values["reason"])
        try:
            services.appoint_stand_in(new, account.actor, timezone.now())
        except LingxingError as error:
            blame(form, error, _FIELDS)
        else:
            messages.success(request, "已安排代理。")
            return HttpResponseRedirect(reverse("parties:own-stand-in"))
    context = {"form": form, "organs": own, "colleagues": colleagues}
    context["stand_ins"] = queries.stand_ins(day, account_id=account.pk)
    return render(request, "parties/own_stand_in.html", context)


@require_POST
@requires(Permission.OWN_ACCOUNT)
def end_own_stand_in(request: Request, stand_in_id: int) -> HttpResponse:
    """End at once that somebody stands in for oneself."""
    account = account_of(request)
    own = [card.id for card in queries.stand_ins(today(), account_id=account.pk) if card.absent_id == account.pk]
    if stand_in_id not in own:
        raise Http404
    services.end_stand_in(stand_in_id, account.actor, timezone.now())
    messages.success(request, "已结束代理。")
    return HttpResponseRedirect(reverse("parties:own-stand-in"))


def _give_duty(request: Request, form: MembershipForm) -> None:
    values = form.cleaned_data
    account, organ = account_in_use(values["username"], "账号"), _organ(values["city"], values["organ"])
    span = Span(values["since"], values["until"])
    services.add_membership(account, organ, Duty(values["duty"]), span, account_of(request).actor, timezone.now())


def _organ(city: str, name: str) -> int:
    found = organs_by_name(city, [name.strip()]).get(name.strip())
    if found is None:
        raise LingxingError("该城市的名录中没有这个机构", where="机构", remedy="请填写机构页上的全称")
    return found
