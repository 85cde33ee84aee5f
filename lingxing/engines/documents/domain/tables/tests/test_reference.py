"""The tables that the five reference gazettes print in their annexes."""

import json
from pathlib import Path
from typing import Any

import pytest

from lingxing.engines.documents.domain.model import Table
from lingxing.engines.documents.domain.reading import read_source
from lingxing.engines.documents.domain.repair import clean_lines
from lingxing.engines.documents.domain.tables import TablesFound, extract_tables

pytestmark = pytest.mark.gazettes
FILES = ("qianjiang-2025-06", "ezhou-2021-05", "ezhou-2022-06", "jingzhou-2017", "xianning-2024-02")


@pytest.fixture(scope="module")
def annexes(reference: Path) -> list[tuple[dict[str, Any], TablesFound]]:
    """Return the reference entry of each annex with a table, and what was found in its lines."""
    found = []
    for document in json.loads((reference / "documents.json").read_text(encoding="utf-8")):
        name = f"{FILES[int(document['gazette'])]}.txt"
        lines = clean_lines(read_source(name, (reference / name).read_bytes())).lines
        starts = sorted(annex["line"] for annex in document["annexes"])
        for annex in document["annexes"]:
            if "table_rows" in annex:
                end = next((s - 1 for s in starts if s > annex["line"]), document["end_line"])
                own = [line for line in lines if annex["line"] <= line.first_line <= end]
                found.append((annex, extract_tables(own, "")))
    return found


Annexes = list[tuple[dict[str, Any], TablesFound]]


def numbered_rows(table: Table) -> int:
    """Return the rows that are neither sections of the table nor totals."""
    return sum(row[0].isdigit() for row in table.rows)


def test_each_table_is_whole_or_a_problem_names_its_rows(annexes: Annexes) -> None:
    assert len(annexes) == 7
    for annex, found in annexes:
        (table,) = found.tables
        if found.problems:
            assert f"序号1至{annex['table_rows']}" in found.problems[0].message
        else:
            total = "合计" in (row[0] for row in table.rows)
            assert numbered_rows(table) + total == annex["table_rows"], annex["title"]
            assert len(table.header) == annex.get("table_cols", len(table.header))


def test_all_but_one_are_whole(annexes: Annexes) -> None:
    assert sum(not found.problems for _, found in annexes) == 6


def test_the_tables_take_their_titles_from_the_line_above(annexes: Annexes) -> None:
    for annex, found in annexes:
        assert found.tables[0].title == annex["title"]
