"""Organs: the list, what each must do, and merging two into one."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.documents import queries, services
from lingxing.engines.documents.exports.calendar import calendar
from lingxing.engines.documents.exports.tasks_workbook import tasks_workbook
from lingxing.engines.documents.forms import MergeForm
from lingxing.engines.documents.queries.values import OrganPage
from lingxing.engines.documents.views.answers import attachment, editor
from lingxing.engines.documents.views.rows import task_lines, task_occasions
from lingxing.engines.parties.access import Permission, Request, public, requires
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


def _found(organ_id: int, on: dt.date) -> OrganPage:
    page = queries.organ_page(organ_id, on)
    if page is None:
        raise NotFound("没有这个机构", where=str(organ_id), remedy="请从机构列表中选择")
    return page
