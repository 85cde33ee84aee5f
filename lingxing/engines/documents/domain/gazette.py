"""A gazette read whole: from its source to documents with structure, metadata, relations and tasks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lingxing.engines.documents.domain.assembly import Surroundings, assemble
from lingxing.engines.documents.domain.issuing_place import find_issuing_place, place_level
from lingxing.engines.documents.domain.metadata.dates import Dated, read_choices, settle
from lingxing.engines.documents.domain.metadata.masthead import read_info
from lingxing.engines.documents.domain.metadata.numbers import PrintedNumber, read_number
from lingxing.engines.documents.domain.metadata.titles import level_in_titles
from lingxing.engines.documents.domain.model import Document, Gazette, Problem, Repair, RepairKind, Source
from lingxing.engines.documents.domain.organs.context import learn_context
from lingxing.engines.documents.domain.repair import Cleaned, clean_lines
from lingxing.engines.documents.domain.splitting import DocumentParts, SplitGazette, split

_FRONT_LINES, _LOSSY_FROM = 120, 3


def parse_gazette(source: Source) -> Gazette:
    """Return the gazette that a source prints: its documents in reading order, with every repair and open problem.

    Never raises for any text; a source without documents gives a gazette without them.
    """
    cleaned = clean_lines(source)
    cut = split(cleaned.lines)
    raw = {line.number: line.text for line in source.lines}
    numbers = [_number(parts, raw) for parts in cut.documents]
    around = _surroundings(cleaned, cut, raw)
    dates = settle([_dated(parts, number) for parts, number in zip(cut.documents, numbers, strict=True)])
    documents = [
        assemble(index, parts, number, date, around)
        for index, (parts, number, date) in enumerate(zip(cut.documents, numbers, dates, strict=True), 1)
    ]
    shared = _Sorted([*cleaned.repairs, *cut.repairs], [*source.problems, *cleaned.problems, *cut.problems], documents)
    numbered = Counter(number.parsed.year for number in numbers if number and number.parsed and number.parsed.year)
    years = numbered or Counter(document.date.year for document in documents if document.date)
    front = _front(source, documents)
    info = read_info(front, raw.values(), around.place, years)
    return Gazette(source, info, shared.documents, cut.contents, shared.repairs, shared.problems)


def _number(parts: DocumentParts, raw: dict[int, str]) -> PrintedNumber | None:
    line = parts.head.number_line
    printed = raw.get(line.first_line, line.text).strip() if line else ""
    return read_number(line.text if line else None, printed, parts.head.title)


def _surroundings(cleaned: Cleaned, cut: SplitGazette, raw: dict[int, str]) -> Surroundings:
    texts = [line.text for line in cleaned.lines]
    place = find_issuing_place([*texts, *(text for text in raw.values() if "公报" in text or "主办" in text)])
    level = level_in_titles([parts.head.title for parts in cut.documents]) or (place_level(place) if place else None)
    return Surroundings(place, level, learn_context(place, texts), raw, _loses_characters(cleaned))


def _loses_characters(cleaned: Cleaned) -> bool:
    """Tell whether numbers and dates of the source lost their marks, so that other characters must be missing too."""
    lost = {RepairKind.DOCUMENT_NUMBER, RepairKind.DATE}
    return sum(repair.kind in lost for repair in cleaned.repairs) >= _LOSSY_FROM


def _dated(parts: DocumentParts, number: PrintedNumber | None) -> Dated:
    line = parts.date_line
    return Dated(number.parsed if number else None, read_choices(line.text if line else None))


def _front(source: Source, documents: Sequence[Document]) -> list[str]:
    first = min((low for document in documents for low, _ in document.line_ranges), default=_FRONT_LINES)
    return [line.text for line in source.lines[:_FRONT_LINES] if line.number < first]


class _Sorted:
    """Repairs and problems handed to the documents on whose lines they stand; the rest stays with the gazette."""

    def __init__(self, repairs: Sequence[Repair], problems: Sequence[Problem], documents: Sequence[Document]) -> None:
        owner = _owners(documents)
        own_repairs: dict[int, list[Repair]] = {}
        own_problems: dict[int, list[Problem]] = {}
        for repair in repairs:
            own_repairs.setdefault(owner.get(repair.line, 0), []).append(repair)
        for problem in problems:
            own_problems.setdefault(owner.get(problem.line or 0, 0), []).append(problem)
        self.repairs = tuple(own_repairs.get(0, ()))
        self.problems = tuple(own_problems.get(0, ()))
        self.documents = tuple(
            _with(document, own_repairs.get(document.index, []), own_problems.get(document.index, []))
            for document in documents
        )


def _owners(documents: Sequence[Document]) -> dict[int, int]:
    return {
        line: document.index
        for document in documents
        for low, high in document.line_ranges
        for line in range(low, high + 1)
    }


def _with(document: Document, repairs: Sequence[Repair], problems: Sequence[Problem]) -> Document:
    all_repairs = sorted((*repairs, *document.repairs), key=lambda repair: repair.line)
    all_problems = sorted((*problems, *document.problems), key=lambda problem: problem.line or 0)
    return replace(document, repairs=tuple(all_repairs), problems=tuple(all_problems))
