"""What a case is made of: commands asked for, events that happened, and the state they add up to."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.exact import Exact
from lingxing.language.procedures.definitions import START

if TYPE_CHECKING:
    from lingxing.engines.cases.domain.clocks import ClockRun

Scalar = Exact | str | bool | dt.date
"""One value: text, choice and case as str, money in fen, rates and quantities exact, dates, an organ by its id."""
Row = Mapping[str, Scalar]
FieldValue = Scalar | tuple[Row, ...]
"""What a field holds. A field that was emptied holds nothing: its name is absent."""

CORRECT = "correct"
"""The act of an event that takes another one back. No service may declare an act of that name."""


@dataclass(frozen=True, slots=True)
class Completion:
    """Everything that is missing, told at once (一次性告知): names of papers and fields, and words to the applicant."""

    papers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody asks for. `values` are as typed in (texts) or as JSON gives them; `papers` are attachment ids."""

    act: str
    values: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    completion: Completion | None = None
    originals_seen: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One act that was done. It holds whatever `apply` needs, so that folding asks nobody."""

    sequence: int
    """1 for the act that opens the case."""
    at: dt.datetime
    act: str
    actor: str
    role: str
    target: str
    """The state the case is in afterwards."""
    organ: int | None = None
    values: Mapping[str, FieldValue | None] = field(default_factory=dict)
    """Field → value; None empties a field. Computed and set fields included."""
    reason: str = ""
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anchors: Mapping[str, dt.date] = field(default_factory=dict)
    """Clock → the day it starts from, where that is not the day of the act."""
    completion: Completion | None = None
    originals_seen: bool = False
    standing_in_for: str = ""
    annuls: int | None = None
    """The sequence of the event that this one takes back; such an event changes nothing else."""

    @property
    def day(self) -> dt.date:
        """Return the day in Shanghai."""
        return self.at.astimezone(SHANGHAI).date()


@dataclass(frozen=True, slots=True)
class CaseState:
    """What the events of a case add up to."""

    state: str = START
    previous: str = ""
    """The state before the present one: where BACK leads."""
    since: dt.datetime | None = None
    """When the present state was entered."""
    opened_on: dt.date | None = None
    values: Mapping[str, FieldValue] = field(default_factory=dict)
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Paper → attachment ids, the last ones handed in."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Act → how often it was done."""
    opinions: Mapping[str, Mapping[str, Mapping[str, FieldValue]]] = field(default_factory=dict)
    """Joint act → role → what it gave, in the present round: a round begins when the case enters the act's states."""
    clocks: Mapping[str, "tuple[ClockRun, ...]"] = field(default_factory=dict)
    """Clock → its runs, oldest first."""
    started: Mapping[str, tuple[dt.datetime, ...]] = field(default_factory=dict)
    """Clock → the instants that its runs were started at, for terms in hours."""
    expired: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Clock → which of its runs (from 1) ended by running out."""
    completion: Completion | None = None
    """What was asked for and has not been handed in yet."""
    originals_seen: bool = False
    sequence: int = 0
    """The last event's."""
    settled: bool = False
    closed: bool = False
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class RefusedCheck:
    """One reason why an act can't be done, in Chinese, with the article it rests on."""

    label: str
    article: str = ""
    field: str = ""
    """The field, paper or other input it is about."""

    def __str__(self) -> str:
        """Return the reason with its article in brackets."""
        return f"{self.label}（{self.article}）" if self.article else self.label
