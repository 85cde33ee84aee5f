"""What is typed or imported as an indicator's value: read exactly, refused with its reason."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import Exact, exact
from lingxing.language.plans import PARTS, Indicator, IndicatorKind

COLUMNS = ("编号", "指标", "区域", "数值所属日期", "数值", "单位", "来源", "更正原因")
"""The headings of the sheet that goes out and comes back."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")
_EARLIEST = dt.date(1949, 10, 1)
_LIMITS = {"source": ("来源", 300), "reason": ("更正原因", 500), "area": ("区域", 100)}


class WrongValue(LingxingError):
    """A value that can't be taken."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A value as it is to be kept. `reason` says why it replaces another of the same day; "" where it is the first."""

    indicator: str
    area: str
    on: dt.date
    value: Exact
    source: str
    reason: str = ""


def read_value(text: str, indicator: Indicator) -> Exact:
    """Return the number in the indicator's unit. WrongValue says what it takes.

    A sign of the unit may stand behind it; thousands may be parted by commas.
    """
    words = text.strip().replace(",", "").replace("，", "").replace("％", "%")
    bare = words.removesuffix(indicator.unit_label).strip()
    if not _NUMBER.fullmatch(bare):
        remedy = f"请填以{indicator.unit_label}计的数，如 26.52"
        raise WrongValue(f"“{text[:40]}”不是这个指标的数值", where=indicator.label, remedy=remedy)
    value = exact(Decimal(bare))
    _check_bounds(value, indicator)
    return value


def _check_bounds(value: Exact, indicator: Indicator) -> None:
    if indicator.kind is IndicatorKind.COUNT and value < 0:
        raise WrongValue("数量不能小于0", where=indicator.label, remedy="请核对数值")
    whole = {"percent": 100, "permille": 1000}.get(indicator.unit)
    if indicator.kind is IndicatorKind.SHARE and indicator.unit in PARTS and whole and not 0 <= value <= whole:
        raise WrongValue(f"占比在0至{whole}{indicator.unit_label}之间", where=indicator.label, remedy="请核对数值")
    if indicator.kind is IndicatorKind.GROWTH and whole and value <= -whole:
        raise WrongValue(f"增速须大于-{whole}{indicator.unit_label}", where=indicator.label, remedy="请核对数值")


def read_day(text: str, today: dt.date) -> dt.date:
    """Return the day that a value speaks of: a date, or a year, which is its last day. WrongValue for the future."""
    words = text.strip().removesuffix("年")
    words = f"{words}-12-31" if re.fullmatch(r"[0-9]{4}", words) else words.replace("/", "-")
    try:
        day = dt.date.fromisoformat(words)
    except ValueError:
        remedy = "请写作 2025-12-31，全年的数值也可只写年份"
        raise WrongValue(f"“{text[:40]}”不是日期", where="数值所属日期", remedy=remedy) from None
    if not _EARLIEST <= day <= today:
        raise WrongValue("日期还没有到，或太早", where="数值所属日期", remedy="只填报已经发生的数值")
    return day


def entered(indicator: Indicator, given: Mapping[str, str], today: dt.date) -> Entered:
    """Return what `area`, `on`, `value`, `source` and `reason` say. WrongValue for the first that does not fit."""
    words = {name: given.get(name, "").strip() for name in ("area", "on", "value", "source", "reason")}
    for name, (label, most) in _LIMITS.items():
        if len(words[name]) > most or "\x00" in words[name]:
            raise WrongValue(f"超过{most}字", where=label, remedy="请精简")
    if not words["source"]:
        raise WrongValue("没有写明来源", where="来源", remedy="请写统计年鉴、部门报表等出处")
    value, day = read_value(words["value"], indicator), read_day(words["on"], today)
    return Entered(indicator.name, words["area"] or indicator.area, day, value, words["source"], words["reason"])


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that came back: its number in the sheet, what it says or why it can't be taken."""

    number: int
    label: str
    entered: Entered | None
    refused: str = ""


def read_sheet(
    rows: Sequence[Sequence[str]], indicators: Mapping[str, Indicator], today: dt.date
) -> tuple[SheetRow, ...]:
    """Return the rows with a value, each whole or refused whole. WrongValue where the headings are others."""
    if not rows or tuple(rows[0][: len(COLUMNS)]) != COLUMNS:
        remedy = f"第一行须为：{'、'.join(COLUMNS)}；请用下载的表格填写"
        raise WrongValue("表头与下载的表格不同", where="第1行", remedy=remedy)
    padded = [[*row, *[""] * len(COLUMNS)][: len(COLUMNS)] for row in rows[1:]]
    return tuple(_row(at, row, indicators, today) for at, row in enumerate(padded, 2) if row[4].strip())


def _row(number: int, row: Sequence[str], indicators: Mapping[str, Indicator], today: dt.date) -> SheetRow:
    name, label, area, on, value, _, source, reason = (text.strip() for text in row)
    indicator = indicators.get(name)
    if indicator is None:
        return SheetRow(number, label or name, None, "没有这个编号的指标，请用下载的表格填写")
    given = {"area": area, "on": on, "value": value, "source": source, "reason": reason}
    try:
        return SheetRow(number, indicator.label, entered(indicator, given, today))
    except WrongValue as error:
        return SheetRow(number, indicator.label, None, str(error))
