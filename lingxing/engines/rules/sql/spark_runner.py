"""Spark runs a plan: as SQL over integer columns, or by the compiled kernel inside Spark, batch after batch."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

import numpy as np
import pyarrow as pa

from lingxing.engines.rules.columns import kernel, numpy_blocks
from lingxing.engines.rules.columns.rows import constant_array
from lingxing.engines.rules.domain.columns.plan import SUBJECT, Plan
from lingxing.engines.rules.sql.dialects import Spark
from lingxing.engines.rules.sql.text import ROW_ORDER, columns_read, select

_BATCH_ROWS = 1 << 16
_VIEW = "lingxing_rows"
_DOT = "⋅"


def local_session(threads: int = 2, memory: str = "2g") -> Any:
    """Return a Spark session on this machine, with no page of its own and Arrow between Spark and Python."""
    # Spark's workers must find the packages that this interpreter has
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = import_module("pyspark.sql").SparkSession.builder
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": memory,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": str(threads),
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_BATCH_ROWS),
        "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    }
    session = builder.master(f"local[{threads}]").appName("lingxing")
    for name, value in options.items():
        session = session.config(name, value)
    made = session.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def by_sql(plan: Plan, frame: Any, carried: tuple[str, ...] = ()) -> Any:
    """Return a frame of the plan's columns beside the carried ones, worked out by Spark's SQL.

    The frame holds the plan's inputs as 64-bit integers and, where rows are events, `subject` and `row_order`. Truths
    come as 0 and 1; a subject's outputs stand in each of its rows.
    """
    frame.createOrReplaceTempView(_VIEW)
    return frame.sparkSession.sql(select(plan, _VIEW, Spark(), carried))


def by_kernel(plans: Mapping[str, Plan], frame: Any, carried: tuple[str, ...] = ()) -> Any:
    """Return a frame as `by_sql` does, worked out by the compiled kernel inside Spark, for one plan or several.

    The columns' names begin with the plan's key. Where rows are events, they are sorted within partitions that hold
    subjects whole.
    """
    if any(plan.rows for plan in plans.values()):
        frame = frame.repartition(SUBJECT).sortWithinPartitions(SUBJECT, ROW_ORDER)
    names = {name: frame.schema[name].dataType.simpleString() for name in carried}
    outputs = {key + name: "bigint" for key, plan in plans.items() for name in _cells(plan)}
    schema = ", ".join(f"`{name}` {kind}" for name, kind in {**names, **outputs}.items())
    # Spark takes a dot in a column that goes to Python for a field of a structure
    dotless = frame.toDF(*(name.replace(".", _DOT) for name in frame.columns))
    return dotless.mapInArrow(batches_by_kernel(plans, carried), schema)


Batches = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def batches_by_kernel(plans: Mapping[str, Plan], carried: tuple[str, ...]) -> Batches:
    """Return what works out a partition's batches, for `mapInArrow`."""
    events = any(plan.rows for plan in plans.values())

    def work_out(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for held in _whole_subjects(batches) if events else batches:
            if held.num_rows:
                batch = held.rename_columns([name.replace(_DOT, ".") for name in held.schema.names])
                columns = {name: batch.column(name) for name in carried}
                for key, plan in plans.items():
                    columns |= {key + name: array for name, array in _worked_out(plan, batch).items()}
                yield pa.RecordBatch.from_pydict(columns)

    return work_out


def _cells(plan: Plan) -> tuple[str, ...]:
    return (*plan.row_cells, *plan.subject_cells)


def _worked_out(plan: Plan, batch: pa.RecordBatch) -> dict[str, pa.Array]:
    names = columns_read(plan) + ([SUBJECT] if plan.rows else [])
    columns = {name: batch.column(name).to_numpy(zero_copy_only=False) for name in names}
    results = dict(_run(plan, columns, batch.num_rows))
    if plan.rows:
        subject = columns[SUBJECT]
        place = np.cumsum(np.concatenate([[False], subject[1:] != subject[:-1]]))
        results |= {name: results[name][place] for name in plan.subject_cells}
    return {name: pa.array(_integers(results[name])) for name in _cells(plan)}


def _run(plan: Plan, columns: Mapping[str, np.ndarray], count: int) -> Mapping[str, np.ndarray]:
    if not plan.inputs:
        return {name: constant_array(cell, count) for name, cell in plan.row_cells.items()}
    return kernel.run(plan, columns, threads=1) if kernel.is_available() else numpy_blocks.run(plan, columns)


def _integers(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(values).astype(np.int64, copy=False)


def _whole_subjects(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the rows again so that no subject is split."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        subject = batch.column(SUBJECT).to_numpy(zero_copy_only=False)
        changes = np.flatnonzero(subject[1:] != subject[:-1]) + 1
        waits = waiting[-1].column(SUBJECT)[-1].as_py() if waiting else None
        if len(subject) and waiting and subject[0] != waits:
            yield _together(waiting)
            waiting = []
        if len(changes):
            yield _together([*waiting, batch.slice(0, int(changes[-1]))])
            waiting = [batch.slice(int(changes[-1]))]
        elif len(subject):
            waiting.append(batch)
    if waiting:
        yield _together(waiting)


def _together(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]
