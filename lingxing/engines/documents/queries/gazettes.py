"""The imported gazettes."""

import datetime as dt

from django.db.models import Count, Q

from lingxing.engines.documents.domain.encoding import decode
from lingxing.engines.documents.domain.model import GazetteInfo
from lingxing.engines.documents.domain.outside import Outside
from lingxing.engines.documents.models import Document, Gazette, ProblemRow
from lingxing.engines.documents.queries.summaries import summaries
from lingxing.engines.documents.queries.values import GazettePage, GazetteView


def gazettes() -> tuple[GazetteView, ...]:
    """Return the imported gazettes, latest import first."""
    opened = Count("problems", filter=Q(problems__state=ProblemRow.State.OPEN), distinct=True)
    rows = Gazette.objects.defer("source", "outside")
    counted = rows.annotate(printed=Count("versions__document", distinct=True), opened=opened)
    return tuple(gazette_view(row, row.printed, row.opened) for row in counted)


def gazette_page(gazette_id: int, on: dt.date) -> GazettePage | None:
    """Return a gazette and the documents printed in it, in its order, or None."""
    row = Gazette.objects.defer("source").filter(pk=gazette_id).first()
    if row is None:
        return None
    order = dict(row.versions.order_by("sequence").values_list("document", "index"))
    documents = Document.objects.filter(pk__in=order).select_related("current")
    lines = summaries(sorted(documents, key=lambda document: order[document.pk]), on)
    opened = row.problems.filter(state=ProblemRow.State.OPEN).count()
    outside = decode(Outside, row.outside)
    return GazettePage(gazette_view(row, len(order), opened), lines, outside.contents, outside.repairs)


def gazette_view(row: Gazette, documents: int = 0, open_problems: int = 0) -> GazetteView:
    """Return a gazette's row as a value."""
    printed = (row.name, row.city, row.year, row.issue, row.serial, row.published)
    info = GazetteInfo(*(value or None for value in printed))  # type: ignore[arg-type]
    label = str(row) or row.source_name
    return GazetteView(
        row.pk, info, label, row.source_name, row.digest, row.imported_at, row.imported_by, documents, open_problems
    )
