"""The automatic numbers of a DOCX, written out as Word shows them: 第一条, （一）, 1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from lingxing.kernel.numerals import format_numeral

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCountingThousand"}
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SILENT = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: its form, its text with %1…%9 for the numbers, and where it starts."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    counter_of: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def read(cls, numbering: etree._Element | None, styles: etree._Element | None) -> "Numbering":
        """Return the lists that the parts numbering.xml and styles.xml define; either may be absent."""
        read = cls()
        if numbering is None:
            return read
        abstract = {one.get(WORD + "abstractNumId", ""): one for one in numbering.iterfind(WORD + "abstractNum")}
        for number in numbering.iterfind(WORD + "num"):
            name, kind = number.get(WORD + "numId", ""), child_value(number, "abstractNumId") or ""
            if kind in abstract:
                restarted = number.find(WORD + "lvlOverride") is not None
                read.lists[name] = dict(_levels(abstract[kind])) | dict(_overrides(number, abstract[kind]))
                read.counter_of[name] = f"{kind}/{name}" if restarted else kind
        read.styles = dict(_numbered_styles(styles)) if styles is not None else {}
        return read

    def marker(self, paragraph: etree._Element) -> str:
        """Return the number that Word shows before this paragraph and count on, or an empty string."""
        place = self._place(paragraph)
        if place is None or place[0] not in self.lists:
            return ""
        name, depth = place
        levels = self.lists[name]
        if depth not in levels:
            return ""
        counts = self._count(name, depth, levels)
        if levels[depth].form in _SILENT:
            return ""
        return _PLACE.sub(lambda found: _written(levels, counts, int(found[1]) - 1), levels[depth].text)

    def _count(self, name: str, depth: int, levels: dict[int, Level]) -> list[int | None]:
        counts = self.counts.setdefault(self.counter_of[name], [None] * _LEVELS)
        before = counts[depth]
        counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return counts

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Return the list and level of a paragraph, its own before its style's; None where it has no number."""
        properties = paragraph.find(WORD + "pPr")
        if properties is None:
            return None
        own = _list_place(properties)
        style = self.styles.get(child_value(properties, "pStyle") or "")
        if own is None:
            return style
        if own[0] == "0":
            return None
        return own


def child_value(parent: etree._Element, tag: str) -> str | None:
    """Return the w:val of the child with this tag, or None."""
    child = parent.find(WORD + tag)
    return None if child is None else child.get(WORD + "val")


def _list_place(properties: etree._Element) -> tuple[str, int] | None:
    numbered = properties.find(WORD + "numPr")
    if numbered is None:
        return None
    name = child_value(numbered, "numId")
    return (name, min(_integer(child_value(numbered, "ilvl"), 0), _LEVELS - 1)) if name else None


def _numbered_styles(styles: etree._Element) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in styles.iterfind(WORD + "style"):
        properties = style.find(WORD + "pPr")
        place = _list_place(properties) if properties is not None else None
        if place:
            yield style.get(WORD + "styleId", ""), place


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for level in parent.iterfind(WORD + "lvl"):
        yield _integer(level.get(WORD + "ilvl"), 0), _level(level)


def _level(level: etree._Element) -> Level:
    return Level(
        form=child_value(level, "numFmt") or "decimal",
        text=child_value(level, "lvlText") or "",
        start=_integer(child_value(level, "start"), 1),
    )


def _overrides(number: etree._Element, abstract: etree._Element) -> Iterator[tuple[int, Level]]:
    known = dict(_levels(abstract))
    for override in number.iterfind(WORD + "lvlOverride"):
        depth = _integer(override.get(WORD + "ilvl"), 0)
        level = override.find(WORD + "lvl")
        chosen = _level(level) if level is not None else known.get(depth)
        if chosen:
            start = _integer(child_value(override, "startOverride"), chosen.start)
            yield depth, Level(chosen.form, chosen.text, start)


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else otherwise


def _written(levels: dict[int, Level], counts: list[int | None], depth: int) -> str:
    if depth not in levels:
        return ""
    found = counts[depth]
    number = levels[depth].start if found is None else found
    return _format(levels[depth].form, number)


def _format(form: str, number: int) -> str:
    if form in _CHINESE and 0 <= number < 10_000:
        return format_numeral(number)
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if form in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)
