"""Importing the sealed reserve price, and opening it with the supervisor's code (art. 11)."""

import datetime as dt
import json
from dataclasses import asdict

from django.db import transaction

from lingxing.engines.auctions.domain.deciding import decide_reserve
from lingxing.engines.auctions.models import LotKey, SealedReserve
from lingxing.engines.auctions.queries.lots import published_lot
from lingxing.engines.auctions.queries.reserves import (
    ReserveCard,
    key_context,
    open_reserve,
    open_with_code,
    opened_context,
)
from lingxing.engines.auctions.sealing import (
    ReserveFile,
    WrongReserve,
    file_digest,
    open_envelope,
    open_reserve_file,
    read_reserve_file,
)
from lingxing.engines.auctions.services.writing import Request, Written, write
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access import Permission, demand
from lingxing.engines.parties.access_sealing import seal_text, unseal_text
from lingxing.engines.parties.access_types import Account

__all__ = ["enter_code", "import_reserve", "open_reserve"]


@transaction.atomic
def import_reserve(account: Account, number: str, text: str, at: dt.datetime) -> ReserveCard:
    """Import the supervisor's sealed file within the last part of the listing, and return its digest and commitment.

    The file is tried before it is taken: WrongReserve where it belongs to another lot, was sealed to another key, is
    broken, or holds another price than it commits to; what was read in trying is not kept. Refusal outside the window,
    and for a second file.
    """
    demand(account, Permission.MAINTAIN_LISTINGS)
    lot = published_lot(number)
    file = _checked(lot.pk, lot.number, read_reserve_file(text))
    digest = file_digest(text)

    def store(written: Written) -> None:
        SealedReserve.objects.create(
            lot=lot,
            file=text,
            digest=digest,
            commitment=file.commitment,
            has_code=file.has_code,
            imported_at=written.at,
            imported_by=account,
        )

    del at
    write(Request(lot.pk, account.actor, decide_reserve(file.commitment, digest), store))
    return ReserveCard(digest, file.commitment, file.has_code, opened=False)


def _checked(lot_id: int, number: str, file: ReserveFile) -> ReserveFile:
    """Return the file. WrongReserve where it can't serve the lot."""
    key = LotKey.objects.get(lot=lot_id)
    if file.lot != number:
        raise WrongReserve(f"这是宗地 {file.lot[:20]} 的文件", where="底价加密文件", remedy=f"请交宗地 {number} 的文件")
    if file.key != key.public:
        remedy = "请监督人员重新下载这宗地的公钥，再加密一次"
        raise WrongReserve("文件不是用这宗地现在的公钥加密的", where="底价加密文件", remedy=remedy)
    private = unseal_text(key.private_sealed, key_context(lot_id))
    if file.has_code:
        open_envelope(file, private)
    else:
        open_reserve_file(file, private)
    return file


@transaction.atomic
def enter_code(account: Account, number: str, code: str, at: dt.datetime) -> None:
    """Open the reserve price with the supervisor's code, once no more bids are taken; the result follows at once.

    WrongReserve for another code and before the end of bidding.
    """
    demand(account, Permission.SUPERVISE_LISTINGS)
    lot = published_lot(number)
    opened = open_with_code(lot.pk, code)
    sealed = seal_text(json.dumps(asdict(opened)), opened_context(lot.pk))
    SealedReserve.objects.filter(lot=lot.pk, opened_sealed="").update(opened_sealed=sealed)
    record(f"lot-draft:{lot.pk}", "enter_code", account.actor, {}, at)
    write(Request(lot.pk, account.actor, lambda _state, _at: ()))
