"""Beginning an application: for oneself or whom one represents, and at the counter for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.cases.domain.capacities import lead_role
from lingxing.engines.cases.forms.applying import ApplyForm, act_choices, party_choices
from lingxing.engines.cases.forms.controls import as_typed
from lingxing.engines.cases.forms.plain import CounterForm
from lingxing.engines.cases.queries.bindings import bound_organs, missing_roles
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.drafts import drafts
from lingxing.engines.cases.queries.offered import procedure, service, services_offered
from lingxing.engines.cases.queries.on_record import own_facts
from lingxing.engines.cases.services.drafting import DraftKind, begin_draft, save_draft
from lingxing.engines.cases.views.answers import actor, own, redirect, sent
from lingxing.engines.cases.views.draft_flow import COUNTER, KNOWN, ORGAN
from lingxing.engines.cases.views.services import guide_address
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.engines.parties.access_types import Account, IdentityKind, NewParty, PartyCard, PartyKind
from lingxing.engines.parties.organs.queries import organ_cards
from lingxing.engines.parties.people.queries import known_facts, parties_for, party_card
from lingxing.engines.parties.people.services import ensure_party
from lingxing.kernel.errors import LingxingError
from lingxing.language.procedures.definitions import APPLICANT, Act, Service


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new draft is about."""

    service: Service
    act: str
    party_id: UUID | None
    organ: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPLY)
