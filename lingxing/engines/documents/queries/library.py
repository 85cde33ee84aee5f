"""The library's lists."""

import dataclasses
import datetime as dt

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.domain.status import EXPIRING_WITHIN, StatusState
from lingxing.engines.documents.models import Document, DocumentVersion, TaskUnit
from lingxing.engines.documents.queries.selection import NONE, days_later, selected, spans_on, state_is
from lingxing.engines.documents.queries.summaries import summaries
from lingxing.engines.documents.queries.values import DocumentSummary, Facets, FacetValue, Filters, LibraryPage
from lingxing.engines.parties.organs.queries import standing_names
from lingxing.kernel.dates import SHANGHAI

PAGE_SIZE = 20
_ORGANS_SHOWN = 30


def library(filters: Filters, on: dt.date, page: int = 1, page_size: int = PAGE_SIZE) -> LibraryPage:
    """Return one page of the documents that `filters` leave, newest first, with statuses on the day `on`.

    A page before the first is the first, one behind the last the last.
    """
    rows = selected(filters, on)
    total = rows.count()
    pages = max(1, -(-total // page_size))
    page = min(max(1, page), pages)
    shown = list(rows.select_related("current")[(page - 1) * page_size : page * page_size])
    return LibraryPage(summaries(shown, on), total, page, pages, facets(filters, on), on)


def newest(limit: int = 50, filters: Filters | None = None, on: dt.date | None = None) -> tuple[DocumentSummary, ...]:
    """Return the documents imported or changed last, newest first, at most `limit`.

    Statuses are those of the day `on`, or of the day of the latest import, so that news change only with the library.
    """
    latest = DocumentVersion.objects.aggregate(at=Max("imported_at"))["at"]
    day = on or (latest.astimezone(SHANGHAI).date() if latest else dt.date.max)
    rows = selected(filters or NONE, day).select_related("current")
    return summaries(list(rows.order_by("-current__imported_at", "-newest_by", "-pk")[:limit]), day)


def expiring(on: dt.date, within: int = EXPIRING_WITHIN, filters: Filters | None = None) -> tuple[DocumentSummary, ...]:
    """Return the documents in force on `on` that end or must be revised within `within` days, soonest first."""
    last = days_later(on, within)
    spans = spans_on(on).filter(state=StatusState.IN_FORCE)
    ending = spans.annotate(ends=Coalesce("revise_by", "until")).filter(ends__lte=last)
    ends = dict(ending.values_list("document", "ends"))
    rows = selected(filters or NONE, on).filter(pk__in=ends).select_related("current")
    return summaries(sorted(rows, key=lambda row: (ends[row.pk], row.pk)), on, within)


def lapsed_by_deadline(on: dt.date, filters: Filters | None = None) -> tuple[DocumentSummary, ...]:
    """Return the documents that have lapsed by `on` because an ordered revision was not made, latest first."""
    spans = spans_on(on).filter(state=StatusState.LAPSED, order_kind=RelationKind.MUST_REVISE)
    since = dict(spans.values_list("document", "since"))
    rows = selected(filters or NONE, on).filter(pk__in=since).select_related("current")
    return summaries(sorted(rows, key=lambda row: (since[row.pk], row.pk), reverse=True), on)


def facets(filters: Filters, on: dt.date) -> Facets:
    """Return the counts of each facet's values among the documents that the other facets' filters leave."""
    return Facets(
        _values(selected(dataclasses.replace(filters, city=""), on), "city"),
        _values(selected(dataclasses.replace(filters, issuer=""), on), "issuer"),
        _values(selected(dataclasses.replace(filters, kind=""), on), "kind"),
        _years(selected(dataclasses.replace(filters, year=None), on)),
        _statuses(selected(dataclasses.replace(filters, status=None), on), on),
        _organs(selected(dataclasses.replace(filters, organ=None), on)),
    )


def _values(rows: QuerySet[Document], column: str) -> tuple[FacetValue, ...]:
    counts = rows.exclude(**{column: ""}).order_by().values_list(column).annotate(many=Count("pk"))
    return tuple(FacetValue(value, value, many) for value, many in counts.order_by("-many", column))


def _years(rows: QuerySet[Document]) -> tuple[FacetValue, ...]:
    years = rows.order_by().annotate(year=ExtractYear("newest_by")).values_list("year").annotate(many=Count("pk"))
    return tuple(FacetValue(str(year), f"{year}年", many) for year, many in years.order_by("-year"))


def _statuses(rows: QuerySet[Document], on: dt.date) -> tuple[FacetValue, ...]:
    spans = spans_on(on).filter(document__in=rows.order_by())
    counts = spans.aggregate(**{state.value: Count("pk", filter=state_is(state, on)) for state in StatusState})
    return tuple(FacetValue(state, state, counts[state]) for state in StatusState if counts[state])


def _organs(rows: QuerySet[Document]) -> tuple[FacetValue, ...]:
    units = TaskUnit.objects.filter(task__document__in=rows.order_by()).exclude(organ=None).order_by()
    standing = units.values_list(Coalesce("organ__merged_into", "organ"))
    counts = list(standing.annotate(many=Count("task__document", distinct=True)).order_by("-many")[:_ORGANS_SHOWN])
    names = standing_names(organ for organ, _ in counts)
    return tuple(FacetValue(str(organ), names[organ][1], many) for organ, many in counts)
