"""Markers that the source lost, shown in brackets."""

from collections.abc import Callable, Mapping

from lingxing.engines.documents.domain.model import Unit, UnitLevel
from lingxing.kernel.citations import article_step, item_step
from lingxing.kernel.numerals import format_numeral

_WRITTEN: Mapping[UnitLevel, Callable[[int], str]] = {
    UnitLevel.CHAPTER: lambda n: f"第{format_numeral(n)}章",
    UnitLevel.SECTION: lambda n: f"第{format_numeral(n)}节",
    UnitLevel.ARTICLE: article_step,
    UnitLevel.ITEM: lambda n: item_step(n)[1:-1],
    UnitLevel.SUBITEM: lambda n: f"{n}.",
    UnitLevel.OUTLINE_1: lambda n: f"{format_numeral(n)}、",
    UnitLevel.OUTLINE_2: lambda n: f"（{format_numeral(n)}）",
    UnitLevel.OUTLINE_3: lambda n: f"{n}.",
    UnitLevel.OUTLINE_4: lambda n: f"（{n}）",
}


def shown_marker(unit: Unit) -> str:
    """Return the marker for readers: as printed, or ［第三条］ where the number was given by position.

    Units without a number, and paragraphs, which carry no marker, keep what is printed.
    """
    written = _WRITTEN.get(unit.level)
    if not unit.inferred or unit.number is None or written is None or not 0 <= unit.number < 10_000:
        return unit.marker
    return f"［{written(unit.number)}］"
