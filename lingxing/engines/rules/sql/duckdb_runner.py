"""DuckDB runs a plan on arrays, batch after batch."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np
import pyarrow as pa

from lingxing.engines.rules.domain.columns.plan import SUBJECT, Plan
from lingxing.engines.rules.sql.dialects import DuckDb
from lingxing.engines.rules.sql.text import ROW_ORDER, columns_read, select

_BATCH = "batch"


def connect(threads: int = 0, memory: str = "1GB") -> Any:
    """Return a DuckDB of its own in memory, held to `memory`; it reaches no network."""
    connection = import_module("duckdb").connect(":memory:", config={"memory_limit": memory})
    connection.execute("SET autoinstall_known_extensions = false")
    if threads:
        connection.execute(f"SET threads = {int(threads)}")
    return connection


class DuckDbEngine:
    """Runs a plan on arrays by DuckDB's SQL."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._connection = connect()
        order = f" ORDER BY {ROW_ORDER}" if plan.rows else ""
        carried = (SUBJECT, ROW_ORDER) if plan.rows else ()
        self._text = select(plan, _BATCH, DuckDb(), carried) + order

    def __call__(self, columns: Mapping[str, np.ndarray]) -> Mapping[str, np.ndarray]:
        """Return the outputs' columns."""
        names = [*columns_read(self._plan), *([SUBJECT] if self._plan.rows else [])]
        held = {name: pa.array(np.ascontiguousarray(columns[name], np.int64)) for name in names}
        count = len(next(iter(held.values()))) if held else 0
        if self._plan.rows:
            held[ROW_ORDER] = pa.array(np.arange(count))
        self._connection.register(_BATCH, pa.table(held))
        try:
            found = self._connection.sql(self._text).to_arrow_table()
        finally:
            self._connection.unregister(_BATCH)
        return as_columns(self._plan, found)


def as_columns(plan: Plan, found: pa.Table) -> dict[str, np.ndarray]:
    """Return a SELECT's columns as the kernel gives them: truths as bool, a subject's values once a subject."""
    columns = {name: found[name].to_numpy() for name in plan.row_cells}
    if plan.rows:
        subject = found[SUBJECT].to_numpy()
        first = np.ones(len(subject), np.bool_)
        first[1:] = subject[1:] != subject[:-1]
        columns |= {name: found[name].to_numpy()[first] for name in plan.subject_cells}
    cells = {**plan.row_cells, **plan.subject_cells}
    return {name: values != 0 if cells[name].is_truth else values for name, values in columns.items()}
