"""Rows under the law in force and the reform: batch by batch on arrays, or all of them on Spark."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lingxing.engines.rules.columns import numpy_blocks
from lingxing.engines.rules.domain.columns.plan import SUBJECT, Plan
from lingxing.engines.rules.simulation.engines import engine_for
from lingxing.engines.rules.simulation.events import whole_subjects
from lingxing.engines.rules.simulation.lacking import (
    Lacking,
    Run,
    Ways,
    has_gaps,
    kept_results,
    lacking,
    with_known,
    without,
)
from lingxing.engines.rules.simulation.reading import Rows
from lingxing.engines.rules.simulation.results import Columns
from lingxing.engines.rules.simulation.sources import BATCH_ROWS
from lingxing.engines.rules.sql.spark_runner import by_kernel, local_session
from lingxing.engines.rules.sql.text import ROW_ORDER

_CARRIED = "in the file "
_NUMBER = "row number"
_SIDES = ("law ", "reform ")


@dataclass(frozen=True, slots=True)
class Computed:
    """Rows with their results; without rows there are rejections only, and no results."""

    rows: Rows
    law: Columns
    reform: Columns | None


Computing = Callable[[Iterator[Rows]], Iterator[Computed]]


def on_arrays(engine: str, law: Ways, reform: Ways | None, kernels: Path | None) -> Computing:
    """Return what works batches out as they come."""
    sides = [_Side(engine, ways, kernels) for ways in (law, reform) if ways]

    def compute(batches: Iterator[Rows]) -> Iterator[Computed]:
        for rows in batches:
            if not len(rows):
                yield Computed(rows, {}, None)
            elif has_gaps(rows):
                held = with_known(rows, [name for side in sides for name in side.ways.asked])
                yield _complete(held, [(side.ways.partial, side.partial) for side in sides])
            else:
                found = [side.plain(rows.columns) for side in sides]
                yield Computed(rows, found[0], found[1] if len(found) > 1 else None)

    return compute


class _Side:
    """The law or the reform on an engine: what works out rows without gaps, and, once needed, rows with them."""

    def __init__(self, engine: str, ways: Ways, kernels: Path | None) -> None:
        self.ways = ways
        self.plain = engine_for(engine, ways.plain, kernels)
        self._engine, self._kernels = engine, kernels

    @cached_property
    def partial(self) -> Run:
        """Return what works out rows with empty cells."""
        return engine_for(self._engine, self.ways.partial, self._kernels)


def _complete(rows: Rows, sides: Sequence[tuple[Plan, Run]], results: Sequence[Columns] = ()) -> Computed:
    """Return the rows that need none of the facts that they lack, with their results; the others are rejected."""
    found = results or [run(rows.columns) for _, run in sides]
    missed = Lacking(np.zeros(len(rows), np.bool_))
    for (plan, run), columns in zip(sides, found, strict=True):
        missed.add(lacking(plan, run, rows.columns, columns))
    kept = [kept_results(plan, columns, rows, missed) for (plan, _), columns in zip(sides, found, strict=True)]
    return Computed(without(rows, missed, [plan for plan, _ in sides]), kept[0], kept[1] if len(kept) > 1 else None)


def on_spark(law: Ways, reform: Ways | None, folder: Path) -> Computing:
    """Return what checks all rows here, works them out on Spark, and brings the results back.

    The sound rows and the results wait in files below `folder`, which Spark must reach.
    """

    def compute(batches: Iterator[Rows]) -> Iterator[Computed]:
        with TemporaryDirectory(prefix="lingxing-spark-", dir=folder) as held:
            given, done = Path(held) / "given.parquet", Path(held) / "done"
            asked = sorted({name for ways in (law, reform) if ways for name in ways.asked})
            gaps = yield from _kept(batches, given, asked)
            if not given.exists():
                return
            plans = [ways.partial if gaps else ways.plain for ways in (law, reform) if ways]
            _work_out(plans, given, done)
            for part in sorted(done.glob("*.parquet")):
                yield from _brought_back(plans, part, gaps=gaps)

    return compute


def _kept(batches: Iterator[Rows], path: Path, asked: Sequence[str]) -> Generator[Computed, None, bool]:
    """Write the sound rows; yield the rejections; return whether a row has gaps in the facts `asked`."""
    writer: pq.ParquetWriter | None = None
    count = 0
    gaps = False
    try:
        for rows in batches:
            if len(rows):
                order = np.arange(count, count + len(rows))
                count += len(rows)
                gaps = gaps or has_gaps(rows)
                batch = _as_batch(with_known(rows, asked), order)
                writer = writer or pq.ParquetWriter(path, batch.schema, compression="lz4", use_dictionary=False)
                writer.write_batch(batch)
            yield Computed(replace(rows, numbers=rows.numbers[:0]), {}, None)
    finally:
        if writer is not None:
            writer.close()
    return gaps


def _as_batch(rows: Rows, order: np.ndarray) -> pa.RecordBatch:
    columns = {name: pa.array(np.ascontiguousarray(values)) for name, values in rows.columns.items()}
    carried = {_CARRIED + name: _plain(array) for name, array in rows.carried.items()}
    held = {**columns, **carried, _NUMBER: pa.array(rows.numbers), ROW_ORDER: pa.array(order)}
    return pa.RecordBatch.from_pydict(held)


def _plain(array: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(array.type):
        return array.dictionary_decode()
    if pa.types.is_decimal(array.type):
        return array.cast(pa.decimal128(array.type.precision, array.type.scale))
    return array


def _work_out(plans: Sequence[Plan], given: Path, done: Path) -> None:
    session = local_session()
    with closing(_Stopping(session)):
        frame = session.read.parquet(str(given))
        carried = tuple(frame.columns)
        by_kernel(dict(zip(_SIDES, plans, strict=False)), frame, carried).write.parquet(str(done), compression="snappy")


class _Stopping:
    """Stops a Spark session when it is closed."""

    def __init__(self, session: object) -> None:
        self._session = session

    def close(self) -> None:
        stop: Callable[[], None] = getattr(self._session, "stop")  # noqa: B009 - pyspark has no types
        stop()


def _brought_back(plans: Sequence[Plan], part: Path, *, gaps: bool) -> Iterator[Computed]:
    rows, law = _rows_of(part), plans[0]
    batches = whole_subjects(rows, law.order, law.most_events) if law.rows else rows
    for batch in batches:
        if len(batch):
            columns = {n: v for n, v in batch.columns.items() if not n.startswith(_SIDES)}
            found = [_results(plan, batch.columns, side) for plan, side in zip(plans, _SIDES, strict=False)]
            held = replace(batch, columns=columns)
            if gaps:
                yield _complete(held, [(plan, partial(numpy_blocks.run, plan)) for plan in plans], found)
            else:
                yield Computed(held, found[0], found[1] if len(found) > 1 else None)


def _rows_of(part: Path) -> Iterator[Rows]:
    with pq.ParquetFile(part) as file:
        for batch in file.iter_batches(BATCH_ROWS):
            held = dict(zip(batch.schema.names, batch.columns, strict=True))
            carried = {n.removeprefix(_CARRIED): a for n, a in held.items() if n.startswith(_CARRIED)}
            numbers = held.pop(_NUMBER).to_numpy()
            given = {n: a for n, a in held.items() if not n.startswith(_CARRIED) and n != ROW_ORDER}
            columns = {n: a.to_numpy(zero_copy_only=False) for n, a in given.items()}
            yield Rows(columns, carried, numbers, (), 0, 1.0)


def _results(plan: Plan, columns: Mapping[str, np.ndarray], prefix: str) -> Columns:
    cells = {**plan.row_cells, **plan.subject_cells}
    found = {name: columns[prefix + name] for name in cells}
    if plan.rows:
        subject = columns[SUBJECT]
        first = np.concatenate([[True], subject[1:] != subject[:-1]])
        found |= {name: found[name][first] for name in plan.subject_cells}
    return {name: values != 0 if cells[name].is_truth else values for name, values in found.items()}
