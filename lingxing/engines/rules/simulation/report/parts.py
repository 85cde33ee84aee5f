"""What the report shows, in words and figures: headings, tables, and what the charts are drawn from."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from lingxing.engines.rules.domain.columns.plan import Output
from lingxing.engines.rules.shown import date_text, number_text
from lingxing.engines.rules.simulation.changes import changes
from lingxing.engines.rules.simulation.presenting import (
    amount,
    lacking_counts,
    left_out_texts,
    settled_text,
    single_texts,
    unchanged,
)
from lingxing.engines.rules.simulation.running import Findings
from lingxing.engines.rules.simulation.summary import Bin, GroupTotals, OutputSummary
from lingxing.kernel.exact import Exact, decimal_string, exact
from lingxing.kernel.units import CNY, PLAIN
from lingxing.language.nodes import Kind

_BESIDE = 4
"""Columns of a table that still stand beside a chart."""
LAW, REFORM = "现行", "调整后"
Table = Mapping[str, Any]
"""`heading`, and `lines` of (name, cells)."""


def report_parts(findings: Findings, made_on: dt.date) -> dict[str, Any]:
    """Return everything that the template shows, as text."""
    policy, law = findings.study.law.policy, findings.study.law
    reformed = findings.study.reform is not None
    return {
        "title": policy.title,
        "origin": "，".join(filter(None, [policy.document_number, policy.issuer])),
        "as_of": date_text(law.on),
        "made_on": date_text(made_on),
        "reformed": reformed,
        "facts": _facts(findings),
        "changes": [vars_of(one) for one in changes(law, findings.study.reform)],
        "overview": _overview(findings, reformed=reformed),
        "outputs": [_output(number, one, reformed=reformed) for number, one in enumerate(_told(findings), 1)],
        "same": [one.output.label for one in _shown(findings) if reformed and unchanged(one)],
        "budgets": [settled_text(one, _yuan) for one in findings.budgets],
        "reasons": _reasons(findings),
        "rejected_file": findings.study.rejected_path.name,
        "rejected": f"{findings.rejected:,}",
        "incomplete": f"{findings.incomplete:,}" if findings.incomplete else "",
        "lacking": [(label, f"{number:,}") for label, number in lacking_counts(findings)],
        "notes": _notes(findings),
    }


def vars_of(change: Any) -> Mapping[str, str]:
    """Return a change's texts by name."""
    return {name: getattr(change, name) for name in ("label", "article", "before", "after")}


def _shown(findings: Findings) -> list[OutputSummary]:
    """Return the outputs that have anything to show."""
    return [one for one in findings.outputs if one.everybody.law.covered or one.everybody.reform.covered]


def _told(findings: Findings) -> list[OutputSummary]:
    """Return the outputs that have a section of their own: with a reform, those that it changes."""
    reformed = findings.study.reform is not None
    return [one for one in _shown(findings) if not (reformed and unchanged(one))]


def _yuan(fen: Exact) -> str:
    text = number_text(fen, CNY)
    return f"{text} 元" if "." in text else f"{text}.00 元"


def _facts(findings: Findings) -> list[tuple[str, str]]:
    study = findings.study
    found = [
        ("数据", study.data.name),
        ("读入", f"{findings.read:,} 行"),
        ("算出", f"{findings.rows:,} 行"),
        ("退回", f"{findings.rejected:,} 行"),
    ]
    if findings.incomplete:
        found.append(("缺事实", f"{findings.incomplete:,} 行"))
    if findings.plan.rows:
        found.append((study.law.subject_label or "对象", f"{findings.subjects:,} 个"))
    return [*found, ("引擎", study.engine)]


def _overview(findings: Findings, *, reformed: bool) -> Table:
    head = (
        ["结果", f"{LAW}合计", f"{REFORM}合计", "差额", "增加的", "减少的"]
        if reformed
        else ["结果", "合计", "符合", "不符合"]
    )
    lines = []
    for one in _shown(findings):
        output, whole = one.output, one.everybody
        name = f"{output.label}（{_unit(output)}）" if _unit(output) else output.label
        cells = [figure(output, whole.law.total)]
        if reformed:
            cells += [figure(output, whole.reform.total), _signed(output, whole.change)]
            cells += [f"{whole.winners.number:,}", f"{whole.losers.number:,}"]
        else:
            cells += [f"{whole.law.eligible:,}", f"{whole.law.covered - whole.law.eligible:,}"]
        lines.append((name, cells))
    return {"heading": head, "lines": lines}


