"""The index of the embedded database: an FTS5 table whose text is our own tokens."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.backends.utils import CursorWrapper

from lingxing.engines.documents.search.language import Query, Term
from lingxing.engines.documents.search.rows import POSITION_BITS
from lingxing.engines.documents.search.tokens import index_tokens

OWN, HEADING = "{heading text}", "{heading}"
_WITHIN = f" AND (rowid >> {POSITION_BITS}) IN (SELECT value FROM json_each(%s))"  # noqa: S608
_FROM = "FROM documents_unitsearch WHERE documents_unitsearch MATCH %s"
_BEST = "ORDER BY bm25(documents_unitsearch, 10.0, 4.0, 1.0), rowid DESC LIMIT %s OFFSET %s"
_NEWEST = "ORDER BY rowid DESC LIMIT %s OFFSET %s"


def write(cursor: CursorWrapper, fields: Sequence[tuple[int, str, str, str]]) -> None:
    """Enter rows: number, title, heading, text."""
    rows: list[tuple[int | str, ...]] = [
        (number, *(" ".join(index_tokens(text)) for text in texts)) for number, *texts in fields
    ]
    cursor.executemany("INSERT INTO documents_unitsearch(rowid, title, heading, text) VALUES (%s, %s, %s, %s)", rows)


def count(cursor: CursorWrapper, match: str, documents: Sequence[int] | None, limit: int) -> int:
    """Return how many rows match, counting no further than `limit`."""
    where, values = _where(match, documents)
    cursor.execute(f"SELECT count(*) FROM (SELECT 1 {where} LIMIT %s)", [*values, limit])  # noqa: S608
    return int(cursor.fetchone()[0])


def best(cursor: CursorWrapper, match: str, documents: Sequence[int] | None, page: tuple[int, int]) -> list[int]:
    """Return a page (offset, length) of the matching rows' numbers, best first: title before heading before text."""
    where, values = _where(match, documents)
    cursor.execute(f"SELECT rowid {where} {_BEST}", [*values, page[1], page[0]])
    return [row[0] for row in cursor.fetchall()]


def newest(cursor: CursorWrapper, match: str, documents: Sequence[int] | None, page: tuple[int, int]) -> list[int]:
    """Return a page (offset, length) of the matching rows' numbers, newest first."""
    where, values = _where(match, documents)
    cursor.execute(f"SELECT rowid {where} {_NEWEST}", [*values, page[1], page[0]])
    return [row[0] for row in cursor.fetchall()]


def expression(query: Query, own: str = OWN) -> str:
    """Return the FTS5 expression: every term somewhere in title, heading or text, one of them in the columns `own`.

    A document's title belongs to each of its units, but what stands only in the title is no find in the unit.
    """
    terms = [_phrase(term) for term in query.required]
    found = f"{own} : ({' OR '.join(terms)})"
    if len(terms) > 1:
        found = f"({found}) AND ({' AND '.join(terms)})"
    excluded = " OR ".join(_phrase(term) for term in query.excluded)
    return f"({found}) NOT ({excluded})" if excluded else found


def without(match: str, barred: str) -> str:
    """Return the expression for what matches the first and not the second."""
    return f"({match}) NOT ({barred})"


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.tokens)}"' + (" *" if term.open_end else "")


def _where(match: str, documents: Sequence[int] | None) -> tuple[str, list[Any]]:
    if documents is None:
        return _FROM, [match]
    return _FROM + _WITHIN, [match, json.dumps(list(documents))]
