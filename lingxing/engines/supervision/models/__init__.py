"""Tables of supervision."""

from lingxing.engines.supervision.models.item import Item, ItemUnit, Source, UnitRole, Watermark
from lingxing.engines.supervision.models.measured import (
    Bulletin,
    MeasuredFile,
    MeasuredValue,
    OwnAssessment,
    TakenIndicator,
)
from lingxing.engines.supervision.models.plan import Plan, PlanTask
from lingxing.engines.supervision.models.record import Draw, Finding, Record, RecordFile, RecordKind

__all__ = [
    "Bulletin",
    "Draw",
    "Finding",
    "Item",
    "ItemUnit",
    "MeasuredFile",
    "MeasuredValue",
    "OwnAssessment",
    "Plan",
    "PlanTask",
    "Record",
    "RecordFile",
    "RecordKind",
    "Source",
    "TakenIndicator",
    "UnitRole",
    "Watermark",
]
