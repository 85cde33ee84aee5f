"""The figures of a period as tables, for the workbook and for publication."""

from lingxing.engines.hotline.domain.figures import DEFINITIONS, LABELS, MEASURES
from lingxing.engines.hotline.queries.boards import Board, Line

_PUBLIC = ("concluded", "called", "on_time", "redone", "satisfied")
_SHOWN = (
    "received",
    "declined",
    "joined",
    "at_once",
    "forwarded",
    "concluded",
    "handled",
    "on_time",
    "returned",
    "redone",
)
HEADINGS = ("承办单位", "受理量", "办结", "服务办结率", "评价回访率", "按时办结率", "发回重办率", "群众满意度")


def unit_rows(found: Board) -> list[tuple[str, ...]]:
    """Return a row a unit, the total last: counts and rates as texts."""
    return [_row(line) for line in (*found.units, found.total)]


def _row(line: Line) -> tuple[str, ...]:
    counts = (str(line.counts.received), str(line.counts.concluded))
    return (line.label, *counts, *(line.rate(key).shown for key in _PUBLIC))


def full_rows(lines: tuple[Line, ...]) -> list[tuple[str | int, ...]]:
    """Return all figures of some lines."""
    return [
        (
            line.label,
            *(getattr(line.counts, name) for name in MEASURES),
            line.overdue,
            *(rate.shown for rate in line.rates),
        )
        for line in lines
    ]


def full_headings(first: str, found: Board) -> tuple[str, ...]:
    """Return the headings of `full_rows`."""
    return (first, *(LABELS[name] for name in MEASURES), "逾期未答复", *(rate.label for rate in found.total.rates))


def definitions(found: Board) -> list[tuple[str, str]]:
    """Return every figure with what it counts."""
    counted = [(LABELS[name], DEFINITIONS[name]) for name in MEASURES]
    shares = [(rate.label, rate.definition) for rate in (*found.total.rates, found.answered)]
    return [*counted, ("逾期未答复", "办结期限的最后一天已经过去，单位一次也没有答复"), *shares]
