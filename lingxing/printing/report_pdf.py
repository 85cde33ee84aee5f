"""Reports as PDF, and their charts as pictures."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from lingxing.kernel.errors import LingxingError
from lingxing.printing.coverage import covered, named
from lingxing.printing.paper import Paragraph
from lingxing.printing.report import Chart, Report, ReportTable
from lingxing.printing.typesetting import FONTS, typeset

_LAYOUT = Path(__file__).parent / "layout" / "report.typ"
_PIXELS = 200
"""A picture's pixels an inch: sharp on paper."""


def report_pdf(report: Report, font_directories: Sequence[Path] = ()) -> bytes:
    """Return the report as tagged PDF/A; the same report and fonts give the same bytes.

    What no font has is set as 〓 and named below. LingxingError when it can't be set.
    """
    missing = covered("".join(report.texts), font_directories).missing
    data = _data(report, missing)
    return typeset(
        _LAYOUT.read_bytes(),
        _with_geta(data, font_directories) if missing else data,
        title=report.title,
        moment=report.issued_at,
        font_directories=font_directories,
        archival=True,
    )


def chart_png(chart: Chart) -> bytes:
    """Return the chart as PNG, 152 mm wide. LingxingError when it can't be drawn."""
    blank = {"organ": "", "title": chart.caption, "number": "", "draft": False}
    compiler = typst.Compiler(
        _LAYOUT.read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]),
        sys_inputs={"paper": json.dumps({**blank, "picture": asdict(chart)}, ensure_ascii=False)},
    )
    try:
        made = compiler.compile(format="png", ppi=_PIXELS)
    except typst.TypstError as error:
        raise LingxingError(f"图表画不出来（{error.message}）", where=chart.caption) from error
    if not isinstance(made, bytes):
        raise LingxingError("图表不止一页", where=chart.caption)
    return made


def _data(report: Report, missing: Sequence[str]) -> dict[str, Any]:
    notes = list(report.notes)
    if missing:
        notes.append(f"本件有字库未收的字，以〓代替：{named(missing)}")
    return {
        "organ": report.organ,
        "title": report.title,
        "number": report.number,
        "date": report.date,
        "draft": report.draft,
        "notes": notes,
        "blocks": [_block(block) for block in report.blocks],
    }


def _block(block: Paragraph | ReportTable | Chart) -> dict[str, Any]:
    kinds = {Paragraph: "paragraph", ReportTable: "table", Chart: "chart"}
    shares = {"parts": block.shares} if isinstance(block, ReportTable) else {}
    return {"type": kinds[type(block)], **asdict(block), **shares}


def _with_geta(value: Any, directories: Sequence[Path]) -> Any:
    if isinstance(value, str):
        return covered(value, directories).text
    if isinstance(value, list | tuple):
        return [_with_geta(item, directories) for item in value]
    if isinstance(value, dict):
        return {key: _with_geta(item, directories) for key, item in value.items()}
    return value
