"""Documents as PDF, set like an official paper."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from lingxing.engines.documents.exports.edition import Edition
from lingxing.engines.documents.exports.manuscript import Passage, manuscript
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError

_HERE = Path(__file__).parent
_LAYOUT = _HERE / "layout" / "paper.typ"
_BUILT_IN_FONTS = _HERE / "fonts"


def pdf(edition: Edition, font_directories: Sequence[Path] = ()) -> bytes:
    """Return the document as a tagged PDF; fonts of `font_directories` serve what the built-in ones lack.

    LingxingError when the type-setter refuses the document.
    """
    compiler = typst.Compiler(
        _LAYOUT.read_bytes(),
        font_paths=_fonts(tuple(map(str, font_directories))),
        sys_inputs={"paper": json.dumps(_paper(edition), ensure_ascii=False)},
    )
    # The type-setter takes whole seconds only.
    moment = edition.taken_in_at.replace(microsecond=0) if edition.taken_in_at else None
    try:
        made = compiler.compile(format="pdf", timestamp=moment)
    except typst.TypstError as error:
        remedy = "请改用网页打印或下载 DOCX"
        raise LingxingError(f"排版失败（{error.message}）", where=edition.document.title, remedy=remedy) from error
    if not isinstance(made, bytes):
        raise LingxingError("排版没有产生一份 PDF", where=edition.document.title)
    return made


@lru_cache(maxsize=4)
def _fonts(directories: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(font_paths=[str(_BUILT_IN_FONTS), *directories])


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