def apply(request: Request, city: str, name: str, service_name: str) -> HttpResponse:
    """Ask for whom and where, then begin a draft."""
    found = open_service(f"{city}/{name}", service_name)
    account = own(request)
    acts = [act for act in found.openings if APPLICANT in act.by]
    if not acts:
        raise LingxingError("这个事项不由个人提出", where=found.label, remedy="请看办事指南")
    cards = [card for card in parties_for(account.pk, today()) if card.kind in found.audience]
    form = ApplyForm(sent(request), parties=party_choices(cards), acts=act_choices(acts), organs=organ_choices(found))
    if request.method == "POST" and form.is_valid() and (cards or not found.audience):
        party = form.chosen("party")
        begun = Beginning(found, form.chosen("act"), UUID(party) if party else None, form.chosen("organ"))
        return _begin(request, begun, at_counter=False)
    context = {
        "service": found,
        "guide": guide_address(found.package, found.name),
        "form": form,
        "parties": cards,
        "papers": _papers(found, acts),
        "drafts": _own_drafts(request, found),
    }
    return render(request, "cases/apply.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HANDLE_CASES)
def counter(request: Request, city: str, name: str, service_name: str) -> HttpResponse:
    """Ask whom a clerk types in, then begin a draft; a service without applicants begins at once."""
    found = open_service(f"{city}/{name}", service_name)
    capacities = [one for one in acting_for(own(request), found, today()) if one.for_organ]
    acts = [act for act in found.openings if any(one.role in act.by for one in capacities)]
    if not acts:
        raise LingxingError("您的单位和职责不能为这个事项立案", where=found.label, remedy="请联系管理员")
    organs = {str(card.id): card.name for card in organ_cards({one.organ_id for one in capacities if one.organ_id})}
    choice = ApplyForm(sent(request), parties={}, acts=act_choices(acts), organs=organs)
    form = CounterForm(sent(request), audience=found.audience)
    if request.method == "POST" and choice.is_valid() and (not found.audience or form.is_valid()):
        try:
            party = _ensured(request, form.cleaned_data) if found.audience else None
        except LingxingError as error:
            form.add_error("number" if "号" in f"{error.where}{error.what}" else None, str(error))
        else:
            begun = Beginning(found, choice.chosen("act"), party, choice.chosen("organ"))
            return _begin(request, begun, at_counter=True)
    context = {"service": found, "form": form if found.audience else (), "choice": choice}
    return render(request, "cases/counter.html", context)


def open_service(package: str, name: str) -> Service:
    """Return a service that can be asked for now. LingxingError, with the reason, for one that can't."""
    found = service(package, name)
    if found.id not in {card.service.id for card in services_offered(today(), hidden=True)}:
        raise LingxingError("这份文件现在不在施行期内，不能办理", where=found.label, remedy="请看办事指南里的依据")
    missing = missing_roles(found)
    if missing:
        told = "、".join(missing)
        raise LingxingError("这个事项还没有开办", where=found.label, remedy=f"还没有指定由谁担任：{told}；请到窗口办理")
    return found


def organ_choices(found: Service) -> dict[str, str]:
    """Return the organs among which the applicant chooses."""
    lead = lead_role(found, procedure(found.package).roles)
    ids = bound_organs(found.package, found.name).roles.get(lead, ())
    return {str(card.id): card.name for card in organ_cards(ids)}


def _papers(found: Service, acts: list[Act]) -> list[dict[str, str]]:
    names = dict.fromkeys(name for act in acts for name in act.papers)
    papers = (found.papers[name] for name in names)
    return [{"label": one.label, "note": paper_note(one.original, needed=one.when is None)} for one in papers]


def paper_note(original: bool, *, needed: bool) -> str:  # noqa: FBT001 - read from the declaration
    """Return what to know of a paper before handing it in."""
    return "，".join(text for text in ("原件备查" if original else "", "" if needed else "视情况需要") if text)


def _own_drafts(request: Request, found: Service) -> list[object]:
    every = (card.draft for card in drafts(own(request)))
    return [one for one in every if one.package == found.package and one.service == found.name and not one.case_id]


def _ensured(request: Request, given: Mapping[str, str]) -> UUID:
    kind = PartyKind(given["kind"])
    usual = IdentityKind.RESIDENT_ID if kind is PartyKind.PERSON else IdentityKind.CREDIT_CODE
    identity = IdentityKind.OTHER if given["other"] else usual
    new = NewParty(kind, given["name"], identity, given["number"], given["phone"])
    party: UUID = ensure_party(new, actor(request), timezone.now()).pk
    return party


def _begin(request: Request, begun: Beginning, *, at_counter: bool) -> HttpResponse:
    account, at, found = own(request), timezone.now(), begun.service
    kind = DraftKind(found.package, found.name, begun.act, begun.party_id)
    draft = begin_draft(account, kind, at)
    known = _known_values(account, begun, at_counter=at_counter)
    values: dict[str, object] = {**known, KNOWN: known, ORGAN: begun.organ}
    if at_counter:
        values[COUNTER] = "yes"
    save_draft(account, draft.pk, values, at)
    return redirect("draft", draft.pk)


def _known_values(account: Account, begun: Beginning, *, at_counter: bool) -> dict[str, str]:
    """Return what is on record of the party, by field, as it would be typed; to an account that no office has checked
    only what came through such accounts."""
    if begun.party_id is None:
        return {}
    fields = [begun.service.fields[name] for name in begun.service.acts[begun.act].fields]
    card = party_card(begun.party_id, mask=False)
    wanted = [one.prefill for one in fields if one.prefill and not one.prefill.startswith("party.")]
    city = begun.service.package.partition("/")[0]
    facts = known_facts(begun.party_id, wanted, today(), scope=f"reuse:{city}") if wanted else {}
    if not at_counter:
        facts = own_facts(account, begun.party_id, facts, today())
        card = next((one for one in parties_for(account.pk, today(), mask=False) if one.id == begun.party_id), card)
    found = {}
    for one in fields:
        fact = facts.get(one.prefill)
        value = fact.value if fact else _of_party(card, one.prefill)
        if value not in (None, ""):
            found[one.name] = as_typed(one, value)
    return found


def _of_party(card: PartyCard, prefill: str) -> str:
    named = {"party.name": card.name, "party.identity": card.identity, "party.phone": card.phone}
    return {**named, "party.address": card.address}.get(prefill, "")