def _unit(output: Output) -> str:
    return "" if output.kind is Kind.BOOL else output.unit.label


def figure(output: Output, whole: int) -> str:
    """Return one of the plan's integers as people write it, without its unit; money to the fen."""
    if output.kind is Kind.BOOL:
        return f"{whole:,}"
    text = number_text(amount(output, whole), output.unit)
    return f"{text}.00" if output.unit.base == 1 and "." not in text else text


def _signed(output: Output, whole: int) -> str:
    return f"+{figure(output, whole)}" if whole > 0 else figure(output, whole)


def _output(number: int, summary: OutputSummary, *, reformed: bool) -> Mapping[str, Any]:
    output, whole = summary.output, summary.everybody
    charts = [_totals(summary), _moved(summary)] if reformed else []
    if output.kind is Kind.NUMBER and len(summary.bins) > 1:
        charts.append(_distribution(summary, reformed=reformed))
    if output.kind is Kind.NUMBER and len({*summary.law_deciles, *summary.reform_deciles}) > 1:
        charts.append(_deciles(summary, reformed=reformed))
    if summary.groups:
        charts.append(_groups(summary, reformed=reformed))
    for place, chart in enumerate(charts, 1):
        chart["id"] = f"chart-{number}-{place}"
    return {
        "label": output.label,
        "unit": _unit(output),
        "counts": _counts(output, whole, reformed=reformed),
        "charts": charts,
    }


def _counts(output: Output, whole: GroupTotals, *, reformed: bool) -> str:
    sides = [(LAW, whole.law), (REFORM, whole.reform)] if reformed else [("", whole.law)]
    told = []
    for name, side in sides:
        parts = [f"符合条件 {side.eligible:,}", f"不符合 {side.covered - side.eligible:,}"] if output.eligible else []
        if missed := whole.rows - side.covered:
            parts.append(f"文件未作规定 {missed:,}")
        told.append(name + "、".join(parts) if parts else "")
    return "；".join(filter(None, told))


# ---- charts ----


def _chart(
    kind: str, title: str, names: Sequence[str], series: Sequence[tuple[str, Sequence[str]]], table: Table
) -> dict[str, Any]:
    """Return a chart: bars or a line over `names`, each series (name, decimal strings), and its table."""
    return {
        "kind": kind,
        "title": title,
        "names": list(names),
        "series": [{"name": name, "values": list(values)} for name, values in series],
        "table": table,
        "stacked": len(table["heading"]) > _BESIDE,
    }


def _plain(output: Output, whole: int) -> str:
    """Return one of the plan's integers as a plain decimal of its declared unit, for a chart."""
    value = Fraction(whole, output.denominator) / Fraction(100) ** (output.unit.base or 0)
    return decimal_string(exact(value)).removesuffix("…")


def _totals(summary: OutputSummary) -> dict[str, Any]:
    output, whole = summary.output, summary.everybody
    lines = [(LAW, [figure(output, whole.law.total)]), (REFORM, [figure(output, whole.reform.total)])]
    table = {
        "heading": ["", f"合计（{_unit(output) or '个'}）"],
        "lines": [*lines, ("差额", [_signed(output, whole.change)])],
    }
    values = [_plain(output, whole.law.total), _plain(output, whole.reform.total)]
    return _chart("across", "合计", [LAW, REFORM], [("合计", values)], table)


def _moved(summary: OutputSummary) -> dict[str, Any]:
    output, whole = summary.output, summary.everybody
    still = whole.rows - whole.winners.number - whole.losers.number
    lines = [
        (name, [f"{moved.number:,}", figure(output, moved.total), figure(output, moved.most)])
        for name, moved in (("增加", whole.winners), ("减少", whole.losers))
    ]
    heading = ["", "个数", f"共（{_unit(output) or '个'}）", "一个最多"]
    table = {"heading": heading, "lines": [*lines, ("不变", [f"{still:,}", "", ""])]}
    values = [str(whole.winners.number), str(whole.losers.number), str(still)]
    return _chart("moved", "谁多得，谁少得", ["增加", "减少", "不变"], [("个数", values)], table)


