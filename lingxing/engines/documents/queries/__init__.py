"""Reads of the library. All results are frozen values; no function issues a query per row."""

from lingxing.engines.documents.queries.document import document_page, raw_blocks, version_diff
from lingxing.engines.documents.queries.gazettes import gazette_page, gazettes
from lingxing.engines.documents.queries.library import PAGE_SIZE, expiring, facets, lapsed_by_deadline, library, newest
from lingxing.engines.documents.queries.organs import organ_page, organs, unresolved_names
from lingxing.engines.documents.queries.outside import outside_revisions
from lingxing.engines.documents.queries.places import DocumentPlaces, document_places
from lingxing.engines.documents.queries.problems import problem, problems
from lingxing.engines.documents.queries.searching import search
from lingxing.engines.documents.queries.tasks import deadlines, tasks, tasks_page

__all__ = [
    "PAGE_SIZE",
    "DocumentPlaces",
    "deadlines",
    "document_page",
    "document_places",
    "expiring",
    "facets",
    "gazette_page",
    "gazettes",
    "lapsed_by_deadline",
    "library",
    "newest",
    "organ_page",
    "organs",
    "outside_revisions",
    "problem",
    "problems",
    "raw_blocks",
    "search",
    "tasks",
    "tasks_page",
    "unresolved_names",
    "version_diff",
]
