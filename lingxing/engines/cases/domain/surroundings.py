"""What an act may ask for beyond its own case: day, calendar, linked cases, the party's marks, queues, rules."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lingxing.engines.cases.domain.clocks import ClockRun
from lingxing.engines.cases.domain.state import FieldValue, Scalar
from lingxing.kernel.calendars import WorkCalendar
from lingxing.language.procedures.conditions import UNKNOWN, Blank
from lingxing.language.procedures.definitions import Service

Computed = Scalar | Blank
"""What a formula comes to, or UNKNOWN where facts are missing or the document leaves it open."""


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """Another case, as a condition may read it."""

    id: str
    package: str
    service: str
    number: str
    state: str
    values: Mapping[str, FieldValue]
    party: UUID | None = None
    declared: Service | None = None
    """Its service, for its clocks."""
    clocks: Mapping[str, tuple[ClockRun, ...]] = field(default_factory=dict)
    expired: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def _no_case(case: str) -> LinkedCase | None:
    del case
    return None


def _no_count(service: str, state: str) -> int:
    del service, state
    return 0


def _no_links(case: str, service: str, state: str) -> int:
    del case, service, state
    return 0


def _none(which: str) -> int:
    del which
    return 0


def _no_name(name: str) -> bool:
    del name
    return False


def _any_organ(organ: int) -> bool:
    del organ
    return True


def _no_formula(formula: str, values: Mapping[str, FieldValue]) -> Computed:
    del formula, values
    return UNKNOWN


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The world around one case on one day. Each question is asked only where a condition needs the answer."""

    today: dt.date
    calendar: WorkCalendar
    party: UUID | None = None
    """The case's party."""
    origin: LinkedCase | None = None
    """The case whose act this one follows from (cascades), as it stands after that act."""
    linked_case: Callable[[str], LinkedCase | None] = _no_case
    """Case id → that case."""
    has_mark: Callable[[str], bool] = _no_name
    """Mark → whether the party carries it in this city."""
    objections: Callable[[str], int] = _none
    """open or upheld → how many."""
    first_in_queue: Callable[[str], bool] = _no_name
    cases_of_party: Callable[[str, str], int] = _no_count
    """Service, state → how many other cases of the party stand there."""
    cases_linking_here: Callable[[str, str], int] = _no_count
    """Service, state → how many cases that link to this one stand there."""
    cases_linking_to: Callable[[str, str, str], int] = _no_links
    """Case id, service, state → how many cases that link to that one stand there."""
    organ_stands: Callable[[int], bool] = _any_organ
    """Organ id → whether it is one of the installation that stands on the day, neither merged nor abolished."""
    formula: Callable[[str, Mapping[str, FieldValue]], Computed] = _no_formula
    """Formula, values of the case → what it comes to."""
