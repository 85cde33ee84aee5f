"""A bulletin's text as it is first written, and what text and figures make: marks in it place tables and charts."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from lingxing.engines.supervision.domain.boards import DONE, OPEN, Standing, percent
from lingxing.engines.supervision.domain.snapshots import Snapshot
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.dates import format_date
from lingxing.printing.paper import Paragraph, paragraphs_of
from lingxing.printing.report import Chart, ChartKind, ReportTable, Series

UNITS, PLANS, OVERDUE = "【表：各单位】", "【表：各文件】", "【表：逾期事项】"
INDICATORS, SCORES = "【表：指标】", "【表：年度考评】"
MONTHS, LATE_BARS = "【图：各月】", "【图：各单位】"
MARKS = (UNITS, PLANS, OVERDUE, INDICATORS, SCORES, MONTHS, LATE_BARS)
"""A line of the text that is one of these places the table or chart."""
MOST_BARS = 12
LONGEST_TEXT = 40_000
LONGEST_TITLE = 100
_NAMED = 5

Block = Paragraph | ReportTable | Chart


def title_of(snapshot: Snapshot) -> str:
    """Return the title that a bulletin begins with."""
    return f"{snapshot.period.label}政务督查{'简报' if snapshot.month else '年度专报'}"


def first_text(snapshot: Snapshot) -> str:
    """Return the text that a bulletin begins with: what the figures say, and where tables and charts stand."""
    lines = [*_overall(snapshot), MONTHS, *_by_unit(snapshot), *_late(snapshot)]
    if snapshot.plans:
        lines += [_numbered(lines, "文件任务推进情况"), PLANS]
    if snapshot.indicators:
        lines += [_numbered(lines, "指标完成情况"), _measured(snapshot), INDICATORS]
    if snapshot.scores:
        lines += [_numbered(lines, "年度考评结果"), f"按{snapshot.scored_by}计算。", SCORES]
    return "\n".join(lines)


def _numbered(lines: list[str], heading: str) -> str:
    taken = sum(line[1:2] == "、" for line in lines)
    return f"{'一二三四五六七八九十'[taken]}、{heading}"


def _overall(snapshot: Snapshot) -> Iterator[str]:
    on = format_date(dt.date.fromisoformat(snapshot.on))
    yield "一、总体情况"
    yield (
        f"截至{on}，共登记督查事项{sum(snapshot.counts.values())}件，办结{snapshot.of(*DONE)}件，"
        f"在办{snapshot.of(*OPEN)}件；在办的当中逾期{snapshot.of(Standing.RED)}件、临期{snapshot.of(Standing.YELLOW)}件。"
    )
    yield (
        f"{snapshot.period.label}新登记{snapshot.registered}件，应办结{snapshot.due}件；本期办结"
        f"{snapshot.in_time + snapshot.late}件，其中按期{snapshot.in_time}件、逾期{snapshot.late}件。"
    )


def _by_unit(snapshot: Snapshot) -> Iterator[str]:
    yield "二、各单位办理情况"
    best = [row.name for row in snapshot.units if row.due and row.in_time >= row.due and not row.red]
    if best:
        yield f"本期应办结的全部按期办结、没有逾期的单位：{_listed(best)}。"
    late = [f"{row.name}（{row.red}件）" for row in snapshot.units if row.red]
    yield f"有逾期未办结事项的单位：{_listed(late)}。" if late else "没有逾期未办结的事项。"
    yield UNITS
    if late:
        yield LATE_BARS


def _listed(names: list[str]) -> str:
    more = f"等{len(names)}个单位" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _late(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.overdue:
        yield "三、逾期未办结的事项"
        yield "下列事项已过期限，请承办单位抓紧办理并报告原因，督查室跟踪到办结为止。"
        yield OVERDUE


def _measured(snapshot: Snapshot) -> str:
    found: dict[str, int] = {}
    for row in snapshot.indicators:
        found[row.verdict] = found.get(row.verdict, 0) + 1
    return (
        f"共{len(snapshot.indicators)}项指标："
        + "，".join(f"{name}{number}项" for name, number in found.items())
        + "。"
    )


def digest_of(title: str, text: str, snapshot: Mapping[str, object]) -> str:
    """Return SHA-256 of what is released, 64 hexadecimal digits."""
    content = {"title": title, "text": text, "snapshot": snapshot}
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def blocks_of(text: str, snapshot: Snapshot) -> tuple[Block, ...]:
    """Return paragraphs, tables and charts in the order of the text; tables and charts are numbered as they come."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    words = iter(paragraphs_of([line for line in lines if line not in MARKS]))
    tables, charts, found = 0, 0, list[Block]()
    for line in lines:
        if line in _TABLES:
            tables += 1
            found.append(_TABLES[line](snapshot, tables))
        elif line in _CHARTS:
            charts += 1
            found.append(_CHARTS[line](snapshot, charts))
        else:
            found.append(next(words))
    return tuple(found)


