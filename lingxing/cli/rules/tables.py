"""Sampled columns as a table file: CSV, Parquet, or JSON cases."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from lingxing.engines.rules.domain.sampling import SUBJECT, Block, Integers
from lingxing.language.definitions import Fact, FactKind

_DIGITS = 18
_NUMBERS = (FactKind.MONEY, FactKind.RATE, FactKind.QUANTITY)


def write_columns(file: Path, facts: Mapping[str, Fact], blocks: Iterable[Block]) -> None:
    """Write the blocks as CSV or Parquet, by the file's ending, block by block."""
    writer: Any = None
    try:
        for block in blocks:
            table = _table(facts, block)
            writer = writer or _writer(file, table.schema)
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()


def _writer(file: Path, schema: pa.Schema) -> Any:
    kind = pyarrow.parquet.ParquetWriter if file.suffix == ".parquet" else pyarrow.csv.CSVWriter
    return kind(str(file), schema)


def _table(facts: Mapping[str, Fact], block: Block) -> pa.Table:
    return pa.table({name: _array(facts.get(name), values) for name, values in block.columns.items()})


def _array(fact: Fact | None, values: Integers) -> pa.Array:
    """Return the column in the file's type: decimals for what has them, names for choices."""
    if fact is None or fact.kind is FactKind.COUNT:
        return pa.array(values)
    if fact.kind in _NUMBERS:
        return _decimals(values, fact.decimals)
    if fact.kind is FactKind.CHOICE:
        return pa.array(list(fact.choices)).take(pa.array(values))
    if fact.kind is FactKind.DATE:
        return pa.array(values.astype(np.int32), pa.date32())
    return pa.array(values != 0)


def _decimals(values: Integers, places: int) -> pa.Array:
    """Return the integers with their decimal point `places` digits from the right."""
    words = np.empty((len(values), 2), np.int64)
    words[:, 0], words[:, 1] = values, values >> 63
    return pa.Array.from_buffers(pa.decimal128(_DIGITS, places), len(values), [None, pa.py_buffer(words.tobytes())])


@contextmanager
def _list_in(file: TextIO) -> Iterator[Any]:
    """Write a JSON list member by member."""
    separator = "[\n"

    def write(member: object) -> None:
        nonlocal separator
        file.write(separator + json.dumps(member, ensure_ascii=False))
        separator = ",\n"

    yield write
    file.write("\n]\n" if separator.startswith(",") else "[]\n")


def write_cases(file: Path, facts: Mapping[str, Fact], scope: str, blocks: Iterable[Block]) -> None:
    """Write the blocks as a JSON list of cases, such as `lingxing rules calculate` reads one of."""
    with file.open("w", encoding="utf-8") as stream, _list_in(stream) as write:
        for case in _cases(facts, scope, blocks):
            write(case)


def _cases(facts: Mapping[str, Fact], scope: str, blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        rows = _table(facts, block).to_pylist()
        if not scope:
            yield from (_case(row, facts, "") for row in rows)
            continue
        events: dict[int, list[dict[str, Any]]] = {}
        for row in rows:
            events.setdefault(row[SUBJECT], []).append(row)
        for held in events.values():
            yield {**_case(held[0], facts, ""), scope: [_case(row, facts, scope) for row in held]}


def _case(row: Mapping[str, Any], facts: Mapping[str, Fact], scope: str) -> dict[str, Any]:
    return {name: _plain(row[name]) for name, fact in facts.items() if fact.scope == scope}


def _plain(value: Any) -> Any:
    return value if isinstance(value, (bool, int, str)) else str(value)
