"""Organs: the list, what each must do, and merging two into one."""

import datetime as dt
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.documents import queries, services
from lingxing.engines.documents.exports.calendar import calendar
from lingxing.engines.documents.exports.tasks_workbook import tasks_workbook
from lingxing.engines.documents.forms import AliasForm, MergeForm, SeparateForm
from lingxing.engines.documents.queries.values import OrganPage
from lingxing.engines.documents.views.answers import attachment, editor
from lingxing.engines.documents.views.rows import task_lines, task_occasions
from lingxing.engines.parties.access import Permission, Request, may, public, requires
from lingxing.kernel.errors import LingxingError, NotFound

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@public
def organs(request: Request) -> HttpResponse:
    """Show the organs, those with most tasks first."""
    city, query = request.GET.get("city", ""), request.GET.get("q", "").strip()
    found = queries.organs(city, query)
    cities = sorted({organ.city for organ in queries.organs() if organ.city})
    context = {"organs": found, "cities": cities, "city": city, "query": query}
    return render(request, "documents/organs.html", context)


@require_safe
@public
def organ(request: Request, organ_id: int) -> HttpResponse:
    """Show what an organ must do, by deadline, across documents."""
    page = _found(organ_id, request.on)
    groups = (
        ("overdue", "已到期限", page.overdue),
        ("dated", "有明确期限", page.dated),
        ("standing", "持续或定期", page.standing),
        ("undated", "未写期限或按时期", page.undated),
        ("ended", "所在文件当日不生效", page.ended),
    )
    return render(request, "documents/organ.html", {"page": page, "organ": page.organ, "groups": groups})


@require_safe
@public
def organ_workbook(request: Request, organ_id: int) -> HttpResponse:
    """Return the organ's tasks as an Excel workbook."""
    page = _found(organ_id, request.on)
    tasks = (*page.overdue, *page.dated, *page.standing, *page.undated)
    made = tasks_workbook(task_lines(request, tasks), f"{page.organ.name}任务")
    return attachment(request, made, _XLSX, f"{page.organ.name}任务清单.xlsx")


@require_safe
@public
def organ_calendar(request: Request, organ_id: int) -> HttpResponse:
    """Return the organ's dated tasks as an iCalendar file."""
    page = _found(organ_id, request.on)
    occasions = task_occasions(request, (*page.overdue, *page.dated))
    made = calendar(occasions, f"{page.organ.name}任务期限", timezone.now())
    return attachment(request, made, "text/calendar; charset=utf-8", f"{page.organ.name}任务期限.ics")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MERGE_ORGANS)
def merge(request: Request, organ_id: int) -> HttpResponse:
    """Show the form that lets one organ stand for another, or do it."""
    page = _found(organ_id, request.on)
    others = [other for other in queries.organs(page.organ.city) if other.id != organ_id]
    form = MergeForm(request.POST or None, organs=[(other.id, other.name) for other in others])
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        try:
            services.merge_organs(organ_id, into, form.cleaned_data["reason"], editor(request), timezone.now())
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "已合并，今后两个名称指同一个机构。")
            return HttpResponseRedirect(reverse("documents:organ", args=[into]))
    return render(request, "documents/merge.html", {"organ": page.organ, "form": form})


@require_POST
@requires(Permission.MERGE_ORGANS)
def separate(request: Request, organ_id: int) -> HttpResponse:
    """Undo a merge."""
    form = SeparateForm(request.POST)
    if not form.is_valid():
        raise LingxingError("没有写理由", where="理由", remedy="请返回写明为什么分开")
    services.separate_organ(organ_id, form.cleaned_data["reason"], editor(request), timezone.now())
    messages.success(request, "已分开，两个机构各自显示。")
    return HttpResponseRedirect(reverse("documents:organ", args=[organ_id]))


@require_safe
@public
def unresolved(request: Request) -> HttpResponse:
    """Show the printed names of units that no organ is known for."""
    city = request.GET.get("city", "")
    names = queries.unresolved_names(city)
    known = queries.organs(city) if city and may(request.user, Permission.MERGE_ORGANS) else ()
    cities = sorted({name.city for name in queries.unresolved_names()})
    context = {"names": names, "city": city, "cities": cities, "known": known}
    return render(request, "documents/unresolved.html", context)


@require_POST
@requires(Permission.MERGE_ORGANS)
def assign(request: Request) -> HttpResponse:
    """Let a printed name mean an organ."""
    form = AliasForm(request.POST)
    if not form.is_valid():
        raise LingxingError("没有选择机构", where="机构", remedy="请返回从列表中选择这个名称所指的机构")
    printed, organ_id = form.cleaned_data["printed"], form.cleaned_data["organ"]
    resolved = services.assign_alias(organ_id, printed, editor(request), timezone.now())
    messages.success(request, f"“{printed}”已指定，{resolved} 处任务随之归到该机构。")
    city = _found(organ_id, request.on).organ.city
    return HttpResponseRedirect(f"{reverse('documents:unresolved')}?{urlencode({'city': city})}")


def _found(organ_id: int, on: dt.date) -> OrganPage:
    page = queries.organ_page(organ_id, on)
    if page is None:
        raise NotFound("没有这个机构", where=str(organ_id), remedy="请从机构列表中选择")
    return page
