"""What procedure.yaml declares: services, and in each who may do what, when, with which papers and by which day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lingxing.language.procedures.conditions import Condition
from lingxing.language.procedures.inputs import Field, FieldKind, Personal, RequiredPaper
from lingxing.language.procedures.showings import (
    CatalogueColumn,
    CatalogueItem,
    CatalogueList,
    Guide,
    IssuedDocumentKind,
    Publication,
    PublicationKind,
    Queue,
    Register,
)

__all__ = [
    "APPLICANT",
    "BACK",
    "EVERYONE",
    "SAME",
    "START",
    "SYSTEM",
    "Act",
    "CatalogueColumn",
    "CatalogueItem",
    "CatalogueList",
    "Check",
    "Clock",
    "ClockKind",
    "ClockStart",
    "Duty",
    "Field",
    "FieldKind",
    "Guide",
    "IssuedDocumentKind",
    "Personal",
    "Procedure",
    "Publication",
    "PublicationKind",
    "Queue",
    "Register",
    "RequiredPaper",
    "Role",
    "Rung",
    "Service",
    "State",
    "Target",
]

APPLICANT = "applicant"
"""The role of the case's party and of those who represent it."""
EVERYONE = "everyone"
"""The role of anybody, without an account: objections, complaints."""
SYSTEM = "system"
"""Lingxing itself, acting on a clock."""
START = "start"
"""The state before a case exists: an act from here opens one."""
SAME = "same"
"""Target of an act that leaves the state as it is."""
BACK = "back"
"""Target of an act that returns to the state before the present one: the end of a suspension."""


class Duty(StrEnum):
    """What a person does in an organ; a role names the duty that its acts need."""

    CLERK = "clerk"
    HEAD = "head"
    FINANCE = "finance"
    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who acts: an organ has `organ` or `named_by`, the three fixed roles neither."""

    name: str
    label: str
    organ: str = ""
    """The name to bind an organ of the installation to."""
    duty: Duty = Duty.CLERK
    where: str = ""
    named_by: str = ""
    """The field of kind organ that names, in each case, the organ that plays the role; nobody while it is empty."""

    @property
    def is_organ(self) -> bool:
        """Return whether an organ plays the role."""
        return bool(self.organ or self.named_by)


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that must hold for an act, with the words that refuse it."""

    condition: Condition
    label: str
    """In Chinese, what must hold: 年满18周岁."""
    article: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where an act leads: the first target whose condition holds."""

    state: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a role does in a case."""

    name: str
    label: str
    article: str
    by: tuple[str, ...]
    """Roles; SYSTEM for what a clock does by itself."""
    source: tuple[str, ...]
    """States from which it may be done; (START,) for acts that open a case."""
    targets: tuple[Target, ...]
    fields: tuple[str, ...] = ()
    """Fields filled in (or changed) by this act, in the order of the form."""
    papers: tuple[str, ...] = ()
    """Papers handed in or replaced by this act."""
    checks: tuple[Check, ...] = ()
    needs_reason: bool = False
    computes: Mapping[str, str] = field(default_factory=dict)
    """Field → formula of the package, worked out from the case's facts when the act is done."""
    sets: Mapping[str, Condition] = field(default_factory=dict)
    """Field → expression, such as today or link.field, worked out when the act is done."""
    issues: tuple[str, ...] = ()
    """Documents issued."""
    publishes: tuple[str, ...] = ()
    """Publications ordered."""
    marks: tuple[str, ...] = ()
    """Marks set on the case's party, such as broken_commitment."""
    clears: tuple[str, ...] = ()
    """Marks lifted from the case's party."""
    cascades: Mapping[str, str] = field(default_factory=dict)
    """Field of kind case → act done on the linked case in the same transaction, by SYSTEM. That act's checks and
    expressions read the case it comes from as origin.field."""
    each_role: bool = False
    """A joint act: every role of `by` does it once, one opinion each."""
    after: tuple[str, ...] = ()
    """Joint acts that every role must have done before."""
    verifies_originals: bool = False
    """Whoever acts confirms that the originals of all papers marked `original` were held against the copies."""
    asks_completion: bool = False
    """Lists everything that is missing (一次性告知): the act names papers and fields to be completed, at most once."""
    once: bool = False
    optional: bool = False
    """Possible, but nobody is waiting for it: it puts the case on no work list."""
    silent: bool = False
    """The applicant is not told."""
    set_off_by: str = ""
    """What outside the procedure has Lingxing do the act, in Chinese: the end of a sale. SYSTEM then fills in what is
    known there; nobody else may do such an act."""
    help: str = ""
    where: str = ""


