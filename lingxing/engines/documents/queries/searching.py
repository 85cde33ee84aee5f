"""Searching the library."""

import datetime as dt

from lingxing.engines.documents.queries.selection import selected_ids
from lingxing.engines.documents.queries.values import Filters
from lingxing.engines.documents.search.results import SearchPage
from lingxing.engines.documents.search.running import run_search

PAGE_SIZE = 20


def search(query: str, filters: Filters, on: dt.date, page: int = 1, page_size: int = PAGE_SIZE) -> SearchPage:
    """Return the places in the documents that `filters` leave on `on` which answer `query`, best first.

    `search.language` says what a query may hold.
    """
    return run_search(query, selected_ids(filters, on), page, page_size)
