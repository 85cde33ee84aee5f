"""Doing one act in a case: its form, and what comes of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.requirements import asked_fields, filled_state
from lingxing.engines.cases.domain.state import Command, Completion, RefusedCheck
from lingxing.engines.cases.domain.values import to_json
from lingxing.engines.cases.forms.controls import Filling, as_typed, field_form
from lingxing.engines.cases.forms.posted import clean_text, posted_values, with_row_act
from lingxing.engines.cases.forms.steps import sound_values
from lingxing.engines.cases.queries.access import met_by
from lingxing.engines.cases.queries.case_parts import case_events
from lingxing.engines.cases.queries.choices import linkable_cases
from lingxing.engines.cases.queries.drafts import drafts_in
from lingxing.engines.cases.queries.labels import role_label
from lingxing.engines.cases.queries.organs import choosing, with_ids
from lingxing.engines.cases.queries.seen import OfferedAct, SeenCase, offered_acts, seen_case
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.drafting import DraftKind, begin_draft, save_draft
from lingxing.engines.cases.services.results import Stale
from lingxing.engines.cases.views.answers import Places, new_key, own, redirect, sent_key
from lingxing.engines.cases.views.case import case_facts, shown_reason, takes_draft
from lingxing.engines.cases.views.draft_flow import COUNTER, HELD
from lingxing.engines.cases.views.sent_back import sent_back
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import APPLICANT, Act, Field, FieldKind
from lingxing.language.procedures.wording import describe


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that somebody is about to do: in which case, in which capacities it may be done."""

    seen: SeenCase
    act: Act
    capacities: tuple[Acting, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came back with the form: nothing for a fresh one."""

    values: Mapping[str, object] = field(default_factory=dict)
    items: tuple[RefusedCheck, ...] = ()
    stale: bool = False


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def act(request: Request, case_id: uuid.UUID, act_name: str) -> HttpResponse:
    """Show the form of an act, or do it. A form that is older than the case comes back fresh, with what was typed."""
    asked = _asked(request, case_id, act_name)
    if takes_draft(asked.act):
        return _begun(request, asked) if request.POST.get("begin") else _page(request, asked, Sent())
    fields = form_fields(asked)
    if request.method != "POST":
        return _page(request, asked, Sent(_held(asked, fields)))
    typed = with_ids(asked.seen.case.package, fields, posted_values(fields, request.POST))
    if "row" in request.POST:
        return _page(request, asked, Sent(with_row_act(fields, typed, request.POST, request.POST["row"])))
    try:
        perform(
            case_id,
            _command(request, asked, typed),
            _capacity(request, asked),
            timezone.now(),
            revision=_revision(request),
            key=sent_key(request),
        )
    except Refused as refused:
        return _page(request, asked, Sent(typed, refused.items))
    except Stale:
        return _page(request, _asked(request, case_id, act_name), Sent(typed, stale=True))
    messages.success(request, f"已办理：{asked.act.label}。")
    return redirect("case", case_id)


def _asked(request: Request, case_id: uuid.UUID, act_name: str) -> Asked:
    account = own(request)
    seen = seen_case(account, case_id, today())
    seen = replace(seen, service=choosing(seen.service, seen.state.values, today()))
    found = seen.service.acts.get(act_name)
    if found is None:
        raise Http404
    offered = [one for one in offered_acts(account, seen, today()) if one.possible.act.name == act_name]
    able: list[OfferedAct] = [one for one in offered if not one.possible.refused] or offered
    return Asked(seen, found, tuple(one.acting for one in able))


def form_fields(asked: Asked) -> list[Field]:
    """Return the fields of the form: those that are asked, and those that may be once others are filled in."""
    seen, act = asked.seen, asked.act
    fields = [seen.service.fields[name] for name in act.fields]
    sure = asked_fields(seen.service, act, filled_state(seen.state, {}), {}, seen.world)
    names = {one.name for one in sure}
    return [one for one in fields if one.name in names or _depends(one, act)]


def _depends(one: Field, act: Act) -> bool:
    return one.when is not None and any(name in one.when.text for name in act.fields)


def _held(asked: Asked, fields: list[Field]) -> dict[str, object]:
    """Return what the case holds in the act's fields already, as it would be typed; nothing for a joint act."""
    if asked.act.each_role:
        return {}
    held = asked.seen.state.values
    stored = {one.name: to_json(one, held[one.name]) for one in fields if one.name in held}
    return {one.name: _typed(one, stored[one.name]) for one in fields if one.name in stored}


def _typed(one: Field, value: object) -> object:
    if isinstance(value, list):
        return [{name: as_typed(one.columns[name], cell) for name, cell in row.items()} for row in value]
    return as_typed(one, value)


def _command(request: Request, asked: Asked, typed: Mapping[str, object]) -> Command:
    post = request.POST
    chosen = [clean_text(name) for name in post.getlist("missing")]
    completion = None
    if asked.act.asks_completion:
        papers = tuple(name[6:] for name in chosen if name.startswith("paper."))
        fields = tuple(name[6:] for name in chosen if name.startswith("field."))
        completion = Completion(papers, fields, clean_text(post.get("note", "")))
    conditional = {one.name for one in form_fields(asked) if one.when is not None}
    # What was left empty under a condition was not asked for.
    values = {name: value for name, value in typed.items() if value or name not in conditional}
    reason = clean_text(post.get("reason", ""))
    return Command(asked.act.name, values, reason, completion=completion, originals_seen=post.get("originals") == "yes")


def _capacity(request: Request, asked: Asked) -> Acting:
    wanted = request.POST.get("as", "")
    for one in asked.capacities:
        if wanted in ("", _capacity_key(one)):
            return one
    # Whoever may not act is told so by the service that does it, with the reason.
    account = own(request)
    return Acting(account.actor, account.pk, asked.act.by[0], None, asked.seen.case.party_id)


def _capacity_key(one: Acting) -> str:
    return f"{one.role}.{one.organ_id or ''}.{one.standing_in_for}"


def _revision(request: Request) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _begun(request: Request, asked: Asked) -> HttpResponse:
    """Go on with what the account has begun since the last step of the case, else begin a draft."""
    account, at, case = own(request), timezone.now(), asked.seen.case
    for card in drafts_in(account, case.pk):
        if card.draft.act == asked.act.name and card.draft.updated_at >= case_events(case)[-1].at:
            return redirect("draft", card.draft.pk)
    kind = DraftKind(case.package, case.service, asked.act.name, case.party_id, case.pk)
    draft = begin_draft(account, kind, at)
    fields = [asked.seen.service.fields[name] for name in asked.act.fields]
    values = _held(asked, fields)
    values[HELD] = list(values)
    if not any(one.role == APPLICANT for one in asked.capacities):
        values[COUNTER] = "yes"
    save_draft(account, draft.pk, values, at)
    return redirect("draft", draft.pk)


def _page(request: Request, asked: Asked, sent: Sent) -> HttpResponse:
    seen, act = asked.seen, asked.act
    places = Places(load_package(seen.case.package).policy)
    fields = form_fields(asked)
    names = {one.name for one in fields}
    problems = {item.field: [_told(item, fields)] for item in sent.items if item.field in names}
    special = {item.field: item.label for item in sent.items if item.field in ("reason", "completion")}
    context = {
        "case": case_facts(seen),
        "act": act,
        "place": places.place(act.article),
        "begins": takes_draft(act),
        "back": sent_back(seen.case, seen.service, seen.state, act),
        "stale": sent.stale,
        "refused": [
            shown_reason(item, places) for item in sent.items if item.field not in names and item.field not in special
        ],
        "form": field_form(fields, _filling(asked, fields, sent, problems)),
        "roles": _roles(request, asked),
        "as_role": _as_role(asked),
        "missing_choices": _missing_choices(request, asked) if act.asks_completion else [],
        "missing_error": special.get("completion", ""),
        "note": request.POST.get("note", ""),
        "reason": request.POST.get("reason", ""),
        "reason_error": special.get("reason", ""),
        "originals": originals_of(seen) if act.verifies_originals else [],
        "originals_seen": request.POST.get("originals") == "yes",
        "issues": [seen.service.documents[name].label for name in act.issues if name in seen.service.documents],
        "key": new_key(),
    }
    return render(request, "cases/act.html", context)


def _told(item: RefusedCheck, fields: list[Field]) -> str:
    """Return what is wrong without the field's label, beside which it stands."""
    label = next((one.label for one in fields if one.name == item.field), "")
    return item.label.removeprefix(f"{label}：")


def _filling(asked: Asked, fields: list[Field], sent: Sent, problems: Mapping[str, list[str]]) -> Filling:
    cases = _linkable(asked, [one for one in fields if one.kind is FieldKind.CASE])
    given = sound_values(fields, sent.values, asked.seen.world.today)
    sure = {one.name for one in asked_fields(asked.seen.service, asked.act, asked.seen.state, given, asked.seen.world)}
    conditions = {one.name: describe(one.when) for one in fields if one.when is not None and one.name not in sure}
    return Filling(sent.values, problems, cases, own=False, conditions=conditions)


def _roles(request: Request, asked: Asked) -> list[tuple[str, str, bool]]:
    wanted = request.POST.get("as", "")
    keys = [(_capacity_key(one), one) for one in asked.capacities]
    package = asked.seen.case.package
    return [
        (key, f"{role_label(package, one.role)}{'（代班）' if one.standing_in_for else ''}", key == wanted or not place)
        for place, (key, one) in enumerate(keys)
    ]


def _as_role(asked: Asked) -> str:
    first = asked.capacities[0] if asked.capacities else None
    return role_label(asked.seen.case.package, first.role) if first and first.role != APPLICANT else ""


def _missing_choices(request: Request, asked: Asked) -> list[dict[str, object]]:
    """Return what may be asked for: every paper of the service, and every field that opened the case."""
    chosen, service = set(request.POST.getlist("missing")), asked.seen.service
    opening = dict.fromkeys(name for act in service.openings for name in act.fields)
    listed = [(f"paper.{one.name}", one.label) for one in service.papers.values()]
    listed += [(f"field.{name}", f"填写项：{service.fields[name].label}") for name in opening]
    return [{"value": value, "label": label, "chosen": value in chosen} for value, label in listed]


def originals_of(seen: SeenCase) -> list[str]:
    """Return the papers whose originals are to be held against the copies that were handed in."""
    return [one.label for one in seen.service.papers.values() if one.original and seen.state.papers.get(one.name)]


def _linkable(asked: Asked, links: list[Field]) -> dict[str, dict[str, str]]:
    party = asked.seen.case.party_id
    applicant = next((one.account_id for one in asked.capacities if one.role == APPLICANT), None)
    own = met_by(applicant, party, today()) if links and applicant and party else None
    return {one.name: linkable_cases(asked.seen.service, one, party, own) for one in links}
