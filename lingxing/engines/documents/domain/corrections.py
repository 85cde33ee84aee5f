"""Editors' corrections, laid over the text as read without touching it."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from lingxing.engines.documents.domain.encoding import adapter
from lingxing.engines.documents.domain.model import Document, Validity
from lingxing.engines.documents.domain.places import LostPlace, place_label, set_value, value_at
from lingxing.kernel.dates import Period, last_day_in_force
from lingxing.kernel.errors import LingxingError


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
    """An editor's act on the value at `path` (see `places`); values are JSON values.

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
    CONFLICT: it says something third, and the editor's value is shown all the same; LOST: the place no longer exists,
    so that the act is shown and not applied.
    """

    act: Act
    state: MarkState
    source_now: object


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document with the standing acts applied, and their marks in the order of the acts."""

    document: Document
    marks: tuple[Mark, ...] = ()


def standing_acts(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Return the last act on each path, without those withdrawn since, in the order of the acts."""
    last: dict[str, Act] = {}
    for act in acts:
        last.pop(act.path, None)
        if act.kind is not ActKind.WITHDRAW:
            last[act.path] = act
    return tuple(last.values())


def apply_acts(document: Document, acts: Iterable[Act]) -> Corrected:
    """Return the document with the standing acts laid over it; what follows from a set value follows.

    A corrected date moves an effect that was the date's, a moved effect moves the end of a period counted from it, and
    an instrument whose validity was the document's keeps it so, unless these values were set themselves.
    """
    standing = standing_acts(acts)
    if not standing:
        return Corrected(document)
    source = adapter(Document).dump_python(document, mode="json")
    said = adapter(Document).dump_python(document, mode="json")
    marks = tuple(_lay(act, source, said) for act in standing)
    corrected = _validated(said, standing)
    return Corrected(_with_consequences(document, corrected, {act.path for act in standing}), marks)


def source_value(document: Document, path: str) -> object:
    """Return the JSON value that the document as read holds at `path`; LingxingError where there is none."""
    label = place_label(path)
    try:
        return value_at(adapter(Document).dump_python(document, mode="json"), path)
    except LostPlace:
        raise LingxingError("文件中没有这一项", where=label, remedy="请刷新页面后再试") from None


def _lay(act: Act, source: Mapping[str, Any], said: Mapping[str, Any]) -> Mark:
    try:
        now = value_at(source, act.path)
        set_value(said, act.path, act.value)
    except LostPlace:
        return Mark(act, MarkState.LOST, None)
    if now == act.value:
        return Mark(act, MarkState.AGREES, now)
    return Mark(act, MarkState.APPLIED if now == act.source_value else MarkState.CONFLICT, now)


def _validated(said: Mapping[str, Any], standing: Sequence[Act]) -> Document:
    try:
        return adapter(Document).validate_python(said)
    except ValidationError as error:
        label = place_label(standing[-1].path)
        raise LingxingError(
            "更正的内容不符合该项的格式", where=label, remedy=f"请检查：{error.errors()[0]['msg']}"
        ) from None


def _with_consequences(source: Document, corrected: Document, paths: set[str]) -> Document:
    validity = _follow(source, corrected, source.validity, corrected.validity, _fields(paths, "validity/"))
    instruments = []
    for before, after in zip(source.instruments, corrected.instruments, strict=True):
        fields = _fields(paths, f"instruments/{before.id}/validity/")
        alike = before.validity == source.validity and not fields
        own = validity if alike else _follow(source, corrected, before.validity, after.validity, fields)
        instruments.append(dataclasses.replace(after, validity=own))
    return dataclasses.replace(corrected, validity=validity, instruments=tuple(instruments))


def _fields(paths: set[str], root: str) -> set[str]:
    return {path.removeprefix(root) for path in paths if path.startswith(root)}


def _follow(source: Document, corrected: Document, before: Validity, after: Validity, fields: set[str]) -> Validity:
    if "effective_on" not in fields and before.effective_on and before.effective_on == source.date:
        after = dataclasses.replace(after, effective_on=corrected.date)
    period = parse_period(after.valid_for)
    moved = after.effective_on != before.effective_on or after.valid_for != before.valid_for
    if "expires_on" not in fields and moved and period and after.effective_on:
        after = dataclasses.replace(after, expires_on=_end(after.effective_on, period))
    return after


def _end(effective: dt.date, period: Period) -> dt.date | None:
    """Return the last day in force, or None where the calendar ends before it."""
    try:
        return last_day_in_force(effective, period)
    except (ValueError, OverflowError):
        return None


def parse_period(text: str | None) -> Period | None:
    """Return the period of an ISO 8601 duration of whole years, months and days (P5Y, P1Y6M), or None."""
    if not text or not text.startswith("P") or len(text) > 20:
        return None
    amounts = {"Y": 0, "M": 0, "D": 0}
    digits = ""
    for sign in text[1:]:
        if sign.isascii() and sign.isdecimal():
            digits += sign
        elif sign in amounts and digits:
            amounts[sign], digits = int(digits), ""
        else:
            return None
    return None if digits else Period(amounts["Y"], amounts["M"], amounts["D"])
