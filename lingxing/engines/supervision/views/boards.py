"""Boards of the city, of a unit and of a plan, and the lists behind their numbers."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.supervision.domain.boards import Days, Standing, percent, standing
from lingxing.engines.supervision.models import Item, Plan, Source
from lingxing.engines.supervision.queries.boards import Board, board
from lingxing.engines.supervision.queries.bulletins import organ_name
from lingxing.engines.supervision.queries.choosing import DAYS, GROUPS, Choice, choice_from, chosen
from lingxing.engines.supervision.queries.indicators import measured
from lingxing.engines.supervision.queries.sight import Sight, sight_of
from lingxing.engines.supervision.sheets import XLSX, Sheet, workbook
from lingxing.engines.supervision.views import board_shown
from lingxing.engines.supervision.views.board_shown import LIGHTS
from lingxing.engines.supervision.views.indicators import shown_rows
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import NotFound

PAGE = 50
MOST_EXPORTED = 20_000
ROLES = (("", "主办和会办"), ("lead", "只看主办"), ("joint", "只看会办"))


@require_safe
@requires(Permission.READ_BOARDS)
def boards(request: Request) -> HttpResponse:
    """Show everything that the account sees: the whole city, or what its organs lead and help with."""
    sight = sight_of(account_of(request), today())
    title = "全市督查看板" if sight.every else "本单位督查看板"
    return _page(request, sight, choice_from(request.GET.dict()), title, fixed=())


@require_safe
@requires(Permission.READ_BOARDS)
def unit_board(request: Request, unit: int) -> HttpResponse:
    """Show what a unit leads and helps with, across all plans. 404 for units that the account doesn't see."""
    sight = sight_of(account_of(request), today())
    name = organ_name(unit, today()) if sight.covers(unit) else ""
    if not name:
        raise NotFound("没有这个单位，或不由您查看", where="单位看板", remedy="请从看板的单位列表中选择")
    choice = replace(choice_from(request.GET.dict()), unit=unit)
    return _page(request, sight, choice, f"{name}督查看板", fixed=("unit",))


@require_safe
@requires(Permission.READ_BOARDS)
def plan_board(request: Request, plan: UUID) -> HttpResponse:
    """Show the matters of a plan and its indicators. 404 for plans of which the account sees nothing."""
    sight = sight_of(account_of(request), today())
    found = Plan.objects.filter(pk=plan).first()
    if found is None or not (sight.every or chosen(Choice(plan=plan), sight, today()).exists()):
        raise NotFound("没有这份文件的督查任务，或不由您查看", where="文件看板", remedy="请从看板的文件列表中选择")
    choice = replace(choice_from(request.GET.dict()), plan=plan)
    indicators = shown_rows(measured([found.package], today())) if found.package else []
    return _page(request, sight, choice, found.title, fixed=("plan",), indicators=indicators, plan=found)


def _page(
    request: Request, sight: Sight, choice: Choice, title: str, fixed: tuple[str, ...], **more: Any
) -> HttpResponse:
    on = today()
    found = board(choice, sight, on)
    context = {
        **more,
        "title": title,
        "on": on,
        "sight": sight,
        "cards": board_shown.cards(found),
        "units": board_shown.group_rows(found.by_unit, board_shown.unit_boards(found) if sight.every else {}),
        "plans": board_shown.group_rows(found.by_plan, board_shown.plan_boards(found)),
        "months": board_shown.month_rows(found),
        "overdue": [_line(row, on) for row in found.overdue],
        "overdue_all": board_shown.address_of(replace(found.choice, standing=Standing.RED.value)),
        "share": percent(found.counts.in_time_share),
        "charts": board_shown.charts(found),
        "filters": _filters(found, fixed),
        "asked": found.choice,
    }
    return render(request, "supervision/board.html", context)


