"""DuckDB runs a plan: on arrays, batch after batch, or on whole files inside DuckDB."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from lingxing.engines.rules.domain.columns.plan import SUBJECT, Input, Plan
from lingxing.engines.rules.sql.dialects import DuckDb
from lingxing.engines.rules.sql.text import ROW_ORDER, columns_read, select
from lingxing.language.definitions import FactKind

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


def run_file(plan: Plan, source: Path, out: Path, connection: Any = None) -> None:
    """Work out a Parquet file inside DuckDB, from file to file, in the file's order.

    The values are taken as sound: what lies outside the declared bounds is for `simulation` to find. Money and other
    numbers are decimals or whole numbers in their declared unit, choices names, dates dates, truths truths.
    """
    duck = connection or connect()
    given = ", ".join(text for fact in plan.inputs for text in _read(fact))
    rows = f", {SUBJECT}, row_number() OVER () AS {ROW_ORDER}" if plan.rows else ""
    relation = f"(SELECT {given}{rows} FROM read_parquet({_text(source)})) AS given"  # noqa: S608 - names are quoted
    text = select(plan, relation, DuckDb(), (SUBJECT, ROW_ORDER) if plan.rows else ())
    duck.execute(f"COPY ({text}) TO {_text(out)} (FORMAT parquet, COMPRESSION lz4_raw)")


def _read(fact: Input) -> Iterator[str]:
    name = DuckDb().quoted(fact.name)
    if fact.known:
        yield f"COALESCE({integer_of(fact)}, {DuckDb().constant(fact.lower)}) AS {name}"
        yield f"({name} IS NOT NULL)::BIGINT AS {DuckDb().quoted(fact.known)}"
    else:
        yield f"{integer_of(fact)} AS {name}"


def integer_of(fact: Input) -> str:
    """Return a fact's column of a file as the plan's integer."""
    name = DuckDb().quoted(fact.name)
    if fact.kind is FactKind.DATE:
        return f"({name} - DATE '1970-01-01')"
    if fact.kind is FactKind.BOOL:
        return f"{name}::BIGINT"
    if fact.kind is FactKind.CHOICE:
        cases = " ".join(f"WHEN {_quoted(choice)} THEN {code}" for code, choice in enumerate(fact.choices))
        return f"(CASE {name} {cases} END)::BIGINT"
    return f"({name} * {fact.scale})::BIGINT" if fact.decimals else f"{name}::BIGINT"


def _text(path: Path) -> str:
    return _quoted(str(path))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