def _sides(law: Sequence[str], reform: Sequence[str], *, reformed: bool) -> list[tuple[str, Sequence[str]]]:
    return [(LAW, law), (REFORM, reform)] if reformed else [(LAW, law)]


def _distribution(summary: OutputSummary, *, reformed: bool) -> dict[str, Any]:
    output = summary.output
    names = [bin_name(output, one) for one in summary.bins]
    sides = _sides([str(one.law) for one in summary.bins], [str(one.reform) for one in summary.bins], reformed=reformed)
    lines = [
        (name, [f"{one.law:,}", f"{one.reform:,}"] if reformed else [f"{one.law:,}"])
        for name, one in zip(names, summary.bins, strict=True)
        if one.law or one.reform
    ]
    table = {"heading": [_unit(output) or "数值", *(name for name, _ in sides)], "lines": lines}
    return _chart("bars", f"分布（每档个数，{_unit(output) or '数值'}）", names, sides, table)


def bin_name(output: Output, one: Bin) -> str:
    """Return the amounts of a bin: 0, 1–2, 5000–1万."""
    if one.lower is None:
        return "负数"
    if one.upper == 1 and one.lower == 0:
        return "0"
    upper = _short(output, one.upper or 0)
    return f"不到{upper}" if one.lower == 1 else f"{_short(output, one.lower)}–{upper}"


_LARGE = ((10**8, "亿"), (10**4, "万"))


def _short(output: Output, whole: int) -> str:
    value = Fraction(_plain(output, whole))
    size, word = next(((size, word) for size, word in _LARGE if value >= size), (1, ""))
    return number_text(exact(value / size), PLAIN) + word


def _deciles(summary: OutputSummary, *, reformed: bool) -> dict[str, Any]:
    output = summary.output
    names = [f"{tenth}0%" for tenth in range(1, 10)]
    law, reform = summary.law_deciles, summary.reform_deciles or summary.law_deciles
    sides = _sides([_plain(output, v) for v in law], [_plain(output, v) for v in reform], reformed=reformed)
    lines = [
        (name, [figure(output, before), *([figure(output, after)] if reformed else [])])
        for name, before, after in zip(names, law, reform, strict=True)
    ]
    table = {"heading": ["处在", *(f"{name}（{_unit(output)}）" for name, _ in sides)], "lines": lines}
    return _chart("line", "十分位（从低到高排在各处的数，三位有效数字）", names, sides, table)


def _groups(summary: OutputSummary, *, reformed: bool) -> dict[str, Any]:
    output = summary.output
    groups = sorted(summary.groups, key=lambda group: -abs(group.law.total))
    law, reform = ([_plain(output, side) for side in sides] for sides in _totals_of(groups))
    lines = []
    for group in groups:
        cells = [f"{group.rows:,}", figure(output, group.law.total)]
        if reformed:
            cells += [figure(output, group.reform.total), _signed(output, group.change)]
            cells += [f"{group.winners.number:,}", f"{group.losers.number:,}"]
        lines.append((group.group, cells))
    more = [REFORM, "差额", "增加的", "减少的"] if reformed else []
    table = {"heading": ["分组", "个数", LAW, *more], "lines": lines}
    sides = _sides(law, reform, reformed=reformed)
    return _chart("bars", f"分组合计（{_unit(output) or '个'}）", [group.group for group in groups], sides, table)


def _totals_of(groups: Sequence[GroupTotals]) -> tuple[list[int], list[int]]:
    return [group.law.total for group in groups], [group.reform.total for group in groups]


# ---- what was left out ----


def _reasons(findings: Findings) -> list[tuple[str, str, str]]:
    ordered = sorted(findings.reasons.items(), key=lambda item: -item[1])
    return [(column or "（整行）", reason, f"{number:,}") for (column, reason), number in ordered]


def _notes(findings: Findings) -> list[str]:
    notes = []
    if findings.assumed:
        notes.append(f"数据里没有这些列，按声明的默认值计算：{'、'.join(findings.assumed)}。")
    if findings.sorted_first:
        notes.append("数据没有按对象和日期排好，计算前先作了排序；同一天的事件保持原有先后。")
    notes += [f"{text.removesuffix('。')}。" for text in (*single_texts(findings), *left_out_texts(findings))]
    notes.append("合计、个数和各档个数都是精确值，金额精确到分；文件未作规定的不计入合计，也不当作零。")
    return notes
