"""Drafting a lot (art. 8): what it says, and the files of the sale. Nothing here is public yet."""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from lingxing.engines.auctions.domain.descriptions import clean_draft
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import FileKind, Lot, LotFile, LotKey
from lingxing.engines.auctions.queries.listings import listing_packages
from lingxing.engines.auctions.queries.lots import agencies_of, own_lot, possible_grantors
from lingxing.engines.auctions.queries.reserves import key_context
from lingxing.engines.auctions.sealing import make_key
from lingxing.engines.cases.services.filing import check_file
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.actors import Actor
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed

MOST_FILES = 30
LONGEST_NAME = 100
_ATTEMPTS = 5
_CHANGEABLE = (Stage.DRAFT, Stage.LISTING)


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot that is begun: the package whose rules will bind it, who grants it and who runs the sale."""

    package: str
    grantor: int
    agency: int


def begin_lot(account: Account, new: NewLot, typed: Mapping[str, str], at: dt.datetime) -> Lot:
    """Return a new draft under the next number of the year. WrongDraft for texts that are too long.

    NotAllowed where the account does not work for the agency, or the grantor is of another city; LingxingError for a
    package that governs no listing sale on the day.
    """
    on = at.astimezone(SHANGHAI).date()
    if new.agency not in agencies_of(account, on) or new.grantor not in possible_grantors([new.agency]):
        raise NotAllowed("您不在这个交易机构任职，或出让人不属于这个城市", where="出让人和交易机构")
    if new.package not in listing_packages(on):
        raise LingxingError("没有这个规则，或已失效", where="适用的规则", remedy="请从列出的规则中选择")
    draft = clean_draft(typed)
    for attempt in range(_ATTEMPTS):
        try:
            with transaction.atomic():
                return _begun(account, new, draft, at)
        except IntegrityError:
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError("the loop returns or raises")


def _begun(account: Account, new: NewLot, draft: Mapping[str, str], at: dt.datetime) -> Lot:
    lot = Lot.objects.create(
        number=_next_number(at.astimezone(SHANGHAI).year),
        package=new.package,
        grantor_id=new.grantor,
        agency_id=new.agency,
        created_at=at,
        created_by=account,
        draft=draft,
    )
    public, private = make_key()
    LotKey.objects.create(lot=lot, public=public, private_sealed=seal_text(private, key_context(lot.pk)), made_at=at)
    _record(lot, "begin_lot", account.actor, {"number": lot.number, "digest": _digest(draft)}, at)
    return lot


def _next_number(year: int) -> str:
    last = Lot.objects.filter(number__startswith=f"{year}-").aggregate(last=Max("number"))["last"]
    return f"{year}-{int(last.partition('-')[2]) + 1 if last else 1:04}"


@transaction.atomic
def save_draft(account: Account, number: str, typed: Mapping[str, str], at: dt.datetime) -> Lot:
    """Keep what was typed; once the lot is announced it is the draft of a supplement. WrongDraft as in `begin_lot`."""
    lot = _changeable(account, number, at)
    lot.draft = clean_draft(typed)
    lot.save(update_fields=["draft"])
    _record(lot, "save_draft", account.actor, {"digest": _digest(lot.draft)}, at)
    return lot


@transaction.atomic
def add_file(account: Account, number: str, kind: str, upload: tuple[str, bytes], at: dt.datetime) -> LotFile:
    """Keep a file (name and content) of the sale. RefusedFile for a type that is not taken, or too large."""
    name, content = upload
    checked = check_file(name, content, settings.PAPER_MAX_BYTES)
    lot = _changeable(account, number, at)
    if kind not in FileKind.values:
        raise LingxingError("请选择文件的种类", where="文件种类")
    if LotFile.objects.filter(lot=lot, replaced=False).count() >= MOST_FILES:
        raise LingxingError(f"每宗地最多 {MOST_FILES} 份文件", where="出让文件", remedy="请先移去不用的")
    row = LotFile.objects.create(
        lot=lot,
        kind=kind,
        name=file_name(name),
        media_type=checked.media_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_at=at,
        uploaded_by=account,
    )
    _record(lot, "add_file", account.actor, {"kind": kind, "digest": row.digest}, at)
    return row


@transaction.atomic
def drop_file(account: Account, number: str, key: UUID, at: dt.datetime) -> None:
    """Take a file out of the draft; where it was published it stays with its announcement."""
    lot = _changeable(account, number, at)
    row = LotFile.objects.defer("content").filter(lot=lot, key=key, replaced=False).first()
    if row is not None:
        LotFile.objects.filter(pk=row.pk).update(replaced=True)
        _record(lot, "drop_file", account.actor, {"digest": row.digest}, at)


def file_name(name: str) -> str:
    """Return a file's name as it is kept: no path, no control characters, at most 100 characters."""
    plain = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    kept = "".join(c for c in plain if c.isprintable()).strip()
    ending = PurePath(kept).suffix
    return kept if len(kept) <= LONGEST_NAME else kept[: LONGEST_NAME - len(ending)] + ending


def _changeable(account: Account, number: str, at: dt.datetime) -> Lot:
    lot = own_lot(account, number, at.astimezone(SHANGHAI).date(), lock=True)
    if lot.stage not in _CHANGEABLE:
        raise LingxingError("挂牌已截止，公告内容不能再变更", where=lot.number, remedy="如须停止出让，请办理中止或终止")
    return lot


def _record(lot: Lot, act: str, actor: Actor, payload: Mapping[str, object], at: dt.datetime) -> None:
    record(f"lot-draft:{lot.pk}", act, actor, payload, at)


def _digest(draft: Mapping[str, str]) -> str:
    return hashlib.sha256(canonical_json(draft).encode()).hexdigest()
