"""Numbers that a document states beside the indicators of its package, each with the form that takes it over."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from lingxing.engines.supervision.domain.taking import suggested
from lingxing.engines.supervision.queries.stated import uncovered_of
from lingxing.kernel.dates import format_date
from lingxing.language.packages import load_package
from lingxing.language.plans import MEASURES, Better, IndicatorKind

_SIGNS = {"at_least": "≥", "at_most": "≤", "above": ">", "below": "<", "equal": "", "about": "约"}
TAKING_CHOICES: Mapping[str, Any] = {
    "measures": MEASURES,
    "kinds": [(one.value, one.label) for one in IndicatorKind],
    "signs": [(one.value, one.sign) for one in Better],
}
"""What the forms offer."""


def stated_rows(package: str, posted: QueryDict) -> list[dict[str, Any]]:
    """Return what no indicator covers, in printed order; the form that was sent holds what was typed."""
    area, every = load_package(package).policy.city, uncovered_of(package)
    sent = posted.get("key", "")
    return [
        {
            "one": one,
            "number": f"{_SIGNS.get(one.better, '')}{one.value}{one.unit}",
            "due": format_date(one.due_on) if one.due_on else "",
            "given": {**suggested(one, area, every), **(posted.dict() if sent == one.key else {})},
            "open": sent == one.key,
        }
        for one in every
    ]
