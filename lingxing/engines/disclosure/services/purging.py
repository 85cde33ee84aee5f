"""Erasing what was published, long after it was taken down: its digests and the ledger stay, the contents don't."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from lingxing.engines.disclosure.domain.states import PublicationState
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.lasting import life_of
from lingxing.engines.disclosure.services.keeping import stream_of
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.dates import SHANGHAI

MOST_AT_ONCE = 100
"""How many publications one call erases; the rest is the next call's."""


def purge_lapsed(at: dt.datetime, keep_days: int) -> int:
    """Erase the contents of publications that ended or were withdrawn more than `keep_days` days ago; return how many.

    At most 100 a call, each in its own transaction and with its own ledger entry; safe to run twice or in several
    processes at once. Number, kind, organ, days, reasons and digests stay, and the title of what was not withdrawn.
    Reading: 公示期满、撤回以后不再展示，保存期内封存备查，保存期届满即清除个人信息 — until then it is proof.
    """
    day = at.astimezone(SHANGHAI).date() - dt.timedelta(days=keep_days)
    withdrawn = Publication.objects.filter(
        purged_at=None, withdrawn_at__isnull=False, withdrawn_at__lt=at - dt.timedelta(days=keep_days)
    )
    lapsed = Publication.objects.filter(purged_at=None, withdrawn_at=None, last_day__lt=day)
    keys = [
        *withdrawn.order_by("withdrawn_at").values_list("pk", flat=True)[:MOST_AT_ONCE],
        *lapsed.order_by("last_day").values_list("pk", flat=True)[:MOST_AT_ONCE],
    ]
    return sum(_purge(key, at, keep_days) for key in keys[:MOST_AT_ONCE])


@transaction.atomic
def _purge(key: UUID, at: dt.datetime, keep_days: int) -> bool:
    """Erase one publication's contents; return whether there was anything to do."""
    row = Publication.objects.select_for_update(of=("self",)).filter(pk=key, purged_at=None).first()
    if row is None or not _is_over(row, at, keep_days):
        return False
    row.versions.update(content={}, sealed="")
    row.sealed_draft, row.purged_at = "", at
    if row.withdrawn_at is not None:
        row.title = ""
    row.save(update_fields=["sealed_draft", "purged_at", "title"])
    payload = {"number": row.number, "organ": row.organ_id, "versions": row.versions_count, "kept_days": keep_days}
    record(stream_of(row), "purge", SYSTEM, payload, at)
    return True


def _is_over(row: Publication, at: dt.datetime, keep_days: int) -> bool:
    """Return whether the publication was over, by the calendar in effect, on the first of the days it is kept."""
    if row.withdrawn_at is not None:
        return row.withdrawn_at < at - dt.timedelta(days=keep_days)
    day = at.astimezone(SHANGHAI).date() - dt.timedelta(days=keep_days)
    return life_of(row).state(day) is PublicationState.EXPIRED
