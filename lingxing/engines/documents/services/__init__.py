"""Writes to the library. Every function is one transaction with its ledger entry."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Gazette
from lingxing.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """What an import did with one document: `outcome` is new, changed or unchanged; `version` its sequence now."""

    key: str
    title: str
    outcome: str
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


def import_gazette(gazette: Gazette, actor: Actor, at: dt.datetime) -> ImportResult:
    """Store a gazette in one transaction; the same content again changes nothing."""
    raise NotImplementedError


def correct_value(key: str, path: str, value: str, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Set the value at `path` of a document (see `domain.corrections`) and keep who, why and when.

    Raises LingxingError for an unknown document or path, a value of the wrong form, or a missing reason.
    """
    raise NotImplementedError


def confirm_value(key: str, path: str, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Record that a person checked the value at `path`; it then stands against a later re-import."""
    raise NotImplementedError


def withdraw_correction(key: str, path: str, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Withdraw the standing correction or confirmation at `path` by a new act; the source's value shows again."""
    raise NotImplementedError


def resolve_problem(problem_id: int, note: str, actor: Actor, at: dt.datetime) -> None:
    """Close a problem with a note; raises LingxingError where it is unknown, closed already, or the note is empty."""
    raise NotImplementedError


def reopen_problem(problem_id: int, note: str, actor: Actor, at: dt.datetime) -> None:
    """Open a closed problem again."""
    raise NotImplementedError


def merge_organs(organ_id: int, into_id: int, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Let one organ stand for another of the same city: its names and tasks show under `into_id`."""
    raise NotImplementedError
