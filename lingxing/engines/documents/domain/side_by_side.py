"""The raw lines of a document beside the clean text made of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lingxing.engines.documents.domain.model import Document, RawLine, Repair, Unit


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Raw lines beside the clean text made of them; `clean` is empty where nothing of them stands in a unit."""

    first_line: int
    last_line: int
    raw: tuple[str, ...]
    clean: tuple[str, ...]
    unit_id: str = ""
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    unit_id: str
    texts: tuple[str, ...]


def side_by_side(document: Document, lines: Sequence[RawLine]) -> tuple[RawBlock, ...]:
    """Return every raw line of the document's ranges exactly once, in blocks that end where a unit's lines end.

    Units that share a line share a block: their clean texts stand in it in reading order.
    """
    texts = {line.number: line.text if line.cells is None else "\t".join(line.cells) for line in lines}
    numbers = [n for first, last in sorted(document.line_ranges) for n in range(first, last + 1) if n in texts]
    repairs: dict[int, list[Repair]] = {}
    for repair in document.repairs:
        repairs.setdefault(repair.line, []).append(repair)
    blocks: list[RawBlock] = []
    spans = _merged(_unit_spans(document))
    start_of = {span.first: span for span in spans}
    at = 0
    while at < len(numbers):
        span = start_of.get(numbers[at])
        end = _block_end(numbers, at, span, start_of)
        block = _block(numbers[at:end], texts, repairs, span)
        if blocks and _is_gap(block) and blocks[-1].last_line + 1 == block.first_line:
            before = blocks.pop()
            block = replace(before, last_line=block.last_line, raw=before.raw + block.raw)
        blocks.append(block)
        at = end
    return tuple(blocks)


def _is_gap(block: RawBlock) -> bool:
    """Return whether a block holds empty lines only: they stay with the block before them."""
    return not (block.unit_id or block.repairs or any(line.strip() for line in block.raw))


def _block_end(numbers: Sequence[int], at: int, span: _Span | None, start_of: Mapping[int, _Span]) -> int:
    end = at + 1
    while end < len(numbers):
        inside = numbers[end] <= span.last if span else numbers[end] not in start_of
        if not inside or numbers[end] != numbers[end - 1] + 1:
            break
        end += 1
    return end


def _block(
    numbers: Sequence[int], texts: Mapping[int, str], repairs: Mapping[int, list[Repair]], span: _Span | None
) -> RawBlock:
    made = tuple(repair for number in numbers for repair in repairs.get(number, ()))
    raw = tuple(texts[number] for number in numbers)
    return RawBlock(numbers[0], numbers[-1], raw, span.texts if span else (), span.unit_id if span else "", made)


def _unit_spans(document: Document) -> Iterable[_Span]:
    instruments = (instrument.units for instrument in document.instruments)
    for units in (document.notice, *instruments, *(annex.units for annex in document.annexes)):
        waiting = list(units)[::-1]
        while waiting:
            unit = waiting.pop()
            own = _clean(unit)
            last = min([unit.last_line, *(child.first_line - 1 for child in unit.children)])
            if own:
                yield _Span(unit.first_line, max(last, unit.first_line), unit.id, (own,))
            waiting.extend(unit.children[::-1])


def _clean(unit: Unit) -> str:
    return "　".join(part for part in (unit.marker, unit.heading, unit.text) if part)


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """Return the spans by first line; overlapping ones become one, which keeps the first unit's id."""
    merged: list[_Span] = []
    for span in sorted(spans, key=lambda span: span.first):
        if merged and span.first <= merged[-1].last:
            last = merged.pop()
            span = _Span(last.first, max(last.last, span.last), last.unit_id, last.texts + span.texts)
        merged.append(span)
    return merged
