"""What a clerk does at the counter about a person or firm: find, enter, verify, correct, link an account, add an agent.

Numbers travel in forms only, never in an address; every look-up is in the ledger of the party that was found.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.forms.people import AgentForm, ContactForm, EntryForm, LinkForm, LookUpForm, NameForm
from lingxing.engines.parties.people import queries, services
from lingxing.engines.parties.people.domain import Agency, IdentityKind, NewParty, PartyKind
from lingxing.engines.parties.people.services_agents import NewAgent, add_agent
from lingxing.engines.parties.views.answers import applicant_named, blame, sent
from lingxing.engines.parties.views.registering import IDENTITY_FIELDS
from lingxing.kernel.errors import LingxingError

_FIELDS = IDENTITY_FIELDS | {"联系地址": "address", "账号": "username", "截止日期": "until"}
_WITHOUT_FORM = ("verify", "confirm")
_FORMS: Mapping[str, type[forms.Form]] = {
    "name": NameForm,
    "contact": ContactForm,
    "link": LinkForm,
    "agent": AgentForm,
}


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HANDLE_CASES)
def counter(request: Request) -> HttpResponse:
    """Show the form that finds somebody by their exact number, or go on to who was found."""
    form, found = LookUpForm(sent(request)), None
    if request.method == "POST" and form.is_valid():
        kind, number = IdentityKind(form.cleaned_data["identity_kind"]), form.cleaned_data["identity_number"]
        found = services.look_up(kind, number, account_of(request).actor, timezone.now())
        if found is not None:
            return HttpResponseRedirect(reverse("parties:counter-party", args=[found.pk]))
        form.add_error("identity_number", "没有查到这个号码。请核对号码，或在“登记当事人”中登记。")
    return render(request, "parties/counter.html", {"form": form})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HANDLE_CASES)
def enter(request: Request) -> HttpResponse:
    """Enter somebody who stands at the counter, or find them where their number is on record."""
    form = EntryForm(sent(request))
    if request.method == "POST" and form.is_valid():
        values, at = form.cleaned_data, timezone.now()
        new = NewParty(
            PartyKind(values["kind"]),
            values["name"],
            IdentityKind(values["identity_kind"]),
            values["identity_number"],
            values["phone"],
            values["address"],
        )
        try:
            party = services.ensure_party(new, account_of(request).actor, at)
        except LingxingError as error:
            blame(form, error, _FIELDS)
        else:
            messages.success(request, "已登记。")
            return HttpResponseRedirect(reverse("parties:counter-party", args=[party.pk]))
    return render(request, "parties/counter_entry.html", {"form": form})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HANDLE_CASES)
def party(request: Request, party_id: UUID) -> HttpResponse:
    """Show somebody masked, or do one act: verify, correct name or contact, link, confirm or add an account."""
    card = queries.party_card(party_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    made = {name: kind(request.POST if act == name else None, prefix=name) for name, kind in _FORMS.items()}
    if request.method == "POST" and act not in (*_WITHOUT_FORM, *made):
        raise LingxingError("没有这种操作", where="操作", remedy="请从页面上选择")
    form = made.get(act)
    if act in _WITHOUT_FORM or (form is not None and form.is_valid()):
        try:
            _acts(request, party_id, form)[act]()
        except LingxingError as error:
            if form is None:
                raise
            blame(form, error, _FIELDS)
        else:
            messages.success(request, "已保存。")
            return HttpResponseRedirect(reverse("parties:counter-party", args=[party_id]))
    context = {"card": card, "form": form, "forms": made, "accounts": queries.account_cards(party_id, today())}
    return render(request, "parties/counter_party.html", context)


def _acts(request: Request, party_id: UUID, form: forms.Form | None) -> Mapping[str, Callable[[], object]]:
    """Return what each act does with the values of its form."""
    values, actor, at = form.cleaned_data if form else {}, account_of(request).actor, timezone.now()

    def contact() -> None:
        # What is left empty stays as it is: the clerk does not see the whole of it.
        known = queries.party_card(party_id, mask=False)
        phone, address = values["phone"] or known.phone, values["address"] or known.address
        services.change_contact(party_id, phone, address, actor, at)

    def agent() -> None:
        account = applicant_named(values["username"])
        new = NewAgent(account, Agency(values["agency"]), values["basis"], values["until"])
        add_agent(party_id, new, actor, at)

    return {
        "verify": lambda: services.verify_party(party_id, actor, at),
        "confirm": lambda: services.confirm_link(party_id, _number(request.POST.get("link", "")), actor, at),
        "name": lambda: services.correct_name(party_id, values["name"], actor, at),
        "contact": contact,
        "link": lambda: services.link_account(party_id, applicant_named(values["username"]), actor, at),
        "agent": agent,
    }


def _number(text: str) -> int:
    """Return the key of a relation; 0, which is nobody's, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
