"""What editors do: correct and confirm values, decide problems."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.documents import queries, services
from lingxing.engines.documents.domain.corrections import source_value
from lingxing.engines.documents.domain.places import place_label
from lingxing.engines.documents.forms import CorrectionForm, ProblemForm
from lingxing.engines.documents.views.answers import editor
from lingxing.engines.documents.views.document import found_page
from lingxing.engines.documents.views.selection import numbered_page, read_page
from lingxing.engines.parties.access import Permission, Request, public, requires
from lingxing.kernel.errors import LingxingError

_ACTS = {"correct": "已更正，原值和理由都已留存。", "confirm": "已确认。", "withdraw": "已撤回，恢复显示公报原文的值。"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CORRECT_DOCUMENTS)
def correct(request: Request, key: str) -> HttpResponse:
    """Show the form for one value of a document, or set, confirm or withdraw it."""
    page = found_page(request, key)
    if not page.version.current:
        raise LingxingError(
            "只能核对现行文本", where=f"第{page.version.sequence}版", remedy="请从文件页不带日期和版本进入"
        )
    path = request.GET.get("path", "")
    shown = _written(source_value(page.document, path))
    mark = next((mark for mark in page.marks if mark.act.path == path), None)
    form = CorrectionForm(request.POST or None, initial={"value": shown})
    if request.method == "POST" and form.is_valid():
        try:
            act = _edit(request, key, path, form)
        except LingxingError as error:
            form.add_error("reason" if "理由" in error.what else "value", str(error))
        else:
            messages.success(request, _ACTS[act])
            return HttpResponseRedirect(reverse("documents:document", args=[key]))
    context = {"page": page, "path": path, "label": place_label(path), "shown": shown, "mark": mark, "form": form}
    context["history"] = [act for act in page.acts if act.path == path]
    return render(request, "documents/correct.html", context)


def _written(value: object) -> str:
    """Return a value as a person types it: lists with 、, units by their printed names."""
    if isinstance(value, list):
        return "、".join(str(part["printed"] if isinstance(part, dict) else part) for part in value)
    return "" if value is None else str(value)


def _edit(request: Request, key: str, path: str, form: CorrectionForm) -> str:
    act = request.POST.get("act", "correct")
    reason, actor, at = form.cleaned_data["reason"], editor(request), timezone.now()
    if act == "correct":
        services.correct_value(key, path, form.cleaned_data["value"], reason, actor, at)
    elif act == "confirm":
        services.confirm_value(key, path, reason, actor, at)
    elif act == "withdraw":
        services.withdraw_correction(key, path, reason, actor, at)
    else:
        raise LingxingError("没有这种操作", remedy="请用页面上的按钮")
    return act


@require_safe
@public
def problems(request: Request) -> HttpResponse:
    """Show what a person has to look at."""
    kind, city, state = (request.GET.get(name, "") for name in ("kind", "city", "state"))
    state = state or "open"
    if state not in ("open", "resolved", "all"):
        raise LingxingError("没有这种处理状态", where="state", remedy="可写：open、resolved、all")
    found = queries.problems(kind, city, "" if state == "all" else state, read_page(request.GET))
    context = {
        "found": found,
        "page": numbered_page(found.total, found.page),
        "kind": kind,
        "city": city,
        "state": state,
        "form": ProblemForm(),
        "states": (("open", "待处理"), ("resolved", "已处理"), ("all", "全部")),
    }
    return render(request, "documents/problems.html", context)


@require_POST
@requires(Permission.RESOLVE_PROBLEMS)
def resolve(request: Request, problem_id: int, act: str) -> HttpResponse:
    """Close a problem with a note, or open it again."""
    form = ProblemForm(request.POST)
    if not form.is_valid():
        raise LingxingError("没有写处理说明", where="处理说明", remedy="请返回写明核对了什么、结论是什么")
    decide = services.resolve_problem if act == "resolve" else services.reopen_problem
    decide(problem_id, form.cleaned_data["note"], editor(request), timezone.now())
    messages.success(request, "已记为处理完毕。" if act == "resolve" else "已重新打开。")
    return HttpResponseRedirect(_back(request))


def _back(request: Request) -> str:
    """Return the page of this site that the form came from, else the list."""
    given = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if own else reverse("documents:problems")
