"""Indicators: how they stand, their values over time, entering and importing values."""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.cases.services.filing import as_download
from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.supervision.domain.entering import COLUMNS, entered
from lingxing.engines.supervision.domain.measuring import Verdict, point
from lingxing.engines.supervision.domain.pace import Method
from lingxing.engines.supervision.models import MeasuredFile
from lingxing.engines.supervision.queries.bulletins import figure
from lingxing.engines.supervision.queries.indicators import (
    MeasuredIndicator,
    declared,
    entering_organ,
    exact_of,
    indicator_of,
    known_indicators,
    measured,
    measured_one,
    plans_with_indicators,
)
from lingxing.engines.supervision.queries.sight import sight_of
from lingxing.engines.supervision.queries.taken import may_withdraw, taking_office
from lingxing.engines.supervision.services.measuring import Attached, RowResult, enter_sheet, enter_value, file_context
from lingxing.engines.supervision.services.taking import redefine_taken, take_indicator, withdraw_taken
from lingxing.engines.supervision.sheets import XLSX, Sheet, read_rows, workbook
from lingxing.engines.supervision.views.stated import TAKING_CHOICES, defined, stated_rows
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.language.packages import load_package
from lingxing.language.plans import Indicator

VERDICT_MARKS = {Verdict.MET: "good", Verdict.NOT_MET: "bad", Verdict.NOT_YET: "warn"}


@require_safe
@requires(Permission.READ_BOARDS)
def indicators(request: Request) -> HttpResponse:
    """Show the indicators of every plan, how each stands, and how many have which verdict."""
    asked = request.GET.get("verdict", "")
    every = measured(plans_with_indicators(), today())
    wanted = [one for one in every if asked in ("", one.verdict.value)]
    counts = [(one, sum(row.verdict is one for row in every), asked == one.value) for one in Verdict]
    context = {"rows": shown_rows(wanted), "counts": counts, "all": len(every), "asked": asked}
    return render(request, "supervision/indicators.html", context)


def shown_rows(found: Iterable[MeasuredIndicator]) -> list[dict[str, Any]]:
    """Return the lines of a table of indicators."""
    return [_shown(one) for one in found]


def _shown(one: MeasuredIndicator) -> dict[str, Any]:
    shown, unit, outlook = one.shown, one.indicator.unit_label, one.outlook
    city, _, name = one.package.partition("/")
    return {
        "label": one.indicator.label,
        "plan": one.policy.instrument or one.policy.title,
        "package": (city, name),
        "address": reverse("supervision:indicator", args=[city, name, one.indicator.name]),
        "target": f"{format_date(shown.target.on)} {one.indicator.better.sign}{figure(shown.target.value)}{unit}",
        "value": f"{figure(shown.value)}{unit}" if shown.value is not None else "",
        "verdict": shown.verdict,
        "mark": VERDICT_MARKS[shown.verdict],
        "why": shown.why,
        "forecast": f"{figure(outlook.forecast)}{unit}" if outlook and outlook.forecast is not None else "",
        "reaches": outlook.reaches if outlook else None,
        "next": one.next,
        "holder": "、".join(one.indicator.holder),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_BOARDS)
def package(request: Request, city: str, name: str) -> HttpResponse:
    """Show the indicators of a plan and what else its document states; take a sheet of values that comes back, or take
    a stated number over as an indicator."""
    package_id, error = f"{city}/{name}", None
    known, results = known_indicators(package_id), tuple[RowResult, ...]()
    stated = stated_rows(package_id, request.POST)
    if not known and not stated:
        raise NotFound("这份文件没有指标", where=package_id, remedy="请从指标列表中选择")
    may = any(entering_organ(account_of(request), package_id, one, today()) for one in known.values())
    if request.method == "POST":
        try:
            if request.POST.get("do") == "take":
                return _took(request, package_id)
            results = _filled(request, package_id, may=may)
        except NotFound:
            raise
        except LingxingError as refused:
            error = refused
    context = {
        "policy": load_package(package_id).policy,
        "rows": shown_rows(measured([package_id], today())),
        "stated": stated,
        **TAKING_CHOICES,
        "may_take": taking_office(account_of(request), package_id, today()) is not None,
        "may_enter": may,
        "results": results,
        "taken": sum(row.taken for row in results),
        "error": error,
        "sheet": reverse("supervision:indicator-sheet", args=[city, name]),
    }
    return render(request, "supervision/indicator_plan.html", context, status=422 if error else 200)


