"""What of cases is sealed, so that it can be sealed anew after a change of keys: columns, and the files handed in."""

from collections.abc import Iterable

from django.db import transaction

from lingxing.engines.cases.models import (
    Attachment,
    Case,
    CaseEvent,
    Draft,
    IssuedDocument,
    Objection,
    OutboxMessage,
    Rating,
)
from lingxing.engines.cases.papers.values import context_of
from lingxing.engines.cases.queries.attachments import content_context
from lingxing.engines.cases.queries.drafts import draft_context, name_context
from lingxing.engines.cases.queries.loading import event_context, values_context
from lingxing.engines.cases.queries.objections import objection_context, reason_context
from lingxing.engines.cases.services.rating import rating_context
from lingxing.engines.cases.services.telling import OUTBOX_CONTEXT
from lingxing.engines.cases.uploads.storing import is_newest, load_file, remove_file, store_file
from lingxing.engines.parties.services_resealing import Resealed, SealedColumn
from lingxing.kernel.errors import LingxingError


def sealed_columns() -> Iterable[SealedColumn]:
    """Return the sealed columns of cases."""
    return (
        SealedColumn(Case, "sealed", lambda row: values_context(row.pk)),
        SealedColumn(CaseEvent, "sealed", lambda row: event_context(row.case_id, row.sequence)),
        SealedColumn(Draft, "sealed", lambda row: draft_context(row.pk)),
        SealedColumn(Rating, "sealed", lambda row: rating_context(row.case_id)),
        SealedColumn(Attachment, "name_sealed", lambda row: name_context(row.pk)),
        SealedColumn(IssuedDocument, "sealed", lambda row: context_of(row.pk)),
        SealedColumn(Objection, "sealed", lambda row: objection_context(row.pk)),
        SealedColumn(Objection, "reason_sealed", lambda row: reason_context(row.pk)),
        SealedColumn(OutboxMessage, "sealed", lambda _: OUTBOX_CONTEXT),
    )


def reseal_files() -> Resealed:
    """Seal every file that an older key has sealed anew, one at a time, and report.

    The new file is on the disk before its row speaks of it, the old one goes when the row no longer does.
    """
    done, failed = 0, list[object]()
    for key, name in Attachment.objects.order_by("pk").values_list("pk", "stored_as").iterator():
        try:
            if is_newest(name):
                continue
            fresh = store_file(load_file(name, content_context(key)), content_context(key))
        except LingxingError:
            failed.append(key)
            continue
        with transaction.atomic():
            changed = Attachment.objects.filter(pk=key, stored_as=name).update(stored_as=fresh)
        # Whoever took the file back meanwhile took the row with it.
        remove_file(name if changed else fresh)
        done += changed
    return Resealed(done, tuple(failed))
