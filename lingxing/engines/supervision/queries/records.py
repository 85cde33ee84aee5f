"""Records of how a matter was looked at, opened for who may read them."""

import base64
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.models import Draw, Item, Record, RecordFile, RecordKind
from lingxing.engines.supervision.queries.sight import sight_of
from lingxing.engines.supervision.queries.units import unit_organs
from lingxing.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class FileCard:
    """A photo or paper of a record."""

    id: UUID
    name: str
    media_type: str
    size: int
    digest: str

    @property
    def is_picture(self) -> bool:
        """Return whether a page can show it."""
        return self.media_type in ("image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record with its words."""

    row: Record
    team: str
    spoken_to: str
    found: str
    conclusion: str
    files: tuple[FileCard, ...]

    @property
    def kind_label(self) -> str:
        """Return the kind in Chinese."""
        return str(RecordKind(self.row.kind).label)


def item_for(account: Account, item_id: UUID, on: dt.date) -> tuple[Item, bool]:
    """Return a matter that the account sees, and whether it sees it as the office and those above do, not as a unit.

    NotFound where there is none or the account must not know of it.
    """
    item = Item.objects.select_related("plan", "lead", "case").filter(pk=item_id).first()
    sight = sight_of(account, on)
    if item is not None and sight.every:
        return item, True
    if item is not None and item.units.filter(organ__in=sight.organs).exists():
        return item, False
    raise NotFound("没有这个督查事项", where="督查事项", remedy="请从督查看板或者“本单位督办”中打开")


def records_of(item: Item, *, every: bool) -> list[ShownRecord]:
    """Return the records of a matter, the newest first: all, or those that its units may read."""
    rows = Record.objects.filter(item=item).select_related("draw").prefetch_related("files")
    if not every:
        rows = rows.filter(shared=True)
    return [_shown(row) for row in rows.order_by("-at", "-entered_at")]


def _shown(row: Record) -> ShownRecord:
    words = json.loads(unseal_text(row.sealed, record_context(row.pk)))
    files = tuple(file_card(one) for one in row.files.all())
    return ShownRecord(row, words["team"], words["spoken_to"], words["found"], words["conclusion"], files)


def file_card(row: RecordFile) -> FileCard:
    """Return a file with its name opened."""
    return FileCard(row.pk, unseal_text(row.name_sealed, name_context(row.pk)), row.media_type, row.size, row.digest)


def file_of(account: Account, file_id: UUID, on: dt.date) -> tuple[FileCard, bytes]:
    """Return a file with its content for an account that may read its record. NotFound for any other."""
    row = RecordFile.objects.select_related("record").filter(pk=file_id).first()
    if row is None:
        raise NotFound("没有这份文件", where="督查记录", remedy="请从督查事项页打开")
    _, every = item_for(account, row.record.item_id, on)
    if not (every or row.record.shared):
        raise NotFound("没有这份文件", where="督查记录", remedy="请从督查事项页打开")
    return file_card(row), base64.b64decode(unseal_text(row.content_sealed, content_context(row.pk)))


def draws() -> Sequence[Draw]:
    """Return the draws, the newest first."""
    return list(Draw.objects.select_related("organ").order_by("-opened_at")[:200])


def is_unit(account: Account, item: Item, on: dt.date) -> bool:
    """Return whether the account answers for a unit of the matter."""
    return item.units.filter(organ__in=unit_organs(account, on)).exists()


def record_context(record_id: UUID) -> str:
    """Return the context in which the words of a record are sealed."""
    return f"supervision:record:{record_id}"


def name_context(file_id: UUID) -> str:
    """Return the context in which the name of a file is sealed."""
    return f"supervision:file:{file_id}:name"


def content_context(file_id: UUID) -> str:
    """Return the context in which the content of a file is sealed."""
    return f"supervision:file:{file_id}"
