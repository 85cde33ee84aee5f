"""Bulletins as files, printed from what is stored and from nothing else."""

from pathlib import Path

from django.conf import settings

from lingxing.engines.supervision.domain.bulletins import blocks_of, digest_of
from lingxing.engines.supervision.domain.snapshots import snapshot_from_json
from lingxing.engines.supervision.models import Bulletin
from lingxing.kernel.dates import SHANGHAI, format_date
from lingxing.kernel.errors import LingxingError
from lingxing.printing.characters import file_name
from lingxing.printing.report import Report
from lingxing.printing.report_pdf import report_pdf
from lingxing.printing.report_word import report_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def bulletin_pdf(row: Bulletin) -> bytes:
    """Return the bulletin as PDF/A. LingxingError where what is stored is not what was released."""
    fonts: Path | None = settings.FONT_DIRECTORY
    return report_pdf(report_of(row), (fonts,) if fonts else ())


def bulletin_docx(row: Bulletin) -> bytes:
    """Return the bulletin as DOCX; as `bulletin_pdf` else."""
    return report_docx(report_of(row))


def report_of(row: Bulletin) -> Report:
    """Return the bulletin ready to be set. LingxingError where what is stored is not what was released."""
    if row.released_at is not None and digest_of(row.title, row.text, row.snapshot) != row.digest:
        remedy = "请管理员运行 lingxing ledger check，用备份恢复"
        raise LingxingError("存下的内容与签发时的摘要不符，不能打印", where=row.number, remedy=remedy)
    moment = row.released_at or row.drafted_at
    return Report(
        organ=row.organ.name,
        title=row.title,
        number=row.number,
        date=format_date(moment.astimezone(SHANGHAI).date()),
        issued_at=moment,
        blocks=blocks_of(row.text, snapshot_from_json(row.snapshot)),
        draft=row.released_at is None,
    )


def bulletin_name(row: Bulletin, extension: str) -> str:
    """Return the name of the file: number and title."""
    return file_name(f"{row.number} {row.title}".strip(), extension, str(row.pk))
