"""What a matter's row says, worked out from the acts of its case. The acts go by the names that a supervision
procedure gives them; an act that it lacks changes nothing."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ITEM, ASSIST = "item", "assist"
"""The services of a supervision procedure: a matter, and the part of a joint unit."""
REGISTER, ASSIGN, REPORT = "register", frozenset({"assign", "assign_monthly"}), "report"
RETURN = frozenset({"return_report", "return_report_monthly"})
CONCLUDE = frozenset({"conclude", "conclude_complex"})
FINISH = "finish"
"""The clock until when a matter is to be done."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act that stands, and the plain values that it gave."""

    name: str
    day: dt.date
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a clock: its last day, and the first on which a fifth of the time or less is left."""

    clock: str
    due: dt.date | None
    yellow: dt.date | None


@dataclass(frozen=True, slots=True)
class Mirror:
    """The days and counts of a matter."""

    registered_on: dt.date
    assigned_on: dt.date | None
    due_on: dt.date | None
    yellow_on: dt.date | None
    reported_on: dt.date | None
    concluded_on: dt.date | None
    urged_on: dt.date | None
    listed_on: dt.date | None
    referred_on: dt.date | None
    calls: int
    returns: int


def mirrored(acts: Sequence[Act], runs: Iterable[Run]) -> Mirror | None:
    """Return what a matter's row says; None while it has not been registered.

    Reading: 退回重报、重办另定限期的，以新的限期为准；督查通知、挂牌、问责另定的限期不改变是否按期的判断（第七条）。
    """
    registered = _first(acts, {REGISTER})
    if registered is None:
        return None
    due, yellow = _due(acts, list(runs))
    return Mirror(
        registered,
        _first(acts, ASSIGN),
        due,
        yellow,
        _reported(acts),
        _last(acts, CONCLUDE),
        _first(acts, {"urge"}),
        _first(acts, {"list_publicly"}),
        _first(acts, {"refer"}),
        sum(act.name == "call" for act in acts),
        sum(act.name in RETURN for act in acts),
    )


def _first(acts: Sequence[Act], names: Iterable[str]) -> dt.date | None:
    return next((act.day for act in acts if act.name in names), None)


def _last(acts: Sequence[Act], names: Iterable[str]) -> dt.date | None:
    return next((act.day for act in reversed(acts) if act.name in names), None)


def _reported(acts: Sequence[Act]) -> dt.date | None:
    last = next((act for act in reversed(acts) if act.name in {REPORT, *RETURN}), None)
    return last.day if last and last.name == REPORT else None


def _due(acts: Sequence[Act], runs: Sequence[Run]) -> tuple[dt.date | None, dt.date | None]:
    returned = next((act for act in reversed(acts) if act.name in RETURN), None)
    if returned is not None and isinstance(given := returned.values.get("correct_by"), str):
        day = dt.date.fromisoformat(given)
        later = next((run for run in reversed(runs) if run.due == day), None)
        return day, later.yellow if later else None
    last = next((run for run in reversed(runs) if run.clock == FINISH), None)
    return (last.due, last.yellow) if last else (None, None)
