"""The few statements of every commit of the writer, which all bidders wait for."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from lingxing.kernel.canonical import Json, canonical_json

_LOCK = "SELECT id FROM auctions_lot WHERE id IN ({marks}) ORDER BY id"
_ANSWERS = (
    "SELECT lot_id, paddle, key, asked, answer FROM auctions_bidrequest WHERE (lot_id, paddle, key) IN (VALUES {marks})"
)
_ADD_ANSWER = "INSERT INTO auctions_bidrequest (lot_id, paddle, key, at, asked, answer) VALUES (%s, %s, %s, %s, %s, %s)"
_ADD_SECRET = "INSERT INTO auctions_lotsecret (lot_id, sequence, sealed) VALUES (%s, %s, %s)"  # noqa: S105
_MOVE = (
    "UPDATE auctions_lot SET stage = %s, suspended = %s, wakes_at = %s, events = %s, "
    "published_at = COALESCE(published_at, %s), ended_at = COALESCE(ended_at, %s) WHERE id = %s"
)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A request of a bidder as it was asked, and what it was answered."""

    lot_id: int
    paddle: int
    key: str
    at: dt.datetime
    asked: str
    answer: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class LotRow:
    """What a lot's events add up to in its row."""

    lot_id: int
    stage: str
    suspended: bool
    wakes_at: dt.datetime | None
    events: int
    published_at: dt.datetime | None
    ended_at: dt.datetime | None


def lock_lots(lot_ids: Collection[int], *, wait: bool = True) -> list[int]:
    """Lock lots, in the order of their ids, and return those that exist; without `wait` only those that are free.

    On SQLite the transaction holds the only write lock there is.
    """
    if not lot_ids:
        return []
    text = _LOCK.format(marks=_marks(len(lot_ids)))
    if connection.vendor != "sqlite":
        text += " FOR UPDATE" if wait else " FOR UPDATE SKIP LOCKED"
    with connection.cursor() as cursor:
        cursor.execute(text, sorted(lot_ids))
        return [lot_id for (lot_id,) in cursor.fetchall()]


def limit_waiting(milliseconds: int) -> None:
    """Let no statement of this transaction wait longer for a lock; on SQLite nothing waits inside one."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {int(milliseconds)}")


def known_answers(asked: Sequence[tuple[int, int, str]]) -> dict[tuple[int, int, str], tuple[str, dict[str, Json]]]:
    """Return question and answer of those requests (lot, paddle, key) that were answered before."""
    if not asked:
        return {}
    text = _ANSWERS.format(marks=", ".join(["(%s, %s, %s)"] * len(asked)))
    with connection.cursor() as cursor:
        cursor.execute(text, [value for one in asked for value in one])
        rows = cursor.fetchall()
    return {(lot, paddle, key): (question, _loaded(answer)) for lot, paddle, key, question, answer in rows}


def add_answers(rows: Sequence[AnswerRow]) -> None:
    """Store what bidders asked and were answered."""
    _many(_ADD_ANSWER, [(r.lot_id, r.paddle, r.key, _at(r.at), r.asked, canonical_json(r.answer)) for r in rows])


def add_secrets(rows: Sequence[tuple[int, int, str]]) -> None:
    """Store sealed fields: lot, sequence and sealed text."""
    _many(_ADD_SECRET, rows)


def move_lots(rows: Sequence[LotRow]) -> None:
    """Write what the events add up to into the lots' rows."""
    _many(_MOVE, [_moved(row) for row in rows])


def _moved(row: LotRow) -> tuple[Any, ...]:
    moments = (_at(row.published_at), _at(row.ended_at))
    return (row.stage, row.suspended, _at(row.wakes_at), row.events, *moments, row.lot_id)


def _many(text: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(text, rows)


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


def _at(moment: dt.datetime | None) -> Any:
    """Return a moment as the database takes it: SQLite as text in UTC."""
    if moment is None or connection.vendor != "sqlite":
        return moment
    return str(moment.astimezone(dt.UTC).replace(tzinfo=None))


def _loaded(answer: Any) -> dict[str, Json]:
    """Return the answer as a mapping: PostgreSQL gives JSON as text or read, as its driver is set up."""
    found: dict[str, Json] = json.loads(answer) if isinstance(answer, str | bytes) else answer
    return found
