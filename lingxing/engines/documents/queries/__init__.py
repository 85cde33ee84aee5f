"""Reads of the library. All results are frozen values; no function issues a query per row."""

import datetime as dt

from lingxing.engines.documents.domain.side_by_side import RawBlock
from lingxing.engines.documents.domain.status import EXPIRING_WITHIN
from lingxing.engines.documents.queries.pages import DocumentPage, VersionDiff
from lingxing.engines.documents.queries.values import (
    Deadline,
    DocumentSummary,
    Filters,
    GazettePage,
    GazetteView,
    LibraryPage,
    OrganPage,
    OrganView,
    ProblemsPage,
    TaskView,
)
from lingxing.engines.documents.search.results import SearchPage

PAGE_SIZE = 20


def library(filters: Filters, on: dt.date, page: int = 1, page_size: int = PAGE_SIZE) -> LibraryPage:
    """Return one page of the documents that `filters` leave, newest first, with statuses on the day `on`."""
    raise NotImplementedError


def newest(limit: int = 50, filters: Filters | None = None) -> tuple[DocumentSummary, ...]:
    """Return the documents imported or changed last, newest first, at most `limit`."""
    raise NotImplementedError


def document_page(key: str, on: dt.date, version: int | None = None) -> DocumentPage | None:
    """Return the document under `key` (or under its number's slug), or None where there is none.

    Without `version` the latest text dated on or before `on` is shown, or the current one where all are later.
    """
    raise NotImplementedError


def raw_blocks(key: str, version: int | None = None) -> tuple[RawBlock, ...]:
    """Return the raw lines of the document beside the clean text, in reading order."""
    raise NotImplementedError


def version_diff(key: str, after: int, before: int | None = None) -> VersionDiff | None:
    """Return what changed from version `before` (default: the one before `after`) to version `after`, or None."""
    raise NotImplementedError


def expiring(on: dt.date, within: int = EXPIRING_WITHIN, filters: Filters | None = None) -> tuple[DocumentSummary, ...]:
    """Return the documents in force on `on` that end or must be revised within `within` days, soonest first."""
    raise NotImplementedError


def lapsed_by_deadline(on: dt.date, filters: Filters | None = None) -> tuple[DocumentSummary, ...]:
    """Return the documents that have lapsed by `on` because an ordered revision was not made, latest first."""
    raise NotImplementedError


def organs(city: str = "", query: str = "") -> tuple[OrganView, ...]:
    """Return the organs that stand for themselves (not merged into another), most tasks first."""
    raise NotImplementedError


def organ_page(organ_id: int, on: dt.date) -> OrganPage | None:
    """Return what an organ must do as of `on`, or None where there is no such organ."""
    raise NotImplementedError


def tasks(filters: Filters, on: dt.date) -> tuple[TaskView, ...]:
    """Return all tasks of the documents that `filters` leave, by document (newest first) and place."""
    raise NotImplementedError


def deadlines(filters: Filters, on: dt.date) -> tuple[Deadline, ...]:
    """Return the last days of tasks and of documents binding on `on`, soonest first."""
    raise NotImplementedError


def problems(
    kind: str = "", city: str = "", state: str = "open", page: int = 1, page_size: int = PAGE_SIZE
) -> ProblemsPage:
    """Return one page of the problems: `state` is open, resolved, or empty for both."""
    raise NotImplementedError


def gazettes() -> tuple[GazetteView, ...]:
    """Return the imported gazettes, latest import first."""
    raise NotImplementedError


def gazette_page(gazette_id: int, on: dt.date) -> GazettePage | None:
    """Return a gazette and the documents printed in it, in its order, or None."""
    raise NotImplementedError


def search(query: str, filters: Filters, on: dt.date, page: int = 1, page_size: int = PAGE_SIZE) -> SearchPage:
    """Return the places that hold all words of `query`, best first; see `search.language` for its operators."""
    raise NotImplementedError
