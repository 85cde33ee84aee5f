"""What 潜政发〔2025〕14号 pays an operator for let space, months counted one by one; written from the document alone.

Rows are dicts of the package's fact names.
"""

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

Facts = Mapping[str, Any]
FIRST, LAST = dt.date(2025, 11, 10), dt.date(2028, 12, 31)


def _month_later(start: dt.date, months: int) -> dt.date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def full_months(start: dt.date, end: dt.date) -> int:
    """Return the months that lie whole between the two days, both included."""
    months = 0
    while _month_later(start, months + 1) <= end + dt.timedelta(days=1):
        months += 1
    return months


def occupancy_reward(operator: Facts, merchants: Sequence[Facts]) -> int:
    """Return the operator's reward in fen: four CNY a square metre and month, eight for those in the statistics."""
    due = operator["applicant_role"] == "operator" and operator["district_kind"] in {"newly_built", "idle"}
    if not due or operator["commercial_area"] < 10_000 or operator["occupancy_rate"] < Decimal("0.6"):
        return 0
    return sum(_of_merchant(merchant) for merchant in merchants)


def _of_merchant(merchant: Facts) -> int:
    months = full_months(max(merchant["moved_in_on"], FIRST), min(merchant["settled_through"], LAST))
    rate = 8 if merchant["merchant_in_statistics"] else 4
    return int(merchant["let_area"] * rate * months * 100)
