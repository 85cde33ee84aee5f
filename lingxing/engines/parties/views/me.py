"""One's own data: what is on record, contact, consents, who acts for whom."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.duties.queries import memberships, stand_ins
from lingxing.engines.parties.forms.people import AgentForm, ContactForm, DeclarationForm, RepresentedForm
from lingxing.engines.parties.people import queries, services
from lingxing.engines.parties.people.domain import Agency, IdentityKind, NewParty, PartyKind
from lingxing.engines.parties.people.services_agents import NewAgent, add_agent, register_represented, revoke_agent
from lingxing.engines.parties.people.services_facts import give_consent, withdraw_consent
from lingxing.engines.parties.views.answers import applicant_named, blame, sent
from lingxing.engines.parties.views.registering import IDENTITY_FIELDS
from lingxing.kernel.errors import LingxingError

_CONTACT_FIELDS = {"联系电话": "phone", "联系地址": "address"}
_AGENT_FIELDS = {"账号": "username", "截止日期": "until"}


@require_safe
@requires(Permission.OWN_ACCOUNT)
def me(request: Request) -> HttpResponse:
    """Show what is on record of the person: masked, in full with `?show=yes`."""
    account, day = account_of(request), today()
    party = queries.party_of(account.pk)
    cards = queries.parties_for(account.pk, day, mask=request.GET.get("show") != "yes")
    context = {
        "card": next((card for card in cards if card.relation == "self"), None),
        "represented": [card for card in cards if card.relation != "self"],
        "agents": queries.agents_of(party.pk, day) if party else [],
        "consents": queries.consents(party.pk) if party else [],
        "consented": party is not None and queries.consented(party.pk, queries.REUSE, day),
        "memberships": memberships(account.pk, day),
        "stand_ins": stand_ins(day, account_id=account.pk),
    }
    return render(request, "parties/me.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPLY)
def declare(request: Request) -> HttpResponse:
    """Let an account that is nobody yet say who it is."""
    account = account_of(request)
    form = DeclarationForm(sent(request))

    def write() -> None:
        values = form.cleaned_data
        kind = IdentityKind(values["identity_kind"])
        services.declare_self(
            account.pk, values["name"], kind, values["identity_number"], values["phone"], timezone.now()
        )

    return _form_page(request, form, write, IDENTITY_FIELDS, ("登记本人信息", "已登记。"))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPLY)
def contact(request: Request) -> HttpResponse:
    """Show telephone and address in full, to be changed."""
    party_id = _own_party(request)
    card = queries.parties_for(account_of(request).pk, today(), mask=False)[0]
    if card.verified and not card.confirmed:
        remedy = "请带证件到窗口，请工作人员确认这是您的账号"
        raise LingxingError("这个账号还没有核对，不能修改联系方式", where="我的信息", remedy=remedy)
    form = ContactForm(sent(request), initial={"phone": card.phone, "address": card.address})

    def write() -> None:
        values = form.cleaned_data
        services.change_contact(party_id, values["phone"], values["address"], account_of(request).actor, timezone.now())

    return _form_page(request, form, write, _CONTACT_FIELDS, ("修改联系方式", "联系方式已保存。"))


@require_POST
@requires(Permission.APPLY)
def consent(request: Request) -> HttpResponse:
    """Give the consent to reuse, or withdraw one."""
    party_id, actor, at = _own_party(request), account_of(request).actor, timezone.now()
    if request.POST.get("act") == "give":
        give_consent(party_id, queries.REUSE, actor, at)
        messages.success(request, "已同意。今后办事时，已提供过的内容不再要求重复提供。")
    else:
        withdraw_consent(party_id, request.POST.get("scope", ""), actor, at)
        messages.success(request, "已撤回同意。已提供过的内容今后不再复用。")
    return HttpResponseRedirect(reverse("parties:me"))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPLY)
def agent(request: Request) -> HttpResponse:
    """Let another applicant act for oneself."""
    party_id = _own_party(request)
    form = AgentForm(sent(request))

    def write() -> None:
        values = form.cleaned_data
        new = NewAgent(applicant_named(values["username"]), Agency(values["agency"]), values["basis"], values["until"])
        add_agent(party_id, new, account_of(request).actor, timezone.now())

    return _form_page(request, form, write, _AGENT_FIELDS, ("授权他人代为办理", "已授权。"))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPLY)
def represented(request: Request) -> HttpResponse:
    """Enter a firm or person that one represents."""
    form = RepresentedForm(sent(request))

    def write() -> None:
        values = form.cleaned_data
        kind, number = IdentityKind(values["identity_kind"]), values["identity_number"]
        new = NewParty(PartyKind(values["kind"]), values["name"], kind, number)
        register_represented(account_of(request).pk, new, Agency(values["agency"]), values["basis"], timezone.now())

    return _form_page(request, form, write, IDENTITY_FIELDS, ("登记我代表的单位或个人", "已登记，可以代为办理。"))


@require_POST
@requires(Permission.APPLY)
def revoke(request: Request, link: int) -> HttpResponse:
    """End an agency: one that oneself gave, or one that oneself holds."""
    account, day = account_of(request), today()
    party = queries.party_of(account.pk)
    given = [card.link for card in queries.agents_of(party.pk, day)] if party else []
    held = [card.link for card in queries.parties_for(account.pk, day) if card.relation != "self"]
    if link not in given + held:
        raise Http404
    revoke_agent(link, account.actor, timezone.now())
    messages.success(request, "已取消。")
    return HttpResponseRedirect(reverse("parties:me"))


def _form_page(
    request: Request,
    form: "AgentForm | ContactForm | DeclarationForm | RepresentedForm",
    write: Callable[[], None],
    fields: dict[str, str],
    words: tuple[str, str],
) -> HttpResponse:
    """Show the page of one form titled by the first of `words`, or write and go back to one's data with the second."""
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except LingxingError as error:
            blame(form, error, fields)
        else:
            messages.success(request, words[1])
            return HttpResponseRedirect(reverse("parties:me"))
    return render(request, "parties/me_form.html", {"form": form, "title": words[0]})


def _own_party(request: Request) -> UUID:
    party = queries.party_of(account_of(request).pk)
    if party is None:
        raise LingxingError("还没有登记本人信息", where="我的信息", remedy="请先在“我的信息”里登记")
    return party.pk
