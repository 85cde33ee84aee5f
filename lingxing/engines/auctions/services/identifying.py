"""Noting that an applicant who could not be identified has proved who it is (art. 41)."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from lingxing.engines.auctions.models import Application
from lingxing.engines.auctions.queries.applications import identified_context, opened_row
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.ledger.services import commit, record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

LONGEST_NOTE = 500


@transaction.atomic
def identify(account: Account, number: str, key: UUID, note: str, at: dt.datetime) -> None:
    """Note which proof the agency has seen; from then on the deposit may go back. The note lies sealed.

    NotAllowed before the lot has ended; LingxingError for a second note or none.
    """
    lot = own_lot(account, number, at.astimezone(SHANGHAI).date(), lock=True)
    row = opened_row(lot, key)
    said = " ".join(note.split())
    if not 2 <= len(said) <= LONGEST_NOTE or not said.isprintable():
        raise LingxingError(f"请写明看过的证明材料，2 至 {LONGEST_NOTE} 个字", where="核实情况")
    if row.identified_at is not None:
        raise LingxingError("已经核实过", where="核实情况", remedy="请刷新页面")
    commitments, salts = commit({"note": said})
    payload = {"application": key.hex, "fields": commitments}
    record(f"lot-draft:{lot.pk}", "identify", account.actor, payload, at)
    sealed = seal_text(canonical_json({"note": said, "salt": salts["note"]}), identified_context(key))
    Application.objects.filter(pk=key).update(identified_at=at, identified_sealed=sealed)
