"""What `lingxing policy show` tells of a plan: its indicators, and what it corrects of the extracted tasks."""

from collections.abc import Iterator
from typing import Any

from lingxing.cli.rules.layout import table
from lingxing.kernel.exact import decimal_string
from lingxing.language.plans import Indicator, PlanCatalogue, TaskCorrection


def plan_lines(catalogue: PlanCatalogue) -> Iterator[str]:
    """Yield the indicators and the corrections, a line each under a heading; nothing where there are none."""
    if catalogue.indicators:
        yield ""
        yield "指标"
        yield from table([_indicator_row(one) for one in catalogue.indicators.values()])
    if catalogue.tasks:
        yield ""
        yield "任务的更正和补充"
        yield from table([_task_row(one) for one in catalogue.tasks.values()])
    for one in catalogue.indicators.values():
        if one.note:
            yield f"  理解（{one.name}）：{one.note}"


def _indicator_row(one: Indicator) -> tuple[str, ...]:
    targets = "，".join(f"{target.on.isoformat()} {_value(one, target.value)}" for target in one.targets)
    before = (
        f"基期 {one.baseline.year} {one.baseline.area} {decimal_string(one.baseline.value)}" if one.baseline else ""
    )
    return one.name, one.label, targets, one.article, before


def _value(one: Indicator, value: Any) -> str:
    return f"{one.better.sign}{decimal_string(value)}{one.unit_label}"


def _task_row(one: TaskCorrection) -> tuple[str, ...]:
    return one.id, _done(one), one.article, one.reason


def _done(one: TaskCorrection) -> str:
    if one.adds:
        return "补充"
    if one.drop:
        return "去掉"
    if one.split:
        return f"拆成 {len(one.split)} 项"
    return f"与 {len(one.merge)} 项合并" if one.merge else "更正"


def plan_described(catalogue: PlanCatalogue) -> dict[str, Any]:
    """Return the same for JSON, numbers as decimal strings."""
    return {
        "indicators": [_described(one) for one in catalogue.indicators.values()],
        "tasks": [{"id": one.id, "change": _done(one), "reason": one.reason} for one in catalogue.tasks.values()],
    }


def _described(one: Indicator) -> dict[str, Any]:
    before = one.baseline
    return {
        "name": one.name,
        "label": one.label,
        "article": one.article,
        "unit": one.unit,
        "kind": one.kind.value,
        "better": one.better.value,
        "over": one.over.value,
        "since": one.since,
        "area": one.area,
        "holder": list(one.holder),
        "baseline": {"value": decimal_string(before.value), "year": before.year, "area": before.area}
        if before
        else None,
        "targets": {target.on.isoformat(): decimal_string(target.value) for target in one.targets},
        "note": one.note,
        "where": one.where,
    }
