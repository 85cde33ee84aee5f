"""What a supervisor sees of the organs below: counts, what is late, how much ended in time; also as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from lingxing.engines.cases.queries.access import supervised_organs
from lingxing.engines.cases.queries.offered import every_service
from lingxing.engines.cases.queries.overview import GroupCounts, Overview, Speed
from lingxing.engines.cases.queries.overview import overview as overview_of
from lingxing.engines.cases.services.rating import GRADES
from lingxing.engines.cases.views.answers import own
from lingxing.engines.cases.workbook import CONTENT_TYPE, Table, workbook
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.engines.parties.organs.queries import organ_cards
from lingxing.kernel.dates import format_date

_LIGHTS = ("逾期", "临期", "正常", "停止计时", "没有期限")
_BAR = 300
_ROW = 30
MOST_BARS = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart, with where it stands."""

    label: str
    y: int
    text_y: int
    red: int
    rest: int
    told: str


@require_safe
@requires(Permission.SUPERVISE_CASES)
def overview(request: Request) -> HttpResponse:
    """Show the organs that the account supervises, or one of them."""
    found = _found(request)
    organs = [(card.id, card.name) for card in organ_cards(supervised_organs(own(request), today()))]
    packages = {
        card.service.package: f"{card.policy.city} {card.policy.instrument or card.policy.title}"
        for card in every_service()
    }
    chosen = {"organ": request.GET.get("organ", ""), "package": request.GET.get("package", "")}
    given = {name: value for name, value in chosen.items() if value}
    context = {
        "organs": organs,
        "organ": chosen["organ"],
        "packages": list(packages.items()),
        "package": chosen["package"],
        "export": f"workbook.xlsx?{urlencode(given)}",
        "cards": _cards(found),
        "bars": _bars(found.by_service),
        "bars_height": _ROW * min(len(found.by_service), MOST_BARS),
        "tables": [table for table in tables_of(found)[:-1] if table.rows],
        "late": found.late,
        "speed": found.speed,
        "grades": [(GRADES[grade], count) for grade, count in found.satisfaction.grades.items()],
    }
    return render(request, "cases/overview.html", context)


@require_safe
@requires(Permission.SUPERVISE_CASES)
def overview_workbook(request: Request) -> HttpResponse:
    """Return the same as an Excel workbook, the late cases with their numbers; names stay masked."""
    response = HttpResponse(workbook(tables_of(_found(request))), content_type=CONTENT_TYPE)
    name = f"督办-{format_date(today())}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    return response


def _found(request: Request) -> Overview:
    organ = request.GET.get("organ", "")
    chosen = int(organ) if organ.isascii() and organ.isdigit() and len(organ) < 10 else None
    package = request.GET.get("package", "")[:100]
    return overview_of(own(request), today(), organ_id=chosen, package=package)


def _cards(found: Overview) -> list[tuple[str, str]]:
    return [
        (str(found.counts.all), "件在办"),
        (str(found.counts.red), "件逾期"),
        (str(found.counts.yellow), "件临期"),
        (percent(found.speed), "近90日按期办结"),
        ("—" if found.speed.median_days is None else f"{found.speed.median_days}天", "从申请到决定（中位数）"),
    ]


def percent(speed: Speed) -> str:
    """Return the share of clocks that ended in time: 98.5%; a dash where none ended."""
    if speed.per_thousand is None:
        return "—"
    whole, tenth = divmod(speed.per_thousand, 10)
    return f"{whole}.{tenth}%"


def _bars(groups: Sequence[GroupCounts]) -> list[Bar]:
    """Return a bar a group: what is late in it beside the rest, as long as its share of the largest."""
    most = max((group.counts.all for group in groups), default=0)
    return [
        Bar(
            group.label,
            place * _ROW + 6,
            place * _ROW + 20,
            group.counts.red * _BAR // most,
            (group.counts.all - group.counts.red) * _BAR // most,
            f"{group.counts.all}件，逾期{group.counts.red}件",
        )
        for place, group in enumerate(groups[:MOST_BARS])
        if most
    ]


def tables_of(found: Overview) -> list[Table]:
    """Return the counts by organ, service and person, then the late cases."""
    named = (("各单位", found.by_organ), ("各事项", found.by_service), ("各承办人", found.by_clerk))
    tables = [
        Table(title, (title.removeprefix("各"), "合计", *_LIGHTS), [_counts(group) for group in groups])
        for title, groups in named
    ]
    columns = ("编号", "事项", "名称", "状态", "单位", "承办", "最后一天")
    late = [
        (row.number, row.service, row.title, row.state, row.organ, row.assignee, str(row.due_on or ""))
        for row in found.late
    ]
    return [*tables, Table("逾期的办件", columns, late)]


def _counts(group: GroupCounts) -> tuple[str | int, ...]:
    counts = group.counts
    return (group.label, counts.all, counts.red, counts.yellow, counts.green, counts.paused, counts.undated)
