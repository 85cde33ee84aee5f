"""Official papers as PDF."""

from collections.abc import Sequence
from pathlib import Path

from lingxing.printing.codes import code_svg
from lingxing.printing.coverage import covered, named
from lingxing.printing.paper import Checking, Paper
from lingxing.printing.typesetting import typeset

_LAYOUT = Path(__file__).parent / "layout" / "official.typ"


def official_pdf(paper: Paper, font_directories: Sequence[Path] = ()) -> bytes:
    """Return the paper as tagged PDF/A; the same paper and fonts give the same bytes.

    Fonts of `font_directories` come first where they are those that GB/T 9704 asks for (仿宋, 小标宋, 楷体, 黑体), and
    serve what the shipped ones lack. What no font has is set as 〓 and named below. LingxingError when it can't be
    set.
    """
    missing = covered("".join(paper.texts), font_directories).missing
    data = _data(paper, missing)
    return typeset(
        _LAYOUT.read_bytes(),
        _replaced(data, font_directories) if missing else data,
        title=paper.title,
        moment=paper.issued_at,
        font_directories=font_directories,
        archival=True,
    )


def _data(paper: Paper, missing: Sequence[str]) -> dict[str, object]:
    notes = list(paper.notes)
    if missing:
        notes.append(f"本件有字库未收的字，以〓代替：{named(missing)}")
    return {
        "kind": paper.kind.value,
        "title": paper.title,
        "number": paper.number,
        "organ": paper.organ,
        "date": paper.date,
        "red_head": paper.red_head,
        "keywords": [paper.number] if paper.number else [],
        "paragraphs": [
            {"level": p.level.value, "text": p.text, "lead": p.lead, "flush": p.flush} for p in paper.paragraphs
        ],
        "rows": [{"label": row.label, "value": row.value} for row in paper.rows],
        "notes": notes,
        "checking": _checking(paper.checking) if paper.checking else None,
    }


def _checking(checking: Checking) -> dict[str, object]:
    return {"code": code_svg(checking.address).decode(), "lines": list(checking.lines)}


def _replaced(value: object, directories: Sequence[Path]) -> dict[str, object]:
    """Return the data with 〓 for what no font has."""
    made = _with_geta(value, directories)
    return made if isinstance(made, dict) else {}


def _with_geta(value: object, directories: Sequence[Path]) -> object:
    if isinstance(value, str):
        return covered(value, directories).text
    if isinstance(value, list):
        return [_with_geta(item, directories) for item in value]
    if isinstance(value, dict):
        return {key: _with_geta(item, directories) for key, item in value.items()}
    return value
