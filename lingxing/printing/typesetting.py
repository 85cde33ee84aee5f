"""Type-setting: a layout file and data go in, a PDF comes out."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

from lingxing.kernel.errors import LingxingError

FONTS = Path(__file__).parent / "fonts"
"""The fonts that are shipped."""


def typeset(
    layout: bytes,
    data: Mapping[str, object],
    *,
    title: str,
    moment: dt.datetime | None = None,
    font_directories: Sequence[Path] = (),
    machine_fonts: bool = False,
    archival: bool = False,
) -> bytes:
    """Return the PDF that `layout` makes of `data`, which it reads as the JSON input `paper`.

    Without `machine_fonts` the same data, moment and font directories always give the same bytes. `archival` makes it
    PDF/A-2a. LingxingError with the paper's title when the type-setter refuses it.
    """
    compiler = typst.Compiler(
        layout,
        font_paths=_fonts(tuple(map(str, font_directories)), machine_fonts),
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
    )
    standard: Literal["a-2a"] | None = "a-2a" if archival else None
    # The type-setter takes whole seconds only.
    whole = moment.astimezone(dt.UTC).replace(microsecond=0) if moment else None
    try:
        made = compiler.compile(format="pdf", timestamp=whole, pdf_standards=standard)
    except typst.TypstError as error:
        remedy = "请改用网页打印或下载 DOCX"
        raise LingxingError(f"排版失败（{error.message}）", where=title, remedy=remedy) from error
    if not isinstance(made, bytes):
        raise LingxingError("排版没有产生一份 PDF", where=title)
    return made


@lru_cache(maxsize=8)
def _fonts(directories: tuple[str, ...], machine: bool) -> typst.Fonts:  # noqa: FBT001 - the cache's key
    return typst.Fonts(
        include_system_fonts=machine, include_embedded_fonts=machine, font_paths=[str(FONTS), *directories]
    )
