"""Rows under the law in force and the reform: batch by batch on arrays, or all of them on Spark."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lingxing.engines.rules.domain.columns.plan import SUBJECT, Plan
from lingxing.engines.rules.simulation.engines import engine_for
from lingxing.engines.rules.simulation.events import whole_subjects
from lingxing.engines.rules.simulation.reading import Rows
from lingxing.engines.rules.simulation.results import Columns
from lingxing.engines.rules.simulation.sources import BATCH_ROWS
from lingxing.engines.rules.sql.spark_runner import by_kernel, local_session
from lingxing.engines.rules.sql.text import ROW_ORDER

_CARRIED = "in the file "
_NUMBER = "row number"
_LAW, _REFORM = "law ", "reform "


@dataclass(frozen=True, slots=True)
class Computed:
    """Rows with their results; without rows there are rejections only, and no results."""

    rows: Rows
    law: Columns
    reform: Columns | None


Computing = Callable[[Iterator[Rows]], Iterator[Computed]]


def on_arrays(engine: str, law: Plan, reform: Plan | None, kernels: Path | None) -> Computing:
    """Return what works batches out as they come."""
    run_law = engine_for(engine, law, kernels)
    run_reform = engine_for(engine, reform, kernels) if reform else None

    def compute(batches: Iterator[Rows]) -> Iterator[Computed]:
        for rows in batches:
            if not len(rows):
                yield Computed(rows, {}, None)
                continue
            yield Computed(rows, run_law(rows.columns), run_reform(rows.columns) if run_reform else None)

    return compute


def on_spark(law: Plan, reform: Plan | None, folder: Path) -> Computing:
    """Return what checks all rows here, works them out on Spark, and brings the results back.

    The sound rows and the results wait in files below `folder`, which Spark must reach.
    """

    def compute(batches: Iterator[Rows]) -> Iterator[Computed]:
        with TemporaryDirectory(prefix="lingxing-spark-", dir=folder) as held:
            given, done = Path(held) / "given.parquet", Path(held) / "done"
            yield from _kept(batches, given)
            if not given.exists():
                return
            _work_out(law, reform, given, done)
            for part in sorted(done.glob("*.parquet")):
                yield from _brought_back(law, reform, part)

    return compute


def _kept(batches: Iterator[Rows], path: Path) -> Iterator[Computed]:
    """Write the sound rows; yield the rejections."""
    writer: pq.ParquetWriter | None = None
    count = 0
    try:
        for rows in batches:
            if len(rows):
                order = np.arange(count, count + len(rows))
                count += len(rows)
                batch = _as_batch(rows, order)
                writer = writer or pq.ParquetWriter(path, batch.schema, compression="lz4", use_dictionary=False)
                writer.write_batch(batch)
            yield Computed(replace(rows, numbers=rows.numbers[:0]), {}, None)
    finally:
        if writer is not None:
            writer.close()


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


def _work_out(law: Plan, reform: Plan | None, given: Path, done: Path) -> None:
    session = local_session()
    with closing(_Stopping(session)):
        frame = session.read.parquet(str(given))
        carried = tuple(frame.columns)
        plans = {_LAW: law} | ({_REFORM: reform} if reform else {})
        by_kernel(plans, frame, carried).write.parquet(str(done), compression="snappy")


class _Stopping:
    """Stops a Spark session when it is closed."""

    def __init__(self, session: object) -> None:
        self._session = session

    def close(self) -> None:
        stop: Callable[[], None] = getattr(self._session, "stop")  # noqa: B009 - pyspark has no types
        stop()


def _brought_back(law: Plan, reform: Plan | None, part: Path) -> Iterator[Computed]:
    rows = _rows_of(part)
    batches = whole_subjects(rows, law.order, law.most_events) if law.rows else rows
    for batch in batches:
        if len(batch):
            columns = {n: v for n, v in batch.columns.items() if not n.startswith((_LAW, _REFORM))}
            found = _results(law, batch.columns, _LAW)
            changed = _results(reform, batch.columns, _REFORM) if reform else None
            yield Computed(replace(batch, columns=columns), found, changed)


def _rows_of(part: Path) -> Iterator[Rows]:
    with pq.ParquetFile(part) as file:
        for batch in file.iter_batches(BATCH_ROWS):
            held = dict(zip(batch.schema.names, batch.columns, strict=True))
            carried = {n.removeprefix(_CARRIED): a for n, a in held.items() if n.startswith(_CARRIED)}
            numbers = held.pop(_NUMBER).to_numpy()
            columns = {n: a.to_numpy() for n, a in held.items() if not n.startswith(_CARRIED) and n != ROW_ORDER}
            yield Rows(columns, carried, numbers, (), 0, 1.0)


def _results(plan: Plan, columns: Mapping[str, np.ndarray], prefix: str) -> Columns:
    cells = {**plan.row_cells, **plan.subject_cells}
    found = {name: columns[prefix + name] for name in cells}
    if plan.rows:
        subject = columns[SUBJECT]
        first = np.concatenate([[True], subject[1:] != subject[:-1]])
        found |= {name: found[name][first] for name in plan.subject_cells}
    return {name: values != 0 if cells[name].is_truth else values for name, values in found.items()}
