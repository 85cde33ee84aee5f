"""What follows: taking a mistaken act back, rating, downloading what was handed in, the page after sending."""

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.forms.plain import ObjectionForm, RatingForm, ReasonForm
from lingxing.engines.cases.queries.attachments import load_attachment
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.objections import objections
from lingxing.engines.cases.queries.seen import SeenCase, seen_case
from lingxing.engines.cases.services.correcting import correct as take_back
from lingxing.engines.cases.services.objecting import decide_objection
from lingxing.engines.cases.services.rating import rate as keep_rating
from lingxing.engines.cases.services.results import Stale
from lingxing.engines.cases.uploads.serving import as_download
from lingxing.engines.cases.views.answers import Places, own, redirect, sent
from lingxing.engines.cases.views.case import case_facts
from lingxing.engines.cases.views.case_shown import ShownClock, shown_clocks, shown_documents
from lingxing.engines.cases.views.sending import shown_once
from lingxing.engines.cases.views.timeline import shown_steps
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError, NotAllowed
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import APPLICANT


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.HANDLE_CASES)
def correct(request: Request, case_id: uuid.UUID, sequence: int) -> HttpResponse:
    """Take a mistaken act back by a new one, with the reason."""
    seen = seen_case(own(request), case_id, today())
    places = Places(load_package(seen.case.package).policy)
    capacities = [one for one in acting_for(own(request), seen.case, today()) if one.for_organ]
    organs = {one.organ_id for one in capacities if one.organ_id}
    steps = shown_steps(seen, places, organs, masked=False)
    step = next((one for one in steps if one.sequence == sequence and one.correctable), None)
    if step is None:
        raise LingxingError("这一步不能更正", where=seen.case.number, remedy="只能由办理的单位从最后一步起逐步更正")
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            revision = _revision(request, seen)
            who = next(one for one in capacities if one.organ_id == step.organ_id)
            take_back(case_id, sequence, form.cleaned_data["reason"], who, timezone.now(), revision=revision)
        except Stale as stale:
            messages.warning(request, str(stale))
            return redirect("case", case_id)
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已更正“{step.label}”。")
            return redirect("case", case_id)
    return render(request, "cases/correct.html", {"case": case_facts(seen), "step": step, "form": form})


def _revision(request: Request, seen: SeenCase) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else int(seen.case.revision)


@require_POST
@requires(Permission.APPLY)
def rate(request: Request, case_id: uuid.UUID) -> HttpResponse:
    """Keep the applicant's rating of a case."""
    seen = seen_case(own(request), case_id, today())
    form = RatingForm(request.POST)
    if not form.is_valid():
        raise LingxingError("请选择一个等级", where="评价", remedy="请返回办件页，从五个等级中选一个")
    who = next((one for one in acting_for(own(request), seen.case, today()) if one.role == APPLICANT), None)
    if who is None:
        raise Http404
    keep_rating(case_id, form.cleaned_data["grade"], form.cleaned_data["comment"], who, timezone.now())
    messages.success(request, "谢谢您的评价。")
    return redirect("case", case_id)


@require_POST
@requires(Permission.HANDLE_CASES)
def objection(request: Request, case_id: uuid.UUID, objection_id: int) -> HttpResponse:
    """Settle an objection to the public notice of a case, with the reason."""
    seen = seen_case(own(request), case_id, today())
    form = ObjectionForm(request.POST)
    if objection_id not in {one.id for one in objections(case_id)}:
        raise Http404
    if not form.is_valid():
        raise LingxingError("请选择是否成立，并写明理由", where="异议", remedy="请返回办件页填写")
    who = handler_of(request, seen)
    upheld, reason = form.cleaned_data["upheld"] == "yes", form.cleaned_data["reason"]
    decide_objection(objection_id, upheld=upheld, reason=reason, who=who, at=timezone.now())
    messages.success(request, "异议已处理。")
    return redirect("case", case_id)


def handler_of(request: Request, seen: SeenCase) -> Acting:
    """Return the capacity in which the account acts for the organ that handles the case. NotAllowed without one."""
    for one in acting_for(own(request), seen.case, today()):
        if one.for_organ and one.organ_id == seen.case.organ_id:
            return one
    raise NotAllowed("由主办单位处理", where=seen.case.number, remedy="请用主办单位的账号登录")


@never_cache
@require_safe
@requires(Permission.OWN_ACCOUNT)
def attachment(request: Request, case_id: uuid.UUID, attachment_id: uuid.UUID) -> HttpResponse:
    """Send a file that was handed in, as a download."""
    seen_case(own(request), case_id, today())
    file = load_attachment(own(request), attachment_id, today())
    return as_download(file.content, file.media_type, file.name)


def _due_text(clocks: Sequence[ShownClock]) -> str:
    due = clocks[0].due if clocks else None
    return f"{clocks[0].label}：最迟{format_date(due)}" if due else ""


@never_cache
@require_safe
@requires(Permission.OWN_ACCOUNT)
def sent_page(request: Request, case_id: uuid.UUID) -> HttpResponse:
    """Show that the application was sent: its number, and its tracking code once."""
    seen = seen_case(own(request), case_id, today())
    places = Places(load_package(seen.case.package).policy)
    clocks = [one for one in shown_clocks(seen, places, today()) if one.due]
    context = {
        "case": case_facts(seen),
        "code": shown_once(request, case_id),
        "counter": not case_facts(seen)["mine"],
        "due": _due_text(clocks),
        "documents": shown_documents(seen.case, {one.name: one.label for one in seen.service.documents.values()}),
    }
    return render(request, "cases/sent.html", context)
