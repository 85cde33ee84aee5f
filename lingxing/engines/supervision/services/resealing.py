"""What of supervision is sealed, so that it can be sealed anew after a change of keys."""

from collections.abc import Iterable

from lingxing.engines.parties.services_resealing import SealedColumn
from lingxing.engines.supervision.models import Draw, Finding, MeasuredFile, PlanTask, Record, RecordFile
from lingxing.engines.supervision.queries.drafts import person_context
from lingxing.engines.supervision.queries.findings import finding_context
from lingxing.engines.supervision.queries.records import content_context, name_context, record_context
from lingxing.engines.supervision.services.drawing import seed_context
from lingxing.engines.supervision.services.measuring import file_context


def sealed_columns() -> Iterable[SealedColumn]:
    """Return the sealed columns of supervision."""
    return (
        SealedColumn(Draw, "seed_sealed", lambda row: seed_context(row.pk)),
        SealedColumn(Record, "sealed", lambda row: record_context(row.pk)),
        SealedColumn(RecordFile, "name_sealed", lambda row: name_context(row.pk)),
        SealedColumn(RecordFile, "content_sealed", lambda row: content_context(row.pk)),
        SealedColumn(Finding, "reason_sealed", lambda row: finding_context(row.pk)),
        SealedColumn(PlanTask, "person_sealed", lambda row: person_context(row.pk)),
        SealedColumn(MeasuredFile, "name_sealed", lambda row: file_context(row.pk, "name")),
        SealedColumn(MeasuredFile, "content_sealed", lambda row: file_context(row.pk, "content")),
    )