def _filled(request: Request, package_id: str, *, may: bool) -> tuple[RowResult, ...]:
    if not may:
        raise NotFound("只有责任单位和督查室能填报", where="指标", remedy="请由责任单位的账号填报")
    upload = request.FILES.get("sheet")
    rows = read_rows(upload.read() if upload else b"")
    return enter_sheet(account_of(request), package_id, rows, timezone.now())


def _took(request: Request, package_id: str) -> HttpResponse:
    given = {name: str(value) for name, value in request.POST.items()}
    made = take_indicator(account_of(request), package_id, given.get("key", ""), given, timezone.now())
    messages.success(request, f"已把“{made.label}”列为指标")
    return HttpResponseRedirect(request.path)


@require_safe
@requires(Permission.READ_BOARDS)
def sheet(request: Request, city: str, name: str) -> HttpResponse:
    """Return the workbook in which values are entered: one row an indicator, with what is asked for next."""
    del request
    rows = [_sheet_row(one) for one in declared(f"{city}/{name}").values()]
    response = HttpResponse(workbook([Sheet("指标数值", COLUMNS, rows)]), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"指标数值-{name}.xlsx") or "attachment"  # noqa: FBT003
    return response


def _sheet_row(one: Indicator) -> Sequence[str]:
    return (one.name, one.label, one.area, "", "", one.unit_label, "", "")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_BOARDS)
def indicator(request: Request, city: str, name: str, key: str) -> HttpResponse:
    """Show an indicator with its values, targets, pace and forecast; take a value from who answers for it, or let the
    office correct or take back what it took over from the document."""
    package_id, error = f"{city}/{name}", None
    if request.method == "POST":
        try:
            return _INDICATOR_ACTS.get(request.POST.get("do", ""), _entered)(request, package_id, key)
        except NotFound:
            raise
        except LingxingError as refused:
            error = refused
    method = Method.MEAN_GROWTH if request.GET.get("method") == Method.MEAN_GROWTH else None
    found = measured_one(package_id, key, today(), method)
    context = {
        **_shown(found),
        "one": found,
        "indicator": found.indicator,
        "baseline": _baseline(found.indicator),
        "findings": [_finding_row(found.indicator, one) for one in found.findings],
        "values": [_value_row(found, row) for row in found.values],
        "outlook": _outlook_rows(found),
        "methods": [(one, one == (found.outlook.method if found.outlook else None)) for one in Method],
        "may_enter": entering_organ(account_of(request), package_id, found.indicator, today()) is not None,
        "may_withdraw": may_withdraw(account_of(request), package_id, key, today()),
        **defined(account_of(request), found, request.POST),
        "charts": {"line": _chart(found)},
        "given": request.POST.dict() if "do" not in request.POST else {},
        "error": error,
    }
    return render(request, "supervision/indicator.html", context, status=422 if error else 200)


def _entered(request: Request, package_id: str, key: str) -> HttpResponse:
    given = entered(indicator_of(package_id, key), request.POST.dict(), today())
    upload = request.FILES.get("file")
    file = Attached(str(upload.name), upload.read()) if upload else None
    row = enter_value(account_of(request), package_id, given, timezone.now(), file)
    messages.success(request, f"已{'更正' if row.corrects_id else '填报'}{format_date(row.on)}的数值")
    return HttpResponseRedirect(request.path)


def _withdrawn(request: Request, package_id: str, key: str) -> HttpResponse:
    label, reason = indicator_of(package_id, key).label, request.POST.get("reason", "")
    withdraw_taken(account_of(request), package_id, key, reason, timezone.now())
    messages.success(request, f"已撤销指标“{label}”，需要时可以重新列入")
    return HttpResponseRedirect(reverse("supervision:indicator-plan", args=package_id.split("/")))


def _redefined(request: Request, package_id: str, key: str) -> HttpResponse:
    given = {name: str(value) for name, value in request.POST.items()}
    made = redefine_taken(account_of(request), package_id, key, given, given.get("why", ""), timezone.now())
    messages.success(request, f"已改正“{made.label}”的定义，填报的数值已重新认定")
    return HttpResponseRedirect(request.path)


