"""The few statements of every commit of the writer, which all bidders wait for."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection

from lingxing.kernel.canonical import Json, canonical_json
from lingxing.kernel.moments import moments_of

_LOCK = "SELECT id FROM auctions_lot WHERE id IN ({marks}) ORDER BY id"
# SQLite finds rows by their index from a list that is joined, and reads the whole table for one behind IN.
_ANSWERS = (
    "WITH wanted (lot, paddle, key) AS (VALUES {marks}) "
    "SELECT found.lot_id, found.paddle, found.key, found.asked, found.answer FROM wanted "
    "JOIN auctions_bidrequest found "
    "ON found.lot_id = wanted.lot AND found.paddle = wanted.paddle AND found.key = wanted.key"
)
_ADD_ANSWERS = "INSERT INTO auctions_bidrequest (lot_id, paddle, key, at, asked, answer) VALUES {marks}"
_ADD_SECRETS = "INSERT INTO auctions_lotsecret (lot_id, sequence, sealed) VALUES {marks}"
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


def ask_often() -> None:
    """On SQLite have this connection give up after a millisecond where others write, so that its user asks again.

    SQLite itself waits ever longer between two looks: who writes one thing after the other passes it by for seconds.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 1")


def limit_waiting(milliseconds: int) -> None:
    """Let no statement of this transaction wait longer for a lock; on SQLite nothing waits inside one."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {int(milliseconds)}")


def known_answers(asked: Sequence[tuple[int, int, str]]) -> dict[tuple[int, int, str], tuple[str, dict[str, Json]]]:
    """Return question and answer of those requests (lot, paddle, key) that were answered before."""
    if not asked:
        return {}
    text = _ANSWERS.format(marks=_places(len(asked), 3))
    with connection.cursor() as cursor:
        cursor.execute(text, [value for one in asked for value in one])
        rows = cursor.fetchall()
    return {(lot, paddle, key): (question, _loaded(answer)) for lot, paddle, key, question, answer in rows}


def add_answers(rows: Sequence[AnswerRow]) -> None:
    """Store what bidders asked and were answered."""
    as_written = moments_of(connection.vendor)
    texts = [canonical_json(row.answer) for row in rows]
    cells = [(row.lot_id, row.paddle, row.key, as_written(row.at), row.asked) for row in rows]
    _add(_ADD_ANSWERS, [(*cell, text) for cell, text in zip(cells, texts, strict=True)])


def add_secrets(rows: Sequence[tuple[int, int, str]]) -> None:
    """Store sealed fields: lot, sequence and sealed text."""
    _add(_ADD_SECRETS, rows)


def move_lots(rows: Sequence[LotRow]) -> None:
    """Write what the events add up to into the lots' rows."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_MOVE, [_moved(row) for row in rows])


def _moved(row: LotRow) -> tuple[Any, ...]:
    as_written = moments_of(connection.vendor)
    wakes_at, published_at, ended_at = (
        moment and as_written(moment) for moment in (row.wakes_at, row.published_at, row.ended_at)
    )
    return (row.stage, row.suspended, wakes_at, row.events, published_at, ended_at, row.lot_id)


def _add(text: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows in one statement: one way to the database, and one moment in which others may take the interpreter."""
    if rows:
        with connection.cursor() as cursor:
            marks = _places(len(rows), len(rows[0]))
            cursor.execute(text.format(marks=marks), [value for row in rows for value in row])


@lru_cache(maxsize=512)
def _places(rows: int, columns: int) -> str:
    return ", ".join([f"({_marks(columns)})"] * rows)


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


def _loaded(answer: Any) -> dict[str, Json]:
    """Return the answer as a mapping: PostgreSQL gives JSON as text or read, as its driver is set up."""
    found: dict[str, Json] = json.loads(answer) if isinstance(answer, str | bytes) else answer
    return found
