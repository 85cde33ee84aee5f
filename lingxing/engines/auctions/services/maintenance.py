"""The log of what is done to the system of listings (art. 32, items 1 and 3)."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction

from lingxing.engines.auctions.models import CoSign, MaintenanceEntry, MaintenanceKind
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.errors import LingxingError

STREAM = "listing-system"
"""The chain of what administrators do, apart from the lots' own."""


@dataclass(frozen=True, slots=True)
class Maintained:
    """What was done or found, why, from when until when."""

    kind: MaintenanceKind
    what: str
    why: str
    begun_at: dt.datetime
    ended_at: dt.datetime


@transaction.atomic
def add_maintenance(done: Maintained, by: Account, co_sign: CoSign | None, at: dt.datetime) -> MaintenanceEntry:
    """Return the new entry of the log; the ledger keeps the SHA-256 of its words, so that they can't change unseen.

    LingxingError names what is missing, or times that are not in order or still to come.
    """
    what, why = checked_text(done.what, "做了什么", 2000), checked_text(done.why, "原因", 2000)
    if not done.begun_at <= done.ended_at <= at:
        remedy = "起止时间应有先后，且不晚于现在；没有做完的，做完后再记"
        raise LingxingError("起止时间不对", where="起止时间", remedy=remedy)
    made: MaintenanceEntry = MaintenanceEntry.objects.create(
        kind=done.kind,
        what=what,
        why=why,
        begun_at=done.begun_at,
        ended_at=done.ended_at,
        by=by,
        co_sign=co_sign,
        recorded_at=at,
    )
    payload = {"entry": made.pk, "kind": str(done.kind), "words": digest_of(what, why), "co_sign": made.co_sign_id}
    record(STREAM, "add_maintenance", by.actor, payload, at, article="第三十二条第一项、第三项")
    return made


def checked_text(text: str, where: str, longest: int) -> str:
    """Return what somebody typed, trimmed. LingxingError where it is empty, too long or can't be printed."""
    kept = "\n".join(line.strip() for line in text.strip().splitlines())
    if not 1 <= len(kept) <= longest or not kept.replace("\n", "").isprintable():
        raise LingxingError(f"应为1至{longest}个字", where=where, remedy="请写明后再提交")
    return kept


def digest_of(*texts: str) -> str:
    """Return the SHA-256 of texts, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(list(texts)).encode()).hexdigest()