def _units(snapshot: Snapshot, number: int) -> ReportTable:
    rows = tuple(
        (
            row.name,
            *map(str, (row.open, row.red, row.yellow, row.due, row.in_time, row.late)),
            percent(_share(row.in_time, row.in_time + row.late + row.red)),
        )
        for row in snapshot.units
    )
    columns = ("单位", "在办", "逾期未办结", "临期", "本期应办结", "本期按期办结", "本期逾期办结", "按期办结率")
    note = "注：按期办结率＝本期按期办结÷（本期按期办结＋本期逾期办结＋逾期未办结）；按主办单位统计。"
    return ReportTable(f"表{number} 各单位办理情况", columns, rows, note=note)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _plans(snapshot: Snapshot, number: int) -> ReportTable:
    rows = tuple(
        (row.title, *map(str, (row.all, row.open, row.red, row.done)), percent(_share(row.done, row.all)))
        for row in snapshot.plans
    )
    columns = ("文件", "任务", "在办", "逾期", "办结", "办结率")
    return ReportTable(f"表{number} 文件任务推进情况", columns, rows)


def _overdue(snapshot: Snapshot, number: int) -> ReportTable:
    rows = tuple((row.number, row.heading, row.unit, row.due, str(row.days)) for row in snapshot.overdue)
    more = snapshot.of(Standing.RED) - len(rows)
    note = f"注：另有{more}件没有列出。" if more > 0 else ""
    columns = ("编号", "事项", "承办单位", "最后一天", "逾期天数")
    return ReportTable(f"表{number} 逾期未办结的事项", columns, rows, wide=(1, 2), note=note, parts=(6, 8, 5, 5, 2))


def _indicators(snapshot: Snapshot, number: int) -> ReportTable:
    rows = tuple((row.label, row.plan, row.target, row.value, row.verdict, row.forecast) for row in snapshot.indicators)
    columns = ("指标", "文件", "目标", "数值", "认定", "预测")
    return ReportTable(f"表{number} 指标完成情况", columns, rows, wide=(0, 1), parts=(6, 6, 5, 3, 3, 4))


def _scores(snapshot: Snapshot, number: int) -> ReportTable:
    rows = tuple((row.place, row.name, str(row.matters), row.marks, row.grade) for row in snapshot.scores)
    return ReportTable(f"表{number} 年度考评结果", ("名次", "单位", "事项", "得分", "等次"), rows, wide=(1,))


def _months(snapshot: Snapshot, number: int) -> Chart:
    series = (
        Series("新登记", tuple(row.registered for row in snapshot.trend)),
        Series("按期办结", tuple(row.in_time for row in snapshot.trend)),
        Series("逾期办结", tuple(row.late for row in snapshot.trend)),
    )
    told = "；".join(
        f"{row.label}新登记{row.registered}件、按期办结{row.in_time}件、逾期办结{row.late}件" for row in snapshot.trend
    )
    names = tuple(row.label.partition("年")[2] for row in snapshot.trend)
    return Chart(f"图{number} 近12个月登记和办结", ChartKind.COLUMNS, names, series, told)


def _bars(snapshot: Snapshot, number: int) -> Chart:
    rows = [row for row in snapshot.units if row.open][:MOST_BARS]
    series = (
        Series("逾期未办结", tuple(row.red for row in rows)),
        Series("其他在办", tuple(row.open - row.red for row in rows)),
    )
    told = "；".join(f"{row.name}在办{row.open}件，逾期{row.red}件" for row in rows)
    return Chart(f"图{number} 各单位在办和逾期", ChartKind.BARS, tuple(row.name for row in rows), series, told)


_TABLES: Mapping[str, Callable[[Snapshot, int], ReportTable]] = {
    UNITS: _units,
    PLANS: _plans,
    OVERDUE: _overdue,
    INDICATORS: _indicators,
    SCORES: _scores,
}
_CHARTS: Mapping[str, Callable[[Snapshot, int], Chart]] = {MONTHS: _months, LATE_BARS: _bars}
