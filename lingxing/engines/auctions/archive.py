"""The record of a lot for the archive (art. 32): the provable export, and a paper whose cover carries its digest."""

import datetime as dt
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.archive import Record, record_of
from lingxing.engines.auctions.queries.exporting import export_lot
from lingxing.kernel.dates import SHANGHAI
from lingxing.printing.coverage import covered
from lingxing.printing.typesetting import typeset

_LAYOUT = Path(__file__).parent / "layout" / "archive.typ"
_NOTES = (
    "本档案列出宗地、公告、竞买申请、到账、全过程、结束以后和退款，由系统台账生成；含竞买人信息，只供存档。",
    "同时生成的记录文件可在任何一台电脑上离线校验：lingxing verify 文件名。文件的 SHA-256 须与封面相同。",
)


@dataclass(frozen=True, slots=True)
class Archive:
    """The two files of a lot: `export` for `lingxing verify`, everything opened, and `paper`, a PDF."""

    number: str
    export: bytes
    paper: bytes
    digest: str
    """The SHA-256 of the export."""

    def packed(self) -> bytes:
        """Return both as one ZIP."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
            pack.writestr(f"{self.number} 归档.pdf", self.paper)
            pack.writestr(f"{self.number} 记录.jsonl", self.export)
        return buffer.getvalue()


def archive_of(lot: Lot, at: dt.datetime) -> Archive:
    """Return the record of a lot that has ended or was terminated; LingxingError before.

    Reading: 中止时也要存档；中止后活动还要恢复，竞买人的信息不能公开，所以中止时只做检查点，结束或者终止后再打印。
    """
    record = record_of(lot, at.astimezone(SHANGHAI).date())
    export = b"".join(export_lot(lot.pk, at, full=True))
    digest = hashlib.sha256(export).hexdigest()
    return Archive(lot.number, export, _paper(lot, record, digest, at), digest)


def _paper(lot: Lot, record: Record, digest: str, at: dt.datetime) -> bytes:
    fonts = [settings.FONT_DIRECTORY] if settings.FONT_DIRECTORY else []
    title = f"国有建设用地使用权网上挂牌出让档案 {lot.number}"
    cover = [
        ("宗地编号", lot.number),
        ("出让人", lot.grantor.name),
        ("交易机构", lot.agency.name),
        ("结果", record.outcome),
        ("记录条数", f"{record.events}"),
        ("生成时间", f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"),
        ("记录文件的 SHA-256", digest),
    ]
    sections = [
        {
            "title": section.title,
            "columns": list(section.columns),
            "widths": list(section.widths),
            "rows": [[covered(cell, fonts).text for cell in row] for row in section.rows],
        }
        for section in record.sections
    ]
    shown = [[covered(cell, fonts).text for cell in row] for row in cover]
    data = {"title": title, "agency": lot.agency.name, "cover": shown, "notes": list(_NOTES), "sections": sections}
    return typeset(_LAYOUT.read_bytes(), data, title=title, moment=at, font_directories=fonts, archival=True)
