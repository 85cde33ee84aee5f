"""Documents as PDF, set like an official paper."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lingxing.engines.documents.exports.edition import Edition
from lingxing.engines.documents.exports.manuscript import Passage, manuscript
from lingxing.kernel.dates import format_date
from lingxing.printing.typesetting import typeset

_LAYOUT = Path(__file__).parent / "layout" / "paper.typ"


def pdf(edition: Edition, font_directories: Sequence[Path] = ()) -> bytes:
    """Return the document as a tagged PDF; fonts of `font_directories` serve what the built-in ones lack.

    LingxingError when the type-setter refuses the document.
    """
    return typeset(
        _LAYOUT.read_bytes(),
        _paper(edition),
        title=edition.document.title,
        moment=edition.taken_in_at,
        font_directories=font_directories,
        machine_fonts=True,
    )


def _paper(edition: Edition) -> dict[str, Any]:
    document = edition.document
    return {
        "title": document.title or document.number or edition.key,
        "short": document.number or document.title[:24],
        "issuer": document.issuer or "",
        "keywords": [word for word in (document.number, document.kind) if word],
        "status": edition.status,
        "passages": [_passage(passage) for passage in manuscript(document)],
        "notes": notes(edition),
    }


def notes(edition: Edition) -> list[str]:
    """Return the closing lines of a paper: where it was printed, its state on a day, its address."""
    info = edition.gazette
    year = f"{info.year}年" if info.year else ""
    printed = " ".join(part for part in (info.name, f"{year}{info.issue or ''}", info.serial) if part)
    state = f"{format_date(edition.on)}查询：{edition.status}" if edition.on and edition.status else ""
    lines = (f"载于：{printed}" if printed else "", state, f"网页：{edition.url}" if edition.url else "")
    return [line for line in (*lines, "本件由公报文本整理生成，以正式印发的文本为准。") if line]


def _passage(passage: Passage) -> dict[str, Any]:
    shared = {"role": passage.role.value, "text": passage.text, "lead": passage.lead, "weight": passage.weight}
    if passage.table is None:
        return shared
    return shared | {"header": list(passage.table.header), "rows": [list(row) for row in passage.table.rows]}
