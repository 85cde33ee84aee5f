"""The five reference gazettes: every printed responsibility and every row of a task table is a task."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lingxing.engines.documents.domain.gazette import parse_gazette
from lingxing.engines.documents.domain.model import Document, RawLine, Source
from lingxing.engines.documents.domain.relations.titles import plain_title

pytestmark = pytest.mark.gazettes

_LABEL = re.compile(r"(?:牵头|责任)(?:单位|部门)[:：]")
_BARE_LIST = re.compile(r"。[（(]市[^（）()。]{2,60}(?:局|委|办|协会)(?:。[^（）()]{4,40})?[）)]")
_FILES = {
    "000": "qianjiang-2025-06.txt",
    "001": "ezhou-2021-05.txt",
    "002": "ezhou-2022-06.txt",
    "003": "jingzhou-2017.txt",
    "004": "xianning-2024-02.txt",
}
_TASK_ROWS = {("001", 6): 17, ("001", 8): 18, ("002", 1): 25, ("002", 5): 7}


@pytest.fixture(scope="module")
def printed(reference: Path) -> list[dict[str, Any]]:
    return json.loads((reference / "documents.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def documents(reference: Path) -> dict[tuple[str, int], Document]:
    found: dict[tuple[str, int], Document] = {}
    for name, file in _FILES.items():
        lines = (reference / file).read_text(encoding="utf-8").split("\n")
        source = Source(file, "", tuple(RawLine(at, text) for at, text in enumerate(lines, 1)))
        found |= {(name, document.index): document for document in parse_gazette(source).documents}
    return found


def _raw(document: Document, file: Path) -> str:
    lines = file.read_text(encoding="utf-8").split("\n")
    text = "\n".join(line for low, high in document.line_ranges for line in lines[low - 1 : high])
    return re.sub(r"\s+", "", text)


def _responsibilities(raw: str) -> int:
    """Count independently of the reader: labels right behind a bracket or a full stop, and bare lists."""
    labelled = sum(1 for found in _LABEL.finditer(raw) if raw[found.start() - 1] in "（(〔。")
    return labelled + len(_BARE_LIST.findall(raw))


def test_every_responsibility_and_every_row_is_a_task(
    reference: Path, documents: dict[tuple[str, int], Document]
) -> None:
    wrong = []
    for (gazette, index), document in documents.items():
        with_units = [task for task in document.tasks if task.lead_units or task.responsible_units]
        rows = [task for task in document.tasks if "__row_" in task.id]
        brackets = [task for task in with_units if "__row_" not in task.id]
        expected = _responsibilities(_raw(document, reference / _FILES[gazette])), _TASK_ROWS.get((gazette, index), 0)
        if (len(brackets), len(rows)) != expected:
            wrong.append((gazette, index, (len(brackets), len(rows)), expected))
    assert wrong == []


def test_task_ids_are_unique_and_no_text_is_empty(documents: dict[tuple[str, int], Document]) -> None:
    for document in documents.values():
        ids = [task.id for task in document.tasks]
        assert len(ids) == len(set(ids))
        assert all(len(task.text) >= 4 for task in document.tasks)


def test_few_unit_names_stay_open(documents: dict[tuple[str, int], Document]) -> None:
    """Of the distinct printed names at least 95 in 100 are resolved or stand for a group."""
    units = {
        (key[0], unit.printed): unit
        for key, document in documents.items()
        for task in document.tasks
        for unit in (*task.lead_units, *task.responsible_units, *task.supporting_units)
    }
    open_names = {problem.excerpt for d in documents.values() for problem in d.problems if problem.kind == "unit_name"}
    assert len(open_names) <= 0.05 * len(units)


_KINDS = {"repeals": "repeals", "lapses": "lapses", "amends": "amends", "deadline_amends": "must_revise"}


@pytest.mark.parametrize(("field", "kind"), _KINDS.items())
def test_what_documents_do_to_others(
    printed: list[dict[str, Any]], documents: dict[tuple[str, int], Document], field: str, kind: str
) -> None:
    for entry in printed:
        document = documents[entry["gazette"], entry["index"]]
        expected = {(plain_title(one["title"]), one["number"]) for one in entry.get(field) or []}
        found = {(plain_title(one.title), one.number) for one in document.relations if one.kind == kind}
        assert found == expected, document.title


def test_every_amending_operation_is_kept(
    printed: list[dict[str, Any]], documents: dict[tuple[str, int], Document]
) -> None:
    expected = {one["number"]: one["ops"] for entry in printed for one in entry.get("amends") or []}
    found = {
        one.number: len(one.instructions)
        for document in documents.values()
        for one in document.relations
        if one.kind == "amends"
    }
    assert found == expected
