"""Numbers that a document states beside the indicators of its package, each with the form that takes it over; what was
taken over, with the form that corrects it and every definition that it had."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from lingxing.engines.parties.access import today
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.taking import indicator_from, suggested, told_definition, written
from lingxing.engines.supervision.models import TakenIndicator
from lingxing.engines.supervision.queries.indicators import MeasuredIndicator
from lingxing.engines.supervision.queries.stated import uncovered_of
from lingxing.engines.supervision.queries.taken import definitions_of, may_redefine
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


def defined(account: Account, found: MeasuredIndicator, posted: QueryDict) -> Mapping[str, Any]:
    """Return what the page of an indicator shows of its definition: the form that corrects it, which holds what was
    sent, and every definition that it had, the latest first."""
    redefining = posted.get("do") == "redefine"
    return {
        **TAKING_CHOICES,
        "may_redefine": may_redefine(account, found.package, found.indicator.name, today()),
        "redefining": redefining,
        "defined": {**written(found.indicator), **(posted.dict() if redefining else {})},
        "definitions": [_definition_row(row) for row in definitions_of(found.package, found.indicator.name)],
    }


def _definition_row(row: TakenIndicator) -> dict[str, Any]:
    ended = "" if row.withdrawn_at is None else "改正" if row.corrected_id else "撤销"
    return {"row": row, "told": told_definition(indicator_from(row.name, row.definition)), "ended": ended}
