"""Numbers that a document states and no indicator of its package covers: found, suggested to a person, taken over."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from lingxing.engines.supervision.domain.entering import WrongValue
from lingxing.kernel.dates import format_date
from lingxing.kernel.exact import Exact, decimal_string, exact
from lingxing.language.plans import MEASURES, PARTS, Baseline, Better, Indicator, IndicatorKind, Target

PREFIX = "stated_"
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")
_TARGET = re.compile(r"([0-9]{4}(?:-[0-9]{2}-[0-9]{2})?)年?[\s:：]+(\S+)")
_LONGEST = {"label": ("名称", 100), "area": ("区域", 100), "holder": ("责任单位", 500), "note": ("说明", 500)}
_MOST_TARGETS = 20


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as the document prints it: `place` cites where, `text` are its words, `unit` and `value` as printed."""

    task_id: str
    position: int
    place: str
    name: str
    better: str
    value: str
    unit: str
    text: str
    due_on: dt.date | None

    @property
    def key(self) -> str:
        """Return the name under which it is taken over: the same for the same place of the same text."""
        told = f"{self.task_id}|{self.position}|{self.name}|{self.value}{self.unit}"
        return f"{PREFIX}{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def uncovered(stated: Iterable[Stated], declared: Iterable[Indicator]) -> tuple[Stated, ...]:
    """Return what no declared indicator covers, in printed order.

    Reading: 单位相同、有一个目标数值相同（都写明年份的，年份也相同），名称又有两个字以上相连相同的，是同一个指标。
    """
    known = list(declared)
    return tuple(one for one in stated if not any(_covers(indicator, one) for indicator in known))


def _covers(indicator: Indicator, one: Stated) -> bool:
    if indicator.name == one.key:
        return True
    value = _number(one.value)
    same = [target for target in indicator.targets if target.value == value]
    if one.due_on is not None:
        same = [target for target in same if target.year == one.due_on.year]
    return bool(same) and one.unit == indicator.unit_label and _alike(indicator.label, one.name)


def _alike(first: str, second: str) -> bool:
    pairs = {first[at : at + 2] for at in range(len(first) - 1)}
    return any(second[at : at + 2] in pairs for at in range(len(second) - 1))


def _number(text: str) -> Exact | None:
    try:
        return exact(Decimal(text.replace(",", "")))
    except (InvalidOperation, ValueError):
        return None


def suggested(one: Stated, area: str, every: Iterable[Stated]) -> dict[str, str]:
    """Return what the form begins with: what is printed, as far as it fits; the targets of all days of that name."""
    unit = next((key for key, label in MEASURES.items() if label == one.unit), "")
    growth = "增长" in one.name or "增速" in one.name
    kind = IndicatorKind.LEVEL
    if unit in PARTS:
        kind = IndicatorKind.GROWTH if growth else IndicatorKind.SHARE
    better = one.better if one.better in set(Better) else Better.AT_LEAST
    alike = {(other.due_on, other.value) for other in every if (other.name, other.unit) == (one.name, one.unit)}
    dated = sorted(f"{day.isoformat()} {value}" for day, value in alike if day is not None)
    return {
        "label": one.name,
        "unit": unit,
        "kind": kind.value,
        "better": str(better),
        "targets": "\n".join(dated if one.due_on else [one.value]),
        "baseline": "",
        "area": area,
        "holder": "",
        "note": "",
    }


def taken(key: str, place: str, given: Mapping[str, str]) -> Indicator:
    """Return the indicator of that key and place as a person confirmed it. WrongValue for the first thing that does
    not fit."""
    words = {name: given.get(name, "").strip() for name in ("label", "unit", "area", "holder", "note")}
    for name, (label, most) in _LONGEST.items():
        if len(words[name]) > most or "\x00" in words[name]:
            raise WrongValue(f"超过{most}字", where=label, remedy="请精简")
    for name, label in (("label", "名称"), ("area", "区域")):
        if not words[name]:
            raise WrongValue(f"没有写{label}", where="指标", remedy=f"请填写{label}")
    if words["unit"] not in MEASURES:
        raise WrongValue("没有选单位", where=words["label"], remedy="请从列出的单位中选择")
    kind, better = given.get("kind", ""), given.get("better", "")
    if kind not in set(IndicatorKind) or better not in set(Better):
        raise WrongValue("没有选类别或者比较方式", where=words["label"], remedy="请从列出的各项中选择")
    return Indicator(
        key,
        words["label"],
        place,
        words["unit"],
        IndicatorKind(kind),
        Better(better),
        _targets(given.get("targets", "")),
        words["area"],
        _baseline(given.get("baseline", ""), words["area"]),
        tuple(name.strip() for name in re.split("[、，,]", words["holder"]) if name.strip()),
        note=words["note"],
    )


