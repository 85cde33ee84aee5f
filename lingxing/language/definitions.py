"""What a package declares: the policy, its facts, its parameters, its formulas."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lingxing.kernel.exact import Exact
from lingxing.kernel.units import PLAIN, Unit
from lingxing.language.nodes import Node, Type, Value

AUDIENCES: Mapping[str, str] = {"person": "个人", "household": "家庭", "firm": "企业", "organ": "机关单位"}
"""Whom rules may be for."""


class FactKind(StrEnum):
    """The types that a fact may have in facts.yaml."""

    MONEY = "money"
    RATE = "rate"
    QUANTITY = "quantity"
    COUNT = "count"
    CHOICE = "choice"
    DATE = "date"
    BOOL = "bool"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that must be known of a case. Form, API, columns, checks and samples all come from here.

    Numbers: `lower` ≤ value ≤ `upper` in base units (fen for money), at most `decimals` decimals of the declared unit
    (2 for money, 0 for counts). Dates: `lower` ≤ value ≤ `upper` too. `effort` is what it costs a person to find out:
    0 on record, 1 known by heart, 2 on a paper at home, 3 to be obtained.
    """

    name: str
    label: str
    kind: FactKind
    type: Type
    unit: Unit = PLAIN
    decimals: int = 0
    lower: Exact | dt.date | None = None
    upper: Exact | dt.date | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    """Name → Chinese label."""
    default: Value | None = None
    help: str = ""
    article: str = ""
    record: str = ""
    """Where the fact may already be on record, in Chinese."""
    effort: int = 1
    source: tuple[str, str] | None = None
    """(package id, formula) that computes the fact where it is not given."""
    scope: str = ""
    """The list that the fact belongs to, or "" for the subject."""
    where: str = ""
    """File and line."""


@dataclass(frozen=True, slots=True)
class Group:
    """A way of cutting a list's ordered events into runs: all of them, or those with the same day, month or year."""

    name: str
    fact: str = ""
    part: str = ""
    """"", "day", "month" or "year" of the date `fact`; both empty for the whole list."""


@dataclass(frozen=True, slots=True)
class FactList:
    """A list of ordered events of the subject, such as claims."""

    name: str
    label: str
    item: str
    """One event, in Chinese: 次就医."""
    ordered_by: str
    """A date fact of the list; events of one day keep the order in which they are given."""
    groups: Mapping[str, Group]
    facts: Mapping[str, Fact]


class Shape(StrEnum):
    """The form of a parameter's value."""

    SCALAR = "scalar"
    BRACKETS = "brackets"
    TIERS = "tiers"
    TABLE = "table"


Steps = tuple[tuple[Exact, Value], ...]
"""((threshold, rate or value), …), thresholds ascending, in base units."""
Table = Mapping[tuple[str, ...], Exact]
"""Keys in the order of `by`; a bool is written "true" or "false"."""
Setting = Value | Steps | Table
"""A parameter's value on some day."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the document, with its dates and its article."""

    name: str
    label: str
    article: str
    shape: Shape
    type: Type
    """The type of the value looked up (of the rate, for brackets)."""
    versions: tuple[tuple[dt.date, Setting], ...] = ()
    """(first day, value), ascending. Empty where the installation must supply the value."""
    by: tuple[str, ...] = ()
    """Tables: names of the facts or formulas whose choices are the keys."""
    over: Unit = PLAIN
    """Brackets and tiers: unit of the thresholds."""
    lower: Exact | None = None
    upper: Exact | None = None
    """What a simulation may set a scalar to."""
    choices: Mapping[str, str] = field(default_factory=dict)
    supplied: bool = False
    where: str = ""

    def on(self, day: dt.date) -> Setting | None:
        """Return the value in force on the day; None before the first one and where none is supplied."""
        return next((value for first, value in reversed(self.versions) if first <= day), None)


@dataclass(frozen=True, slots=True)
class Formula:
    """A named result of a package.

    `node` is a FORMULA node. `readings` are the docstring's `Reading:` lines, `summary` its first line (English).
    """

    name: str
    label: str
    article: str
    node: Node
    summary: str
    readings: tuple[str, ...] = ()
    internal: bool = False
    """Shown in the trace only, not among the outputs."""
    choices: Mapping[str, str] = field(default_factory=dict)
    since: dt.date | None = None
    where: str = ""
    audience: str = ""
    """Whom the result is for, where that is not the policy's audience."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Measures that exclude each other for the same thing: one is kept (就高不重复, 从新, 从优)."""

    group: str
    """Measures of all packages of a city that name the same group are compared."""
    label: str
    article: str
    measures: tuple[str, ...]
    keep: str
    """highest, newest or chosen (the applicant chooses)."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A yearly budget over all applicants."""

    label: str
    article: str
    measures: tuple[str, ...]
    parameter: str
    order: str
    """first_come (by the order of the rows) or pro_rata (in proportion; fen left over go to the largest remainders)."""


@dataclass(frozen=True, slots=True)
class NotComputable:
    """Something the document orders without a figure."""

    label: str
    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What policy.yaml says of the document."""

    id: str
    """<city>/<subject>_<year>."""
    title: str
    document_number: str
    issuer: str
    effective: dt.date
    expires: dt.date | None
    """Last day in force; None where the document sets none."""
    interpreter: str
    basis: tuple[str, ...]
    abstract: str
    city: str = ""
    """Chinese name."""
    audience: str = ""
    """Whom the rules are for: one of AUDIENCES. A formula may name another."""
    topic: str = ""
    instrument: str = ""
    """Title of the instrument inside a notice, where it differs from `title`."""
    builds_on: tuple[str, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    not_computable: tuple[NotComputable, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Program:
    """A package's rules as of one day, ready to run: the graph with the parameters bound.

    A parameter bound to None has no value on that day (or waits for the installation to supply one).
    """

    policy: Policy
    on: dt.date
    subject_label: str
    facts: Mapping[str, Fact]
    lists: Mapping[str, FactList]
    formulas: Mapping[str, Formula]
    parameters: Mapping[str, Parameter]
    settings: Mapping[str, Setting | None]
    borrowed: Mapping[str, Formula] = field(default_factory=dict)
    """The formulas of other packages that the graph takes over, by <package id>.<formula>; their articles name the
    document."""

    @property
    def audiences(self) -> frozenset[str]:
        """Return everybody whom an output is for."""
        return frozenset(formula.audience or self.policy.audience for formula in self.outputs.values())

    @property
    def outputs(self) -> Mapping[str, Formula]:
        """Return the formulas that answer the question, in the order of the file."""
        return {name: formula for name, formula in self.formulas.items() if not formula.internal}