def _filters(found: Board, fixed: tuple[str, ...]) -> dict[str, Any]:
    """Return what can be asked for beyond what the board itself is about."""
    choice = found.choice
    plans = [(str(group.choice.plan or "none"), group.label) for group in found.by_plan]
    units = [(str(group.choice.lead or "none"), group.label) for group in found.by_unit]
    return {
        "plans": [] if "plan" in fixed else plans,
        "units": [] if "unit" in fixed else units,
        "roles": ROLES if "unit" in fixed else (),
        "sources": Source.choices,
        "given": choice.given(),
    }


@require_safe
@requires(Permission.READ_BOARDS)
def items(request: Request) -> HttpResponse:
    """Show the matters behind a number, page by page, those with the earliest last day first."""
    sight, on = sight_of(account_of(request), today()), today()
    choice = choice_from(request.GET.dict())
    page = Paginator(_rows(choice, sight, on), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [_line(row, on) for row in page.object_list],
        "told": told_of(choice, on),
        "export": f"{reverse('supervision:board-items-workbook')}?{urlencode(choice.given())}",
        "most": MOST_EXPORTED,
    }
    return render(request, "supervision/board_items.html", context)


@require_safe
@requires(Permission.READ_BOARDS)
def items_workbook(request: Request) -> HttpResponse:
    """Return the same as an Excel workbook, at most 20000 rows."""
    sight, on = sight_of(account_of(request), today()), today()
    rows = [_line(row, on) for row in _rows(choice_from(request.GET.dict()), sight, on)[:MOST_EXPORTED]]
    columns = ("编号", "事项", "主办单位", "文件", "来源", "登记", "最后一天", "报告", "办结", "情况")
    cells = [
        (
            *(line["number"], line["heading"], line["unit"], line["plan"], line["source"]),
            *(_day(line[name]) for name in ("registered_on", "due_on", "reported_on", "concluded_on")),
            line["standing"].label,
        )
        for line in rows
    ]
    response = HttpResponse(workbook([Sheet("督查事项", columns, cells)]), content_type=XLSX)
    name = f"督查事项-{format_date(on)}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    return response


def _rows(choice: Choice, sight: Sight, on: dt.date) -> Any:
    rows = chosen(choice, sight, on).select_related("lead", "plan")
    return rows.order_by(F("due_on").asc(nulls_last=True), "number")


def _line(row: Item, on: dt.date) -> dict[str, Any]:
    where = standing(Days(row.closed, row.due_on, row.yellow_on, row.reported_on, row.concluded_on), on)
    return {
        "id": row.pk,
        "number": row.number,
        "heading": row.heading,
        "unit": row.lead.name if row.lead else "",
        "plan": row.plan.title if row.plan else "",
        "source": row.get_source_display(),
        "urgent": row.urgent,
        "major": row.major,
        "registered_on": row.registered_on,
        "due_on": row.due_on,
        "reported_on": row.reported_on,
        "concluded_on": row.concluded_on,
        "standing": where,
        "light": LIGHTS[where],
        "late_days": (on - row.due_on).days if where is Standing.RED and row.due_on else 0,
    }


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def told_of(choice: Choice, on: dt.date) -> list[str]:
    """Return in words what a list was asked for."""
    plan = Plan.objects.filter(pk=choice.plan).first() if choice.plan else None
    months = f"{choice.month.label}{DAYS[choice.day]}" if choice.month else ""
    names = {**GROUPS, **{one.value: one.label for one in Standing}}
    parts = (
        plan.title if plan else "不属于文件任务" if choice.alone else "",
        organ_name(choice.unit, on) if choice.unit else "",
        dict(ROLES).get(choice.role, "") if choice.role else "",
        f"主办单位：{organ_name(choice.lead, on)}" if choice.lead else "还没有承办单位" if choice.unassigned else "",
        Source(choice.source).label if choice.source else "",
        "特别紧急" if choice.urgent else "",
        "重大" if choice.major else "",
        names.get(choice.standing, ""),
        months,
    )
    return [part for part in parts if part]
