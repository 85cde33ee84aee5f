"""Rows of a file, checked: what can be worked out goes on as integers, what can't is set aside with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lingxing.engines.rules.domain.columns.plan import SUBJECT, Plan
from lingxing.engines.rules.simulation.decoding import Fault, decode
from lingxing.engines.rules.simulation.layout import Layout
from lingxing.engines.rules.simulation.sources import BrokenLine, Chunk, Source
from lingxing.kernel.errors import UnreadableSource


@dataclass(frozen=True, slots=True)
class Rejection:
    """A value that keeps its row out, with the row's number in the file."""

    number: int
    column: str
    value: str
    reason: str
    lacking: tuple[str, ...] = ()
    """Facts that the row needs and lacks, where that is the reason."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A batch of rows that can be worked out, and those that can't."""

    columns: Mapping[str, np.ndarray]
    """The plan's inputs (and `subject`) as 64-bit integers, all of one length."""
    carried: Mapping[str, pa.Array]
    """Columns kept for the results, and the one to break down by."""
    numbers: np.ndarray
    """Where the rows stand in the file."""
    rejections: tuple[Rejection, ...]
    rejected: int
    """Rows set aside for a value that can't be used; a row may have several rejections."""
    done: float
    """Share of the file that is read, 0 to 1."""
    incomplete: int = 0
    """Rows set aside since they lack a fact that a result needs."""
    spoiled: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    """Where rows are events: the subjects some of whose events are rejected."""

    def __len__(self) -> int:
        """Return how many rows can be worked out."""
        return len(self.numbers)


def read_rows(plan: Plan, layout: Layout, source: Source) -> Iterator[Rows]:
    """Yield the file's rows, batch after batch, in its order. No row is dropped without a rejection."""
    broken = 0
    if plan.rows:
        yield from _events(layout, source)
        return
    for chunk in source.chunks(layout.columns, layout.words):
        yield checked(layout, chunk, tuple(map(_broken, source.broken[broken:])))
        broken = len(source.broken)
    if left := tuple(map(_broken, source.broken[broken:])):
        yield Rows({given.name: _none() for given in plan.inputs}, {}, _none(), left, len(left), 1.0)


def _events(layout: Layout, source: Source) -> Iterator[Rows]:
    for chunk in source.chunks(layout.columns, layout.words):
        yield checked(layout, chunk)
        if source.broken:
            line = source.broken[0]
            raise UnreadableSource(
                f"{_broken(line).reason}，看不出是谁的事件", where=f"第{line.number}行", remedy="请改正这一行后再试"
            )


def checked(layout: Layout, chunk: Chunk, broken: tuple[Rejection, ...] = ()) -> Rows:
    """Return the chunk's rows as integers, without those that a check keeps out."""
    batch, size = chunk.batch, chunk.batch.num_rows
    columns: dict[str, np.ndarray] = {}
    faults: list[tuple[str, Fault]] = []
    for fact in layout.inputs:
        decoded = decode(batch.column(fact.name), fact)
        columns[fact.name] = decoded.values
        if fact.known and (decoded.known is not None or layout.subject):
            columns[fact.known] = np.broadcast_to(np.True_, size) if decoded.known is None else decoded.known
        faults += [(fact.name, fault) for fault in decoded.faults]
    for fact in layout.absent:
        columns[fact.name] = np.full(size, fact.default or 0, np.int64)
    if layout.subject:
        columns[SUBJECT] = _subjects(batch.column(SUBJECT), chunk.numbers)
    carried = {name: batch.column(name) for name in (*layout.kept, *([layout.by] if layout.by else []))}
    if not faults:
        return Rows(columns, carried, chunk.numbers, broken, len(broken), chunk.done)
    return _without_faulty(columns, carried, chunk, faults, broken)


def _without_faulty(
    columns: Mapping[str, np.ndarray],
    carried: Mapping[str, pa.Array],
    chunk: Chunk,
    faults: list[tuple[str, Fault]],
    broken: tuple[Rejection, ...],
) -> Rows:
    kept = np.ones(chunk.batch.num_rows, np.bool_)
    for _, fault in faults:
        kept[fault.rows] = False
    mask = pa.array(kept)
    return Rows(
        {name: values[kept] for name, values in columns.items()},
        {name: array.filter(mask) for name, array in carried.items()},
        chunk.numbers[kept],
        (*broken, *_rejections(chunk, faults)),
        len(broken) + int((~kept).sum()),
        chunk.done,
        spoiled=np.unique(columns[SUBJECT][~kept]) if SUBJECT in columns else _none(),
    )


def _rejections(chunk: Chunk, faults: list[tuple[str, Fault]]) -> Iterator[Rejection]:
    for column, fault in faults:
        values = chunk.batch.column(column).take(pa.array(fault.rows)).to_pylist()
        for row, value in zip(fault.rows.tolist(), values, strict=True):
            yield Rejection(int(chunk.numbers[row]), column, "" if value is None else str(value), fault.reason)


def _broken(line: BrokenLine) -> Rejection:
    reason = f"这一行有{line.cells}格，表头有{line.expected}格"
    return Rejection(line.number, "", line.text, reason)


def _none() -> np.ndarray:
    return np.empty(0, np.int64)


def _subjects(array: pa.Array, numbers: np.ndarray) -> np.ndarray:
    """Return whose the events are. An event of nobody known stops the run: anyone's total may lack it."""
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        array = pc.if_else(pc.match_substring_regex(array, r"^[0-9]{1,18}$"), array, None).cast(pa.int64())
    if not pa.types.is_integer(array.type):
        raise UnreadableSource(
            f"{SUBJECT}列应是整数，不是{array.type}", where=SUBJECT, remedy="请给每个对象一个整数编号"
        )
    if array.null_count:
        place = int(numbers[int(np.flatnonzero(np.asarray(array.is_null()))[0])])
        raise UnreadableSource(f"{SUBJECT}应是整数，写明事件是谁的", where=f"第{place}行", remedy="请补上后重新导出")
    return np.asarray(array).astype(np.int64, copy=False)
