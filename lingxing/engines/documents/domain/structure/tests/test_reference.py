"""The five reference gazettes: chapters, articles and sections of every instrument, from its own lines."""

import json
from pathlib import Path
from typing import Any

import pytest

from lingxing.engines.documents.domain.model import Line, ProblemKind, UnitLevel
from lingxing.engines.documents.domain.reading import read_source
from lingxing.engines.documents.domain.repair import clean_lines, join_lines
from lingxing.engines.documents.domain.structure import Structure, build_units, count_level, highest_number, walk
from lingxing.engines.documents.domain.structure.tests.samples import printed_words

pytestmark = pytest.mark.gazettes
FILES = ("qianjiang-2025-06", "ezhou-2021-05", "ezhou-2022-06", "jingzhou-2017", "xianning-2024-02")


@pytest.fixture(scope="module")
def instruments(reference: Path) -> list[tuple[dict[str, Any], list[Line], Structure]]:
    """Return each instrument's reference entry, its lines and the structure built of them."""
    sources = [read_source(f"{name}.txt", (reference / f"{name}.txt").read_bytes()) for name in FILES]
    cleaned = [clean_lines(source).lines for source in sources]
    found = []
    for document in json.loads((reference / "documents.json").read_text(encoding="utf-8")):
        for entry in document["instruments"]:
            whole = cleaned[int(document["gazette"])]
            lines = [line for line in whole if entry["line"] < line.first_line <= entry["end"]]
            joined = list(join_lines(lines).lines)
            found.append((entry, joined, build_units(joined, entry["title"], "")))
    return found


Instruments = list[tuple[dict[str, Any], list[Line], Structure]]


def test_every_instrument_has_the_articles_and_sections_it_was_printed_with(instruments: Instruments) -> None:
    for entry, _, structure in instruments:
        articles = highest_number(structure.units, UnitLevel.ARTICLE)
        assert articles == entry.get("articles"), entry["title"]
        if not articles:
            sections = entry.get("sections") or entry["items"]
            assert count_level(structure.units, UnitLevel.OUTLINE_1) == sections, entry["title"]


def test_chapters_are_found_even_without_their_markers_or_asked_for(instruments: Instruments) -> None:
    for entry, _, structure in instruments:
        chapters = count_level(structure.units, UnitLevel.CHAPTER)
        lost = [problem for problem in structure.problems if problem.kind is ProblemKind.LOST_MARKER]
        assert chapters + len(lost) == (entry.get("chapters") or 0), entry["title"]


def test_running_items_keep_their_printed_numbers(instruments: Instruments) -> None:
    for entry, _, structure in instruments:
        style = entry.get("item_style", "")
        if "running" in style:
            units = [unit for unit in walk(structure.units) if unit.level.startswith("outline") and unit.number]
            bracketed = not style[0].isdigit()
            numbers = [
                unit.number for unit in units if (unit.marker[:1] in "（(") == bracketed and unit.marker[-1] != "、"
            ]
            assert numbers == list(range(1, entry["items"] + 1)), entry["title"]


def test_no_article_is_missing_without_a_problem(instruments: Instruments) -> None:
    for entry, _, structure in instruments:
        missing = (entry.get("articles") or 0) - count_level(structure.units, UnitLevel.ARTICLE)
        assert missing == 0 or any(p.kind is ProblemKind.NUMBERING for p in structure.problems), entry["title"]


def test_no_word_is_lost(instruments: Instruments) -> None:
    for entry, lines, structure in instruments:
        assert printed_words(structure) == "".join("".join(line.text for line in lines).split()), entry["title"]
