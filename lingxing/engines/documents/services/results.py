"""What writes return."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What an import did with a document; EARLIER is a text older than the current one, kept and not current."""

    NEW = "new"
    CHANGED = "changed"
    EARLIER = "earlier"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """A document of an imported gazette: its version's sequence now, and how many units differ from the one before."""

    key: str
    title: str
    outcome: Outcome
    version: int
    changed_units: int = 0


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. `unchanged` says that nothing was written."""

    gazette_id: int
    label: str
    digest: str
    documents: tuple[ImportedDocument, ...]
    unchanged: bool
