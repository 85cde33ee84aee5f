"""The pages of a draft: its fields, a few at a time."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.cases.forms.controls import Filling, field_form
from lingxing.engines.cases.forms.posted import posted_values, with_row_act
from lingxing.engines.cases.forms.steps import problems_in
from lingxing.engines.cases.queries.access import met_by
from lingxing.engines.cases.queries.choices import linkable_cases
from lingxing.engines.cases.queries.drafts import case_of_draft
from lingxing.engines.cases.queries.organs import with_ids
from lingxing.engines.cases.services.drafting import drop_draft, save_draft
from lingxing.engines.cases.views.answers import own, redirect
from lingxing.engines.cases.views.draft_flow import HELD, KNOWN, Flow, flow_of
from lingxing.engines.parties.access import Permission, Request, may, requires, today
from lingxing.language.procedures.definitions import Field, FieldKind


@require_safe
@requires(Permission.OWN_ACCOUNT)
def draft(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    """Go on with a draft where it was left."""
    return HttpResponseRedirect(flow_of(own(request), draft_id).first_open())


@require_POST
@requires(Permission.OWN_ACCOUNT)
def drop(request: Request, draft_id: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    case = case_of_draft(own(request), draft_id)
    drop_draft(own(request), draft_id)
    messages.success(request, "已删去。")
    return redirect("mine") if may(own(request), Permission.APPLY) else kept_at(case)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def step(request: Request, draft_id: uuid.UUID, number: int) -> HttpResponse:
    """Show a page of fields, or keep what was typed and go on to the next."""
    flow = flow_of(own(request), draft_id)
    if not 1 <= number <= len(flow.pages):
        return HttpResponseRedirect(flow.first_open())
    page = flow.pages[number - 1]
    if request.method != "POST":
        return _page(request, flow, number, Filling(flow.values, known=_known(flow, page)))
    typed = with_ids(flow.service.package, page, posted_values(page, request.POST))
    if "row" in request.POST:
        return _page(request, flow, number, Filling(with_row_act(page, typed, request.POST, request.POST["row"])))
    problems = problems_in(page, typed, today())
    later = "later" in request.POST
    if problems and not later:
        return _page(request, flow, number, Filling(typed, problems))
    gone_through = {one.name for one in page}
    left = [name for name in flow.held if name not in gone_through]
    save_draft(flow.account, flow.id, {**typed, HELD: (flow.held if later else left) or None}, timezone.now())
    if later:
        return kept_for_later(request, flow)
    return HttpResponseRedirect(_next(flow, number))


def kept_for_later(request: Request, flow: Flow) -> HttpResponse:
    """Leave a draft that was kept, and say where it is gone on with."""
    if not flow.by_organ:
        messages.success(request, "已存着，可以从“我的办件”接着填。")
        return redirect("mine")
    messages.success(request, f"已存着，可以从{'这一页' if flow.case else '“窗口录入”'}接着填。")
    return kept_at(flow.case.pk if flow.case else None)


def kept_at(case: uuid.UUID | None) -> HttpResponse:
    """Go to where an organ finds what it has begun: the case's page, or that on which it opens cases."""
    return redirect("case", case) if case else redirect("opening")


def _next(flow: Flow, number: int) -> str:
    """Return the step after a page that was just kept: what it asks for may have changed what follows."""
    changed = flow_of(flow.account, flow.id)
    last = flow.pages[number - 1][-1]
    place = next((at for at, page in enumerate(changed.pages, 1) if last in page), number)
    return changed.after(str(place))


def _page(request: Request, flow: Flow, number: int, filling: Filling) -> HttpResponse:
    page = flow.pages[number - 1]
    form = field_form(page, replace(filling, cases=cases_to_link(flow, page), own=not flow.by_organ))
    context = {
        "heading": flow.heading,
        "party": flow.party,
        "steps": flow.steps(str(number)),
        "step_label": flow.titles[number - 1],
        "form": form,
        "before": flow.before(str(number)),
        "act": flow.act,
        "back": flow.back,
        "earlier": any(one.name in flow.held for one in page),
    }
    return render(request, "cases/step.html", context)


def cases_to_link(flow: Flow, page: tuple[Field, ...]) -> dict[str, dict[str, str]]:
    """Return the cases that each field of a page may name: key → number and title."""
    found = (one for one in page if one.kind is FieldKind.CASE)
    party = flow.view.draft.party_id
    own = met_by(flow.account.pk, party, today()) if party and not flow.by_organ else None
    return {one.name: linkable_cases(flow.service, one, party, own) for one in found}


def _known(flow: Flow, page: tuple[Field, ...]) -> dict[str, str]:
    """Return the fields that still hold what is on record, with the words that say so."""
    recorded = flow.values.get(KNOWN)
    if not isinstance(recorded, dict):
        return {}
    same = (one.name for one in page if recorded.get(one.name) not in (None, "") and _holds(flow, one, recorded))
    return dict.fromkeys(same, "已有记录，核对一下即可")


def _holds(flow: Flow, one: Field, recorded: dict[str, object]) -> bool:
    return flow.values.get(one.name) == recorded[one.name]
