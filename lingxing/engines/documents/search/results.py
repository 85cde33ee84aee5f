"""What a search returns."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SnippetRun:
    """A piece of a snippet; `marked` where the query's words stand. Plain text, never markup."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found. `unit_id` is empty where the document itself (title, number) was found."""

    document_key: str
    document_title: str
    document_number: str
    city: str
    signed_on: dt.date | None
    unit_id: str
    citation: str
    heading: tuple[SnippetRun, ...]
    snippet: tuple[SnippetRun, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits, best first.

    `total` is exact unless `more` is set: then at least that many. `relaxed` says that no text had the query's words
    in one piece, so that places holding all their words of two characters were taken. `note` explains in Chinese why a
    query finds nothing (empty, exclusions only).
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    more: bool
    page: int
    pages: int
    relaxed: bool = False
    note: str = ""
