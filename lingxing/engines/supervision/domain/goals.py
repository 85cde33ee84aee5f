"""Goals that people type: a number with its unit that a task's unit has to reach, read exactly or refused."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import exact
from lingxing.language.plans import MEASURES, Goal

_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,12})?")
LONGEST_LABEL = 60
MOST = 20
"""How many goals are typed at once."""


def typed_goal(label: str, value: str, unit: str, due: dt.date | None) -> Goal:
    """Return a goal; `unit` is a key of MEASURES, thousands may be parted by commas. LingxingError says why not."""
    name = label.strip()
    if not name or len(name) > LONGEST_LABEL:
        raise LingxingError(
            "没有写目标的名称，或者太长", where="数量目标", remedy=f"请写明完成什么，不超过{LONGEST_LABEL}字"
        )
    bare = value.strip().replace(",", "").replace("，", "")
    if not bare:
        raise LingxingError("没有写目标的数", where=name, remedy="请填数字，如 12 或者 6.5；不要这个目标的，名称也清空")
    if not _NUMBER.fullmatch(bare):
        raise LingxingError(f"“{value[:40]}”不是数", where=name, remedy="请填数字，如 12 或者 6.5，单位另选")
    if unit not in MEASURES:
        raise LingxingError("没有选目标的单位", where=name, remedy="请从列出的单位中选择")
    return Goal(name, unit, exact(Decimal(bare)), due)


def typed_goals(rows: Iterable[Sequence[str]]) -> tuple[Goal, ...]:
    """Return the goals of rows of label, number, unit and day; rows without label and number are passed over."""
    filled = [row for row in rows if row[0].strip() or row[1].strip()]
    if len(filled) > MOST:
        raise LingxingError(f"一次最多写{MOST}个目标", where="数量目标", remedy="请分几次写，或者拆成几项任务")
    return tuple(typed_goal(label, value, unit, _day(due)) for label, value, unit, due in filled)


def _day(text: str) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise LingxingError(f"“{text[:20]}”不是日期", where="数量目标", remedy="请写作 2026-01-05") from None