_INDICATOR_ACTS: Mapping[str, Callable[[Request, str, str], HttpResponse]] = {
    "withdraw": _withdrawn,
    "redefine": _redefined,
}


def _baseline(one: Indicator) -> str:
    if one.baseline is None:
        return ""
    other = "（与指标口径不同，不作预测的起点）" if one.baseline.area != one.area else ""
    return f"{one.baseline.year}年 {figure(one.baseline.value)}{one.unit_label}，{one.baseline.area}{other}"


def _finding_row(one: Indicator, finding: Any) -> dict[str, Any]:
    return {
        "on": finding.target.on,
        "target": f"{one.better.sign}{figure(finding.target.value)}{one.unit_label}",
        "value": f"{figure(finding.value)}{one.unit_label}" if finding.value is not None else "—",
        "verdict": finding.verdict,
        "mark": VERDICT_MARKS[finding.verdict],
        "why": finding.why,
    }


def _value_row(found: MeasuredIndicator, row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "value": f"{figure(exact_of(row.value))}{found.indicator.unit_label}",
        "exact": row.value,
        "counts": row.area == found.indicator.area,
        "file": MeasuredFile.objects.filter(value=row).exists(),
        "corrected": row.corrects.value if row.corrects else "",
    }


def _outlook_rows(found: MeasuredIndicator) -> list[tuple[str, str]]:
    """Return what is said of pace and forecast, in words."""
    outlook, unit = found.outlook, found.indicator.unit_label
    if outlook is None:
        return []
    rows = [("方法", f"{outlook.method.label}：{outlook.told}")]
    if outlook.pace is not None:
        rows.append(("到现在每年", f"{_signed(outlook.pace)}{unit}"))
    if outlook.needed is not None:
        met = outlook.needed == 0 and outlook.latest is not None
        rows.append(("还要每年", "已够目标，保持即可" if met else f"{_signed(outlook.needed)}{unit}"))
    if outlook.forecast is not None:
        reaches = {True: "，能达到目标", False: "，达不到目标", None: ""}[outlook.reaches]
        rows.append((f"预测{format_date(outlook.target.on)}", f"{figure(outlook.forecast)}{unit}{reaches}"))
    return rows


def _signed(value: Any) -> str:
    return f"{'+' if value > 0 else ''}{figure(value)}"


def _chart(found: MeasuredIndicator) -> dict[str, Any]:
    """Return the chart of an indicator: years from left to right, the end of a year at its number."""
    own = [row for row in reversed(found.values) if not row.superseded and row.area == found.indicator.area]
    values = [[_x(row.on), float(exact_of(row.value))] for row in own]
    baseline, outlook = found.indicator.baseline, found.outlook
    if baseline is not None and baseline.area == found.indicator.area:
        values.insert(0, [float(baseline.year), float(baseline.value)])
    targets = [[_x(target.on), float(target.value)] for target in found.indicator.targets]
    forecast = []
    if outlook and outlook.forecast is not None and outlook.latest is not None:
        latest = outlook.latest
        forecast = [[_x(latest.on), float(latest.value)], [_x(outlook.target.on), float(outlook.forecast)]]
    series = [("数值", values, ""), ("目标", targets, "target"), ("预测", forecast, "forecast")]
    return {
        "kind": "years",
        "unit": found.indicator.unit_label,
        "series": [{"name": name, "values": points, "look": look} for name, points, look in series if points],
    }


def _x(day: Any) -> float:
    return float(point(day) - Fraction(1))


@require_safe
@requires(Permission.READ_BOARDS)
def value_file(request: Request, value_id: UUID) -> HttpResponse:
    """Return the paper that a value was taken from, to the office, leaders and who answers for the indicator."""
    held = MeasuredFile.objects.filter(value=value_id).select_related("value").first()
    account, on = account_of(request), today()
    if held is None or not (sight_of(account, on).every or sight_of(account, on).covers(held.value.organ_id)):
        raise NotFound("没有这份附件，或不由您查看", where="指标", remedy="请从指标页下载")
    name = unseal_text(held.name_sealed, file_context(value_id, "name"))
    content = base64.b64decode(unseal_text(held.content_sealed, file_context(value_id, "content")))
    return as_download(content, held.media_type, name)
