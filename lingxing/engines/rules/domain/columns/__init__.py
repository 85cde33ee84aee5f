"""Rules on columns: a program becomes integer expressions with proven ranges, which every column back-end reads."""

from lingxing.engines.rules.domain.columns.lowering import lower
from lingxing.engines.rules.domain.columns.plan import (
    MOST_EVENTS,
    SUBJECT,
    Act,
    Cell,
    Input,
    NotInColumns,
    Output,
    Plan,
    covered_column,
    eligible_column,
    known_column,
    walk,
)

__all__ = [
    "MOST_EVENTS",
    "SUBJECT",
    "Act",
    "Cell",
    "Input",
    "NotInColumns",
    "Output",
    "Plan",
    "covered_column",
    "eligible_column",
    "known_column",
    "lower",
    "walk",
]
