"""Writing the search index. Rows leave it by themselves when their unit row is deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from lingxing.engines.documents.search import embedded, postgresql

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found of a unit: `row` is its row number, `title` its document's title."""

    row: int
    title: str
    heading: str
    text: str


def index(entries: Iterable[Entry]) -> None:
    """Enter units whose rows have just been inserted."""
    write = postgresql.write if connection.vendor == "postgresql" else embedded.write
    remaining = iter(entries)
    with connection.cursor() as cursor:
        while batch := list(islice(remaining, _BATCH)):
            write(cursor, [(entry.row, entry.title, entry.heading, entry.text) for entry in batch])
