"""The few statements by which entries and leaves are added: every act waits for them, each way to the database counts.

Existing streams take two ways to PostgreSQL and three calls of SQLite, which lies in the same process.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from lingxing.engines.ledger.domain.entries import START, Entry
from lingxing.engines.ledger.domain.proofs import Leaf
from lingxing.kernel.moments import moments_of

_FIELDS = tuple(Entry.__slots__)
_FIND = "SELECT length, head FROM ledger_ledgerstream WHERE name = %s"
_HEADS = "SELECT name, length, head FROM ledger_ledgerstream WHERE name IN ({marks})"
# Whoever finds no row may have been overtaken: the update that changes nothing waits for the other and locks its row.
_OPEN = (
    f"INSERT INTO ledger_ledgerstream (name, length, head) VALUES (%s, 0, '{START}') "  # noqa: S608
    "ON CONFLICT (name) DO UPDATE SET length = ledger_ledgerstream.length RETURNING length, head"
)
_OPEN_MANY = (
    "INSERT INTO ledger_ledgerstream (name, length, head) "  # noqa: S608
    f"SELECT name, 0, '{START}' FROM unnest(%s::text[]) WITH ORDINALITY AS given (name, place) ORDER BY place "
    "ON CONFLICT (name) DO UPDATE SET length = ledger_ledgerstream.length RETURNING name, length, head"
)
_ROW = f"({', '.join(['%s'] * len(_FIELDS))})"
_ADD = f"INSERT INTO ledger_ledgerentry ({', '.join(_FIELDS)}) VALUES {_ROW}"  # noqa: S608
_TOGETHER = 200
"""How many entries one statement adds."""
_MOVE = "UPDATE ledger_ledgerstream SET length = %s, head = %s WHERE name = %s"
_ADD_LEAF = "INSERT INTO ledger_checkpointleaf (number, stream, length, head) VALUES (%s, %s, %s, %s)"
_ADD_AND_MOVE = f"WITH added AS ({_ADD}) {_MOVE}"
_BEGIN = "INSERT INTO ledger_ledgerstream (length, head, name) VALUES (%s, %s, %s)"
_ADD_AND_BEGIN = f"WITH added AS ({_ADD}) {_BEGIN}"


def cursor() -> CursorWrapper:
    """Return a cursor of the database."""
    return connection.cursor()


def lock_stream(cursor: CursorWrapper, stream: str) -> tuple[int, str]:
    """Lock a stream until the transaction ends and return its length and head, (0, START) for a new one.

    On SQLite the transaction holds the only write lock there is from its first statement on.
    """
    cursor.execute(_FIND if connection.vendor == "sqlite" else f"{_FIND} FOR UPDATE", [stream])
    found = cursor.fetchone()
    if found is None:
        cursor.execute(_OPEN, [stream])
        found = cursor.fetchone()
    length, head = found
    return length, head


def lock_streams(cursor: CursorWrapper, streams: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Lock several streams, in the order given, and return length and head of each."""
    if connection.vendor == "sqlite":
        return {stream: lock_stream(cursor, stream) for stream in streams}
    cursor.execute(_OPEN_MANY, [list(streams)])
    return {name: (length, head) for name, length, head in cursor.fetchall()}


def heads(cursor: CursorWrapper, streams: Collection[str]) -> dict[str, tuple[int, str]]:
    """Return length and head of those of the streams that exist, by name."""
    if not streams:
        return {}
    cursor.execute(_HEADS.format(marks=", ".join(["%s"] * len(streams))), list(streams))
    return {name: (length, head) for name, length, head in cursor.fetchall()}


def add_entry(cursor: CursorWrapper, entry: Entry, *, begins: bool = False) -> None:
    """Store an entry and move its stream's head; the stream is locked already.

    With `begins` the entry begins a stream that nobody has begun before: IntegrityError where somebody has.
    """
    (add, row), (move, head) = entry_added(entry, begins=begins)
    if connection.vendor == "sqlite":
        cursor.execute(add, row)
        cursor.execute(move, head)
    else:
        cursor.execute(_ADD_AND_BEGIN if begins else _ADD_AND_MOVE, [*row, *head])


def entry_added(entry: Entry, *, begins: bool = False) -> tuple[tuple[str, list[Any]], tuple[str, list[Any]]]:
    """Return the two statements of `add_entry`, each with its values."""
    row = _row(entry, moments_of(connection.vendor))
    return (_ADD, row), (_BEGIN if begins else _MOVE, [entry.sequence, entry.hash, entry.stream])


def add_entries(cursor: CursorWrapper, entries: Sequence[Entry], heads: Mapping[str, tuple[int, str]]) -> None:
    """Store entries and move the heads of their streams, which are locked already."""
    as_written = moments_of(connection.vendor)
    for first in range(0, len(entries), _TOGETHER):
        part = entries[first : first + _TOGETHER]
        cursor.execute(_add_several(len(part)), [value for entry in part for value in _row(entry, as_written)])
    cursor.executemany(_MOVE, [(length, head, name) for name, (length, head) in heads.items()])


@lru_cache(maxsize=_TOGETHER)
def _add_several(count: int) -> str:
    return _ADD + f", {_ROW}" * (count - 1)


def add_leaves(cursor: CursorWrapper, number: int, leaves: Sequence[Leaf]) -> None:
    """Store the leaves that checkpoint `number` found changed."""
    cursor.executemany(_ADD_LEAF, [(number, leaf.stream, leaf.length, leaf.head) for leaf in leaves])


def _row(entry: Entry, as_written: Callable[[dt.datetime], Any]) -> list[Any]:
    return [
        entry.stream,
        entry.sequence,
        as_written(entry.at),
        entry.actor,
        entry.role,
        entry.act,
        entry.article,
        entry.payload,
        entry.previous,
        entry.hash,
    ]
