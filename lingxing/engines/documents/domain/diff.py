"""What changed between two texts of a document, unit by unit."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What happened to a unit."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class RunKind(StrEnum):
    """What happened to a run of characters."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters of the old text (same, removed) or of the new one (same, added)."""

    kind: RunKind
    text: str


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit's change, in the order of the new text; ids and citations are empty on the side where it is absent.

    A moved unit stands at another id with the same words (`runs` is then one run) or similar ones.
    """

    kind: ChangeKind
    before_id: str
    after_id: str
    before_citation: str
    after_citation: str
    runs: tuple[Run, ...]
