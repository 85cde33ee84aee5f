"""Complaints and reports from anybody, without an account: one page, then a number and a code to follow it by."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import Command, RefusedCheck
from lingxing.engines.cases.forms.applying import ApplyForm
from lingxing.engines.cases.forms.controls import Filling, field_form
from lingxing.engines.cases.forms.posted import posted_values
from lingxing.engines.cases.queries.organs import choosing, with_ids
from lingxing.engines.cases.services.reporting import report_publicly
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.views.answers import Places, new_key, sent, sent_key
from lingxing.engines.cases.views.applying import open_service, organ_choices
from lingxing.engines.cases.views.case import shown_reason
from lingxing.engines.cases.views.services import guide_address
from lingxing.engines.parties.access import Request, public, today
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import EVERYONE, Act, Field, FieldKind, Service
from lingxing.language.procedures.wording import describe


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def report(request: Request, city: str, name: str, service_name: str) -> HttpResponse:
    """Show the form that anybody may fill in, or take what was filled in. Attempts are counted by address."""
    found = choosing(open_service(f"{city}/{name}", service_name), {}, today())
    act = public_opening(found)
    fields = [found.fields[one] for one in act.fields if found.fields[one].kind is not FieldKind.CASE]
    choice = ApplyForm(sent(request), parties={}, acts={}, organs=organ_choices(found))
    if request.method != "POST" or not choice.is_valid():
        return _page(request, found, act, fields, Filling(), choice)
    typed = with_ids(found.package, fields, posted_values(fields, request.POST))
    try:
        result = _sent(request, found, act, fields, typed, choice.chosen("organ"))
    except Refused as refused:
        return _page(request, found, act, fields, Filling(typed), choice, refused.items)
    context = {"number": result.case.number, "code": result.code, "service": found}
    return render(request, "cases/reported.html", context)


def public_opening(found: Service) -> Act:
    """Return the act with which anybody opens a case. 404 where there is none, or it takes papers."""
    for act in found.openings:
        if EVERYONE in act.by and not act.papers:
            return act
    raise Http404


def _sent(
    request: Request, found: Service, act: Act, fields: list[Field], typed: Mapping[str, object], organ: str
) -> ActResult:
    # What was left empty under a condition was not asked for.
    asked = {one.name: typed[one.name] for one in fields if typed[one.name] or one.when is None}
    address = request.META.get("REMOTE_ADDR", "")
    key, chosen = sent_key(request), int(organ) if organ else None
    return report_publicly(found, Command(act.name, asked), address, timezone.now(), organ_id=chosen, key=key)


def _page(
    request: Request,
    found: Service,
    act: Act,
    fields: list[Field],
    filling: Filling,
    choice: ApplyForm,
    items: tuple[RefusedCheck, ...] = (),
) -> HttpResponse:
    places = Places(load_package(found.package).policy)
    labels = {one.name: one.label for one in fields}
    problems = {i.field: [i.label.removeprefix(f"{labels[i.field]}：")] for i in items if i.field in labels}
    conditions = {one.name: describe(one.when) for one in fields if one.when is not None}
    context = {
        "service": found,
        "act": act,
        "guide": guide_address(found.package, found.name),
        "form": field_form(fields, Filling(filling.values, problems, conditions=conditions)),
        "refused": [shown_reason(item, places) for item in items if item.field not in labels],
        "choice": choice,
        "key": request.POST.get("key") or new_key(),
    }
    return render(request, "cases/report.html", context)
