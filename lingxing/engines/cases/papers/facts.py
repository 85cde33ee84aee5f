"""What a paper may say of its case."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lingxing.language.procedures.definitions import CatalogueList, Service


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """A case that a field of kind case names, as a paper may quote it."""

    service: Service
    number: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is known when a paper is issued. Values are typed as in the case: money int fen, date, bool, choice key."""

    document_number: str
    """The paper's own, already numbered: 鄂住租核〔2026〕12号."""
    case_number: str
    applicant: str
    """Name of the case's party in full; empty for cases without one."""
    organ: str
    """The signing organ's name as of the day."""
    issued_on: dt.date
    """The day in Shanghai."""
    code: str
    """IssuedDocument.code: 20 random characters or more, what the QR code leads to."""
    salt: str
    """128 random bits or more as text: keeps the published digest from being guessed back to personal values."""
    applicant_is_person: bool = True
    """Names of persons are masked to who verifies; those of firms and organs are public."""
    act_label: str = ""
    reason: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    linked: Mapping[str, LinkedCase] = field(default_factory=dict)
    """Field of kind case → the case it names."""
    due: Mapping[str, dt.date | None] = field(default_factory=dict)
    """Clock → its due day; none while it stands."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """Document of this case → the number of its newest issue, those of the same act included."""
    missing: tuple[str, ...] = ()
    """Completion requests: everything that is missing, one line each."""
    catalogue: Mapping[str, CatalogueList] = field(default_factory=dict)
    """Procedure.catalogue, for {matter.organ}."""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    review_organ: str = ""
    """To whom a review is applied for; empty: the people's government that the organ's name begins with."""
    court: str = ""
    """Empty: the people's court that has jurisdiction."""
