"""Applying for a lot (arts. 13 to 15). Who applies is sealed, and known to nobody else before the lot has ended."""

import base64
import datetime as dt
import hashlib
import json
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from lingxing.engines.auctions.domain.applications import Details, Typed, read_application
from lingxing.engines.auctions.domain.deciding import decide_application
from lingxing.engines.auctions.domain.order_numbers import make_order_number
from lingxing.engines.auctions.models import Application, ApplicationFile, Lot
from lingxing.engines.auctions.queries.announcing import latest
from lingxing.engines.auctions.queries.applications import (
    details_context,
    file_context,
    file_name_context,
    order_context,
    order_digest,
)
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.drafting import file_name
from lingxing.engines.auctions.services.writing import Request, Written, write
from lingxing.engines.cases.services.filing import check_file
from lingxing.engines.parties.access import Permission, demand
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account, PartyCard
from lingxing.engines.parties.people.queries import may_act_for, party_card
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed

MOST_FILES = 20
Upload = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Asking:
    """What is handed in: for whom, what was typed, the supporting files, and the announcement that was accepted."""

    party: UUID
    typed: Typed
    files: Sequence[Upload] = ()
    announcement: int = 1


@transaction.atomic
def apply_for(lot_id: int, account: Account, asking: Asking, at: dt.datetime) -> Application:
    """Return the new application of the account for a lot, with its order number sealed.

    WrongApplication names everything that is wrong with what was typed; Refusal where the lot takes no applications;
    LingxingError for a second application, and for an announcement that has been supplemented since it was read.
    """
    demand(account, Permission.BID)
    on = at.astimezone(SHANGHAI).date()
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot_id)
    party = _party(account, asking.party, on)
    _check_once(lot, account, party)
    details = _details(lot, party, asking, on)
    files = _checked_files(asking.files)
    number, key = make_order_number(secrets.randbelow), uuid.uuid4()
    said = {**details.to_json(), "files": [digest for *_, digest in files]}

    def store(written: Written) -> None:
        text = json.dumps(said, ensure_ascii=False)
        row = Application.objects.create(
            key=key,
            lot=lot,
            account=account,
            party_id=party.id,
            order_digest=order_digest(number),
            order_sealed=seal_text(number, order_context(key)),
            details_sealed=seal_text(text, details_context(key)),
            applied_at=written.at,
        )
        for kept in files:
            _keep(row, *kept)

    decide = decide_application(key.hex, number, str(party.id), said)
    write(Request(lot.pk, account.actor, decide, store))
    return Application.objects.get(pk=key)


def check_certified(party_id: UUID, certified: UUID) -> None:
    """Raise NotAllowed unless who applies is the party that the certificate was issued to.

    Reading: 必须先行办理数字证书 — the certificate names the bidder itself, so that nobody bids for somebody else under
    its own; whom somebody acts for has a certificate of its own (arts. 12, 43).
    """
    if party_id != certified:
        remedy = "请用竞买人自己的数字证书登录后申请"
        raise NotAllowed("竞买人与登录所用数字证书登记的不一致（第十二条）", where="竞买人", remedy=remedy)


def _party(account: Account, party_id: UUID, on: dt.date) -> PartyCard:
    if not may_act_for(account.pk, party_id, on):
        raise NotAllowed("您不是这个竞买人，也没有代理它", where="竞买人", remedy="请从列出的竞买人中选择")
    party = party_card(party_id, mask=False)
    if not party.identity:
        raise LingxingError("竞买人还没有登记证件号码", where="竞买人", remedy="请先在“我的信息”中登记")
    return party


def _check_once(lot: Lot, account: Account, party: PartyCard) -> None:
    """One application a lot, by whichever account of the party."""
    rows = Application.objects.filter(lot=lot)
    if rows.filter(account=account).exists() or rows.filter(party=party.id).exists():
        raise LingxingError("您已申请竞买这宗地，不能重复申请", where="竞买申请", remedy="请在“我的竞买”中查看")


def _details(lot: Lot, party: PartyCard, asking: Asking, on: dt.date) -> Details:
    newest, terms = latest(lot), state_of(lot.pk).terms
    if asking.announcement != newest.number:
        what = "出让公告在您阅读之后有了补充"
        raise LingxingError(what, where="竞买申请", remedy="请先阅读补充公告，再提交申请")
    applicant = (party.name, party.identity)
    joint = bool(terms and terms.joint_bidding)
    return read_application(asking.typed, applicant, joint_allowed=joint, announcement=newest.number, on=on)


def _checked_files(files: Sequence[Upload]) -> list[tuple[str, str, bytes, str]]:
    """Return name, media type, content and digest of each file. RefusedFile for one that is not taken."""
    if len(files) > MOST_FILES:
        raise LingxingError(f"最多 {MOST_FILES} 份材料", where="申请材料", remedy="请合并后上传")
    if sum(len(content) for _, content in files) > 2 * settings.PAPER_MAX_BYTES:
        raise LingxingError("申请材料合计太大", where="申请材料", remedy="请压缩后上传")
    return [
        (
            file_name(name),
            check_file(name, content, settings.PAPER_MAX_BYTES).media_type,
            content,
            hashlib.sha256(content).hexdigest(),
        )
        for name, content in files
    ]


def _keep(row: Application, name: str, media_type: str, content: bytes, digest: str) -> None:
    key = uuid.uuid4()
    text = base64.b64encode(content).decode("ascii")
    ApplicationFile.objects.create(
        key=key,
        application=row,
        name_sealed=seal_text(name, file_name_context(key)),
        media_type=media_type,
        size=len(content),
        digest=digest,
        content_sealed=seal_text(text, file_context(key)),
    )
