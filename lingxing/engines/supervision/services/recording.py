"""Writing down how a matter was looked at: visits, draws, media, excerpts (art. 8), each with its ledger entry."""

import base64
import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from lingxing.engines.cases.services.filing import check_file
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.ledger.services import commit, record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.models import Draw, Item, Record, RecordFile, RecordKind
from lingxing.engines.supervision.queries.records import content_context, name_context, record_context
from lingxing.engines.supervision.queries.sight import own_offices
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

MOST_FILES = 20
_ARTICLES = {
    RecordKind.VISIT: "第八条第（三）项",
    RecordKind.RANDOM: "第八条第（四）项",
    RecordKind.MEDIA: "第八条第（五）项",
    RecordKind.EXCERPT: "第八条第（二）项",
    RecordKind.INSPECTION: "第六条第（四）项",
}
_LONGEST = {"team": 500, "spoken_to": 500, "found": 5000, "conclusion": 2000}
_NEEDED = {
    RecordKind.VISIT: ("team", "place", "found"),
    RecordKind.RANDOM: ("team", "place", "found"),
    RecordKind.MEDIA: ("team", "found"),
    RecordKind.EXCERPT: ("found",),
    RecordKind.INSPECTION: ("team", "place", "found"),
}
_LABELS = {"team": "督查组成员", "place": "地点", "found": "督查情况", "spoken_to": "接触的人", "conclusion": "结论"}


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A look at a matter. `team` says who went, `spoken_to` whom they met, `found` what they saw."""

    kind: RecordKind
    at: dt.datetime
    place: str = ""
    team: str = ""
    spoken_to: str = ""
    found: str = ""
    conclusion: str = ""
    draw: UUID | None = None
    shared: bool = False
    """Whether the units of the matter may read it."""


@write_transaction()
def add_record(
    account: Account, item_id: UUID, new: NewRecord, files: Sequence[tuple[str, bytes]], at: dt.datetime
) -> Record:
    """Keep a record with its photos and return it. What it says is sealed; the ledger holds commitments and digests.

    LingxingError where something is missing, too long or lies ahead; RefusedFile for a file that is not taken.
    """
    item = _item(account, item_id, at)
    _check(new, files, at)
    row = Record(
        id=uuid.uuid4(),
        item=item,
        kind=new.kind,
        at=new.at,
        place=new.place,
        draw=_draw(new),
        entered_at=at,
        entered_by=account.actor.id,
        account=account,
        shared=new.shared,
    )
    kept = [_file(row, name, content) for name, content in files]
    words = {name: getattr(new, name) for name in _LONGEST}
    commitments, salts = commit(words)
    row.sealed = seal_text(json.dumps({**words, "salts": salts}, ensure_ascii=False), record_context(row.pk))
    payload = {
        "record": str(row.pk),
        "kind": new.kind.value,
        "at": new.at.isoformat(),
        "draw": str(new.draw) if new.draw else None,
        "fields": commitments,
        "files": [one.digest for one in kept],
    }
    entry = record(stream_of(item.pk), f"record_{new.kind}", account.actor, payload, at, article=_ARTICLES[new.kind])
    row.ledger_sequence = entry.sequence
    row.save()
    RecordFile.objects.bulk_create(kept)
    return row


@write_transaction()
def share_record(account: Account, record_id: UUID, at: dt.datetime) -> Record:
    """Let the units of the matter read a record from now on. Once shared it stays so."""
    row = _record(account, record_id, at)
    if not row.shared:
        row.shared = True
        row.save(update_fields=["shared"])
        record(stream_of(row.item_id), "share_record", account.actor, {"record": str(row.pk)}, at)
    return row


@write_transaction()
def add_file(account: Account, record_id: UUID, name: str, content: bytes, at: dt.datetime) -> RecordFile:
    """Keep one more photo or paper with a record and return it, sealed; the ledger holds its digest.

    RefusedFile for a file that is not taken; LingxingError where the record holds 20 already.
    """
    row = _record(account, record_id, at)
    if row.files.count() >= MOST_FILES:
        raise LingxingError(f"一份记录最多 {MOST_FILES} 个文件", where="照片和材料", remedy="请另写一份记录")
    kept = _file(row, name, content)
    kept.save()
    payload = {"record": str(row.pk), "file": kept.digest}
    record(
        stream_of(row.item_id), "add_record_file", account.actor, payload, at, article=_ARTICLES[RecordKind(row.kind)]
    )
    return kept


def stream_of(item_id: UUID) -> str:
    """Return the stream of a matter's records in the ledger, beside that of its case."""
    return f"supervision:{item_id}"


def _record(account: Account, record_id: UUID, at: dt.datetime) -> Record:
    row = Record.objects.select_for_update().filter(pk=record_id).first()
    if row is None:
        raise NotFound("没有这份督查记录", where="督查记录", remedy="请从督查事项页打开")
    _item(account, row.item_id, at)
    return row


def _item(account: Account, item_id: UUID, at: dt.datetime) -> Item:
    item = Item.objects.select_related("case").filter(pk=item_id).first()
    if item is None:
        raise NotFound("没有这个督查事项", where="督查事项", remedy="请从督查看板中打开")
    if item.case.package not in own_offices(account, at.astimezone(SHANGHAI).date()).values():
        raise NotAllowed("只有督查室能记录督查", where=item.number, remedy="请用督查室的账号登录")
    return item


def _check(new: NewRecord, files: Sequence[tuple[str, bytes]], at: dt.datetime) -> None:
    missing = [_LABELS[name] for name in _NEEDED[new.kind] if not getattr(new, name).strip()]
    if missing:
        raise LingxingError(f"没有写{'、'.join(missing)}", where=new.kind.label, remedy="请补齐")
    for name, most in _LONGEST.items():
        if len(getattr(new, name)) > most:
            raise LingxingError(f"超过{most}字", where=_LABELS[name], remedy="请精简")
    if len(new.place) > 200:
        raise LingxingError("超过200字", where="地点", remedy="请精简")
    if new.at > at:
        raise LingxingError("时间还没有到", where="督查时间", remedy="请写实际督查的时间")
    if len(files) > MOST_FILES:
        raise LingxingError(f"一次最多 {MOST_FILES} 个文件", where="照片和材料", remedy="请分几份记录上传")
    if new.draw is not None and new.kind is not RecordKind.RANDOM:
        raise LingxingError("只有随机督查附抽取结果", where="抽取", remedy="请改为随机督查，或不选抽取")


def _draw(new: NewRecord) -> Draw | None:
    if new.draw is None:
        return None
    found = Draw.objects.filter(pk=new.draw, drawn_at__isnull=False).first()
    if found is None:
        raise NotFound("没有这次抽取，或还没有抽", where="抽取", remedy="请从列表中选择")
    return found


def _file(row: Record, name: str, content: bytes) -> RecordFile:
    kind = check_file(name, content, settings.PAPER_MAX_BYTES)
    key = uuid.uuid4()
    return RecordFile(
        id=key,
        record=row,
        name_sealed=seal_text(name[:200], name_context(key)),
        media_type=kind.media_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        content_sealed=seal_text(base64.b64encode(content).decode("ascii"), content_context(key)),
    )
