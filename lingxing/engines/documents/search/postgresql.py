"""The index of PostgreSQL: a tsvector of the same tokens, made by us and not by its parser."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.backends.utils import CursorWrapper

from lingxing.engines.documents.search.language import Query, Term
from lingxing.engines.documents.search.tokens import index_tokens

_TITLE, HEADING, _TEXT = "A", "B", "D"
OWN = HEADING + _TEXT
_LAST_POSITION = 16_000
_MOST_PLACES = 250
_FROM = "FROM documents_unitrow WHERE tokens @@ %s::tsquery"
_WITHIN = " AND document_id = ANY(%s)"
_BEST = "ORDER BY ts_rank('{0.1, 0.1, 0.4, 1.0}', tokens, %s::tsquery) DESC, id DESC LIMIT %s OFFSET %s"
_NEWEST = "ORDER BY id DESC LIMIT %s OFFSET %s"


def write(cursor: CursorWrapper, fields: Sequence[tuple[int, str, str, str]]) -> None:
    """Enter rows: number, title, heading, text."""
    rows = [(vector(title, heading, text), number) for number, title, heading, text in fields]
    values = ", ".join(["(%s::tsvector, %s::bigint)"] * len(rows))
    update = "UPDATE documents_unitrow SET tokens = given.tokens FROM"
    cursor.execute(
        f"{update} (VALUES {values}) AS given(tokens, id) WHERE documents_unitrow.id = given.id",
        [value for row in rows for value in row],
    )


def count(cursor: CursorWrapper, match: str, documents: Sequence[int] | None, limit: int) -> int:
    """Return how many rows match, counting no further than `limit`."""
    where, values = _where(match, documents)
    cursor.execute(f"SELECT count(*) FROM (SELECT 1 {where} LIMIT %s) AS found", [*values, limit])  # noqa: S608
    return int(cursor.fetchone()[0])


def best(cursor: CursorWrapper, match: str, documents: Sequence[int] | None, page: tuple[int, int]) -> list[int]:
    """Return a page (offset, length) of the matching rows' numbers, best first: title before heading before text."""
    where, values = _where(match, documents)
    cursor.execute(f"SELECT id {where} {_BEST}", [*values, match, page[1], page[0]])
    return [row[0] for row in cursor.fetchall()]


def newest(cursor: CursorWrapper, match: str, documents: Sequence[int] | None, page: tuple[int, int]) -> list[int]:
    """Return a page (offset, length) of the matching rows' numbers, newest first."""
    where, values = _where(match, documents)
    cursor.execute(f"SELECT id {where} {_NEWEST}", [*values, page[1], page[0]])
    return [row[0] for row in cursor.fetchall()]


def vector(title: str, heading: str, text: str) -> str:
    """Return the tsvector literal of a row; PostgreSQL can't tell positions past 16,000 apart, so they are left out."""
    places: dict[str, list[str]] = defaultdict(list)
    for token, place in islice(_placed(title, heading, text), _LAST_POSITION):
        if len(places[token]) < _MOST_PLACES:
            places[token].append(place)
    return " ".join(f"'{token}':{','.join(found)}" for token, found in places.items())


def _placed(title: str, heading: str, text: str) -> Iterator[tuple[str, str]]:
    position = 0
    for field, weight in ((title, _TITLE), (heading, HEADING), (text, _TEXT)):
        for token in index_tokens(field):
            position += 1
            yield token, f"{position}{weight}"
        position += 1


def expression(query: Query, own: str = OWN) -> str:
    """Return the tsquery: every term somewhere in title, heading or text, one of them in the fields `own`."""
    found = "(" + " | ".join(_phrase(term, own) for term in query.required) + ")"
    if len(query.required) > 1:
        found += "".join(f" & {_phrase(term)}" for term in query.required)
    return found + "".join(f" & !{_phrase(term)}" for term in query.excluded)


def without(match: str, barred: str) -> str:
    """Return the expression for what matches the first and not the second."""
    return f"({match}) & !({barred})"


def _phrase(term: Term, weights: str = "") -> str:
    ends = ["", *[""] * (len(term.tokens) - 2), "*"][-len(term.tokens) :] if term.open_end else [""] * len(term.tokens)
    marks = [f":{end}{weights}" if end or weights else "" for end in ends]
    return "(" + " <-> ".join(f"'{token}'{mark}" for token, mark in zip(term.tokens, marks, strict=True)) + ")"


def _where(match: str, documents: Sequence[int] | None) -> tuple[str, list[Any]]:
    return (_FROM, [match]) if documents is None else (_FROM + _WITHIN, [match, list(documents)])