class ClockKind(StrEnum):
    """What running out means."""

    DUTY = "duty"
    """Somebody has to act; late is counted against `holder`."""
    WINDOW = "window"
    """Somebody may act until then; afterwards it is too late."""
    WAIT = "wait"
    """Time has to pass, as of a public notice."""
    VALIDITY = "validity"
    """Something is valid until then."""


@dataclass(frozen=True, slots=True)
class ClockStart:
    """An act that starts a clock. `anchor`: event (the act's day), due (the due day of the clock's previous run) or the
    name of a date field."""

    act: str
    anchor: str = "event"


@dataclass(frozen=True, slots=True)
class Rung:
    """A day on which somebody is told: `at` such as half, 2 working days before, due, 1 working day after."""

    at: str
    tells: str = ""
    """The role told; "" for the clock's holder."""
    escalates: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A statutory term in a service: how long, from which act, counted how."""

    name: str
    label: str
    article: str
    kind: ClockKind
    term: str
    """As kernel.terms reads it; "" where `until_field` alone gives the day."""
    rule: str
    """civil, licensing or plain: see kernel.terms.CountingRule."""
    holder: str
    """The role whose time it is."""
    starts: tuple[ClockStart, ...]
    stops: tuple[str, ...] = ()
    """Acts that stop it: a joint act by its last part, or by that of the clock's holder. A final state stops every
    clock."""
    until_field: str = ""
    """A date field that says the last day; with a `term` beside it, that runs where the field is empty."""
    pauses: Mapping[str, str] = field(default_factory=dict)
    """State → cause in Chinese: the clock stands while the case is in that state."""
    extended_by: str = ""
    """The act that extends it, at most once."""
    extension: str = ""
    rungs: tuple[Rung, ...] = ()
    expires: str = ""
    """The act that SYSTEM does when the term has run out without a stop."""
    opens: str = ""
    """How long before the due day the window opens: 1 month. clock.NAME.open is true from then."""
    reading: str = ""
    """Which of two meanings of the text is followed, in Chinese."""
    where: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands. `outcome` names how it ended where it is final: granted, refused, withdrawn, lapsed,
    revoked, done."""

    name: str
    label: str
    final: bool = False
    settled: bool = False
    """The application is decided (final states are always settled); what follows is the life of what was granted: a
    permit to be endorsed, a lease. A settled case counts as concluded, may be rated, and names its outcome."""
    outcome: str = ""
    help: str = ""
    """What the applicant reads: what happens now, what to do."""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """One procedure of a document, such as an application for a permit."""

    package: str
    name: str
    label: str
    article: str
    audience: tuple[str, ...]
    """person, firm, organ: whom a case may be of; empty where a case has no party (a dwelling, an inspection)."""
    number: str
    """Prefix of case numbers, in capitals: BZF."""
    fields: Mapping[str, Field]
    papers: Mapping[str, RequiredPaper]
    states: Mapping[str, State]
    acts: Mapping[str, Act]
    clocks: Mapping[str, Clock]
    documents: Mapping[str, IssuedDocumentKind]
    publications: Mapping[str, Publication]
    registers: Mapping[str, Register]
    queues: Mapping[str, Queue]
    guide: Guide | None
    digest: str
    """Changes with any word of the definition."""
    title_field: str = ""
    """A field that is not personal and names the case in lists: a project, a dwelling."""
    hidden: bool = False
    """Kept out of the public list of services: opened by organs only."""
    where: str = ""

    @property
    def id(self) -> str:
        """Return <city>/<subject>_<year>/<service>."""
        return f"{self.package}/{self.name}"

    @property
    def openings(self) -> tuple[Act, ...]:
        """Return the acts that open a case, in the order of the file."""
        return tuple(act for act in self.acts.values() if START in act.source)


@dataclass(frozen=True, slots=True)
class Procedure:
    """Everything that procedure.yaml and catalogue.yaml of one package declare."""

    package: str
    roles: Mapping[str, Role]
    services: Mapping[str, Service]
    catalogue: Mapping[str, CatalogueList]
    marks: Mapping[str, str] = field(default_factory=dict)
    """What a party may carry from one case to others: name → Chinese label."""
