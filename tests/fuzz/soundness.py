"""What holds for every gazette that was read, whatever was in it."""

import json
from collections.abc import Iterator

from lingxing.engines.documents.domain.gazette import parse_gazette
from lingxing.engines.documents.domain.model import Annex, Document, Gazette, Instrument, Unit
from lingxing.engines.documents.domain.reading import read_source
from lingxing.engines.documents.domain.report import gazette_report
from lingxing.kernel.errors import UnreadableSource


def read_whole(data: bytes) -> Gazette | None:
    """Read the bytes as `gazette check` does; return None where they are refused with a clear line."""
    try:
        gazette = parse_gazette(read_source("mutated", data))
    except UnreadableSource as refusal:
        if not (refusal.what and refusal.where and refusal.remedy) or "\n" in str(refusal):
            raise AssertionError(f"not one clear line: {refusal}") from refusal
        return None
    json.dumps(gazette_report(gazette), ensure_ascii=False)
    return gazette


def faults(gazette: Gazette) -> Iterator[str]:
    """Yield what does not hold: lines outside the source, repeated ids, uneven tables, repairs that change nothing."""
    last = len(gazette.source.lines)
    for problem in gazette.problems:
        if problem.line is not None and not 1 <= problem.line <= last:
            yield f"problem on line {problem.line} of {last}"
    for repair in gazette.repairs:
        if not 1 <= repair.line <= last:
            yield f"repair on line {repair.line} of {last}"
    for document in gazette.documents:
        yield from _document_faults(document, last)


def _document_faults(document: Document, last: int) -> Iterator[str]:
    units = list(_units(document))
    ids = [unit.id for unit in units]
    if len(ids) != len(set(ids)):
        yield f"document {document.index}: unit ids repeat: {sorted({i for i in ids if ids.count(i) > 1})[:3]}"
    tasks = [task.id for task in document.tasks]
    if len(tasks) != len(set(tasks)):
        yield f"document {document.index}: task ids repeat"
    for unit in units:
        if not 1 <= unit.first_line <= unit.last_line <= last:
            yield f"unit {unit.id} on lines {unit.first_line} to {unit.last_line} of {last}"
    for start, end in document.line_ranges:
        if not 1 <= start <= end <= last:
            yield f"document {document.index} on lines {start} to {end} of {last}"
    for table in (table for part in _parts(document) for table in part.tables):
        if len({len(row) for row in (table.header, *table.rows) if row}) > 1:
            yield f"table {table.id} has rows of different width"


def _parts(document: Document) -> Iterator[Instrument | Annex]:
    yield from document.instruments
    yield from document.annexes


def _units(document: Document) -> Iterator[Unit]:
    left = list(document.notice)
    for part in _parts(document):
        left += part.units
    while left:
        unit = left.pop()
        left += unit.children
        yield unit