def written(indicator: Indicator) -> dict[str, str]:
    """Return what the form holds of an indicator, so that `taken` makes the same of it again."""
    base = indicator.baseline
    return {
        "label": indicator.label,
        "unit": indicator.unit,
        "kind": indicator.kind.value,
        "better": indicator.better.value,
        "targets": "\n".join(f"{one.on.isoformat()} {decimal_string(one.value)}" for one in indicator.targets),
        "baseline": f"{base.year} {decimal_string(base.value)}" if base else "",
        "area": indicator.area,
        "holder": "、".join(indicator.holder),
        "note": indicator.note,
    }


def _targets(text: str) -> tuple[Target, ...]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not 1 <= len(lines) <= _MOST_TARGETS:
        raise WrongValue("没有写目标，或者太多", where="目标", remedy=f"每行一个：2025 90，最多{_MOST_TARGETS}行")
    found = sorted((_dated(line, "目标") for line in lines), key=lambda target: target.on)
    if len({target.on for target in found}) < len(found):
        raise WrongValue("同一天有两个目标", where="目标", remedy="请只留一个")
    return tuple(found)


def _dated(line: str, where: str) -> Target:
    """Return what a line of day (or year: its last day) and number says."""
    parts = _TARGET.fullmatch(line)
    number = parts[2].replace(",", "") if parts else ""
    if parts is None or not _NUMBER.fullmatch(number):
        raise WrongValue(f"“{line[:40]}”读不懂", where=where, remedy="请写作 2025 90 或者 2025-06-30 90")
    day = parts[1] if "-" in parts[1] else f"{parts[1]}-12-31"
    try:
        return Target(dt.date.fromisoformat(day), exact(Decimal(number)))
    except ValueError:
        raise WrongValue(f"“{parts[1]}”不是日期", where=where, remedy="请写作 2025 或者 2025-06-30") from None


def _baseline(text: str, area: str) -> Baseline | None:
    if not text.strip():
        return None
    read = _dated(text.strip(), "基期")
    return Baseline(read.value, read.on.year, area)


def definition_of(indicator: Indicator) -> dict[str, Any]:
    """Return the indicator as it is stored: exact numbers as fractions."""
    base = indicator.baseline
    return {
        "label": indicator.label,
        "article": indicator.article,
        "unit": indicator.unit,
        "kind": indicator.kind.value,
        "better": indicator.better.value,
        "targets": [[target.on.isoformat(), str(Fraction(target.value))] for target in indicator.targets],
        "area": indicator.area,
        "baseline": [str(Fraction(base.value)), base.year, base.area] if base else None,
        "holder": list(indicator.holder),
        "note": indicator.note,
    }


def told_definition(indicator: Indicator) -> str:
    """Return the definition in a sentence: name, kind, targets, baseline, area, who answers."""
    unit, sign, base = indicator.unit_label, indicator.better.sign, indicator.baseline
    aims = "、".join(f"{format_date(one.on)}{sign}{decimal_string(one.value)}{unit}" for one in indicator.targets)
    told = [f"{indicator.label}（{indicator.kind.label}）", f"目标{aims}"]
    told += [f"基期{base.year}年{decimal_string(base.value)}{unit}"] if base else []
    told += [indicator.area, *(["、".join(indicator.holder)] if indicator.holder else [])]
    return "；".join([*told, indicator.note] if indicator.note else told)


def indicator_from(name: str, held: Mapping[str, Any]) -> Indicator:
    """Return the indicator that `definition_of` stored."""
    base = held["baseline"]
    return Indicator(
        name,
        held["label"],
        held["article"],
        held["unit"],
        IndicatorKind(held["kind"]),
        Better(held["better"]),
        tuple(Target(dt.date.fromisoformat(on), exact(Fraction(value))) for on, value in held["targets"]),
        held["area"],
        Baseline(exact(Fraction(base[0])), base[1], base[2]) if base else None,
        tuple(held["holder"]),
        note=held["note"],
    )
