"""Editors' corrections, laid over the text as read without touching it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lingxing.engines.documents.domain.model import Document


class ActKind(StrEnum):
    """What an editor does to a value."""

    CORRECT = "correct"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


class MarkState(StrEnum):
    """How the source, as read now, stands to the value that an editor set."""

    APPLIED = "applied"
    AGREES = "agrees"
    CONFLICT = "conflict"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Act:
    """An editor's act on one value: `path` names it, `value` and `source_value` are JSON values (see `paths`).

    `source_value` is what the source said when the editor acted.
    """

    id: int
    kind: ActKind
    path: str
    value: object
    source_value: object
    reason: str
    actor: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """A standing act beside what the source says now.

    APPLIED: the source still says what it said; AGREES: it now says what the editor set (also after a confirmation);
    CONFLICT: it says something third; LOST: the place no longer exists, so that the act is shown and not applied.
    """

    act: Act
    state: MarkState
    source_now: object


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document with the standing acts applied, and their marks in the order of the acts."""

    document: Document
    marks: tuple[Mark, ...] = ()
