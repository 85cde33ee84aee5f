"""What is handed in: the fields that are filled in during a case, and the papers of the applicant."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lingxing.kernel.exact import Exact
from lingxing.kernel.units import PLAIN, Unit
from lingxing.language.definitions import Fact
from lingxing.language.procedures.conditions import Condition


class FieldKind(StrEnum):
    """The types that a field may have beside those of facts."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    MONEY = "money"
    RATE = "rate"
    QUANTITY = "quantity"
    COUNT = "count"
    CHOICE = "choice"
    DATE = "date"
    BOOL = "bool"
    IDENTITY_NUMBER = "identity_number"
    CREDIT_CODE = "credit_code"
    PHONE = "phone"
    ROWS = "rows"
    CASE = "case"
    ORGAN = "organ"
    """An organ of the installation; its id is the value."""


class Personal(StrEnum):
    """What kind of personal data a field holds: it is sealed, masked, and redacted by this rule when published."""

    NAME = "name"
    IDENTITY = "identity"
    PHONE = "phone"
    ADDRESS = "address"
    ACCOUNT = "account"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is filled in during a case. Numbers and bounds are in base units (fen for money), as of facts."""

    name: str
    label: str
    kind: FieldKind
    article: str = ""
    help: str = ""
    required: bool = True
    when: Condition | None = None
    """Asked only where this holds."""
    personal: Personal | None = None
    prefill: str = ""
    """Where it may already be on record: party.name, party.identity, party.phone, party.address, or a known fact such
    as person.household_register."""
    fact: Fact | None = None
    """The fact of facts.yaml that this field gives to the rules; a fact of a list is one of its only event."""
    fact_list: str = ""
    """Fields of kind rows: the list of facts.yaml that these rows give to the rules."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Name → Chinese label, for choices (of a catalogue list: its keys and labels)."""
    catalogue: str = ""
    """The list of catalogue.yaml that the choices come from; its columns are read as field.column in conditions."""
    lower: Exact | dt.date | None = None
    upper: Exact | dt.date | None = None
    decimals: int = 0
    unit: Unit = PLAIN
    unit_label: str = ""
    """Chinese unit shown behind the field: 元, 平方米, 天."""
    most: int = 200
    """Longest text, or most rows."""
    columns: "Mapping[str, Field]" = field(default_factory=dict)
    """The columns of rows."""
    service: str = ""
    """Fields of kind case: the service of the case linked to, of the same package."""
    states: tuple[str, ...] = ()
    """Fields of kind case: the states in which it may be linked."""
    own: bool = True
    """Fields of kind case: whether only cases of the same party may be linked."""
    where: str = ""


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    """A paper (材料) that the applicant hands in."""

    name: str
    label: str
    article: str
    required: bool = True
    when: Condition | None = None
    reuse: str = ""
    """The known fact under which a paper once given is found again (once-only): person.household_register."""
    original: bool = False
    """Whether the original is held against the copy before the act that says so."""
    promised: bool = False
    """Whether it may be handed in after the decision, on a commitment."""
    help: str = ""
    where: str = ""
