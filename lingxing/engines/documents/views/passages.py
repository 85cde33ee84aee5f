"""A document's text as rows for a template: flat, so that the longest document renders quickly."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Document, Instrument, Table, Unit, UnitLevel, Validity
from lingxing.engines.documents.domain.structure import shown_marker
from lingxing.engines.documents.exports.arrangement import (
    BEFORE_UNITS,
    opened_articles,
    opens_with_paragraph,
    tables_by_unit,
    walk,
)

_HEADINGS = {UnitLevel.CHAPTER: 3, UnitLevel.SECTION: 4, UnitLevel.OUTLINE_1: 3}
_OUTLINED = {UnitLevel.CHAPTER, UnitLevel.SECTION, UnitLevel.OUTLINE_1, UnitLevel.OUTLINE_2}
_LONGEST_ENTRY = 26


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as it is shown. `heading_level` is 3 or 4 for heads, 0 else; `paragraph_id` is the id of the first
    paragraph where it runs on the article's line."""

    id: str
    level: str
    depth: int
    heading_level: int
    marker: str
    heading: str
    first: str
    more: tuple[str, ...]
    citation: str
    inferred: bool
    tables: tuple[Table, ...]
    paragraph_id: str = ""

    @property
    def runs_in(self) -> bool:
        """Return whether a heading and its text share a paragraph and no punctuation parts them."""
        return bool(self.heading and self.first and self.heading[-1] not in "。．.；;：:，,！？!?、")


@dataclass(frozen=True, slots=True)
class Part:
    """The notice, an instrument or an annex. `id` is its anchor."""

    id: str
    title: str
    kind: str
    rows: tuple[Row, ...]
    tables: tuple[Table, ...] = ()
    validity: Validity | None = None
    label: str = ""
    included: bool = True


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline; `depth` 0 is a part's title."""

    id: str
    text: str
    depth: int


def parts(document: Document) -> tuple[Part, ...]:
    """Return notice, instruments and annexes in the order of reading."""
    return tuple(_parts(document))


def _parts(document: Document) -> Iterator[Part]:
    wrapped = bool(document.notice) or len(document.instruments) > 1
    if document.notice:
        yield Part("part-notice", "", document.wrapper or "", _rows(document.notice, {}))
    for instrument in document.instruments:
        yield _instrument(instrument, instrument.title if wrapped else "")
    for annex in document.annexes:
        placed = tables_by_unit(annex.units, annex.tables)
        yield Part(
            id=f"part-{annex.id}",
            title=annex.title,
            kind="附件",
            rows=_rows(annex.units, placed),
            tables=tuple(placed.get(BEFORE_UNITS, ())),
            label=annex.label or "附件",
            included=annex.included,
        )


def _instrument(instrument: Instrument, title: str) -> Part:
    placed = tables_by_unit(instrument.units, instrument.tables)
    rows = _rows(instrument.units, placed)
    first = tuple(placed.get(BEFORE_UNITS, ()))
    return Part(f"part-{instrument.id}", title, instrument.kind, rows, first, instrument.validity)


def _rows(units: Sequence[Unit], placed: Mapping[str, list[Table]]) -> tuple[Row, ...]:
    inner = {unit.id: unit.children[0].id for unit in walk(units) if opens_with_paragraph(unit)}
    return tuple(_each(opened_articles(units), placed, inner, 0))


def _each(
    units: Sequence[Unit], placed: Mapping[str, list[Table]], inner: Mapping[str, str], depth: int
) -> Iterator[Row]:
    for unit in units:
        paragraph = inner.get(unit.id, "")
        lines = [line.strip() for line in unit.text.splitlines() if line.strip()]
        heading_level = _HEADINGS.get(unit.level, 0)
        yield Row(
            id=unit.id,
            level=unit.level.value,
            depth=min(depth, 4),
            heading_level=heading_level,
            marker=shown_marker(unit),
            heading=unit.heading,
            first=lines[0] if lines else "",
            more=tuple(lines[1:]),
            citation=unit.citation,
            inferred=unit.inferred,
            tables=(*placed.get(unit.id, ()), *(placed.get(paragraph, ()) if paragraph else ())),
            paragraph_id=paragraph,
        )
        yield from _each(unit.children, placed, inner, depth + (0 if heading_level else 1))


def outline(shown: Sequence[Part]) -> tuple[OutlineEntry, ...]:
    """Return the outline: parts, chapters, sections, the outline's first two levels; articles where nothing else is."""
    return tuple(_outline(shown))


def _outline(shown: Sequence[Part]) -> Iterator[OutlineEntry]:
    for part in shown:
        if part.title or part.label:
            yield OutlineEntry(part.id, _short(f"{part.label} {part.title}".strip()), 0)
        levels = _OUTLINED if any(row.level in _OUTLINED for row in part.rows) else {UnitLevel.ARTICLE}
        for row in part.rows:
            if row.level in levels and (row.marker or row.heading):
                yield OutlineEntry(row.id, _entry(row), 2 if row.level in (UnitLevel.SECTION, "outline_2") else 1)


def _entry(row: Row) -> str:
    spaced = " " if row.level in (UnitLevel.CHAPTER, UnitLevel.SECTION, UnitLevel.ARTICLE) else ""
    return _short(spaced.join(part for part in (row.marker, row.heading or row.first) if part))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_ENTRY else f"{text[: _LONGEST_ENTRY - 1]}…"
