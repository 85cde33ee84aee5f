"""The second pass over a file of results: what each row is paid within the document's yearly budgets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lingxing.engines.rules.domain.columns.plan import Output
from lingxing.engines.rules.simulation.budgets import Budgets, Shared
from lingxing.engines.rules.simulation.decoding import unscaled
from lingxing.engines.rules.simulation.sources import BATCH_ROWS
from lingxing.engines.rules.simulation.writing import REFORM, open_writer
from lingxing.language.definitions import Ceiling, Program

PAID = ".paid"
_MONEY = pa.decimal64(18, 2)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a ceiling under the law in force, and under the reform where there is one."""

    law: Shared
    reform: Shared | None


def ceilings_of(program: Program, outputs: Sequence[Output]) -> list[Ceiling]:
    """Return the document's ceilings whose measures are all among the outputs."""
    names = {output.name for output in outputs}
    return [ceiling for ceiling in program.policy.ceilings if names >= set(ceiling.measures)]


def share_budgets(
    law: Program, reform: Program | None, ceilings: list[Ceiling], held: Path, out: Path
) -> list[Settled]:
    """Write the results of `held`, a Parquet file, to `out` with a column `<measure>.paid` more a measure.

    Returns what became of each ceiling.
    """
    sides = [_settled(law, ceilings, held, "")]
    if reform is not None:
        sides.append(_settled(reform, ceilings, held, REFORM))
    _rewrite(sides, held, out)
    reforms: Sequence[Shared | None] = sides[1].shared if reform is not None else [None] * len(ceilings)
    return [Settled(before, after) for before, after in zip(sides[0].shared, reforms, strict=True)]


class _Side(Budgets):
    """The budgets under the law or under the reform, whose columns end in `suffix`."""

    suffix: str = ""

    @property
    def measures(self) -> list[str]:
        """Return the measures, each once."""
        return list(dict.fromkeys(name for ceiling in self.ceilings for name in ceiling.measures))

    def amounts(self, batch: pa.RecordBatch) -> dict[str, np.ndarray]:
        """Return the measures' amounts in fen; 0 where the document does not cover the row."""
        return {name: _fen(batch.column(name + self.suffix)) for name in self.measures}

    def columns(self, batch: pa.RecordBatch) -> dict[str, pa.Array]:
        """Return the columns of what is paid."""
        paid = self.paid(self.amounts(batch))
        known = {name: pc.is_valid(batch.column(name + self.suffix)) for name in self.measures}
        return {
            f"{name}{PAID}{self.suffix}": pc.if_else(known[name], _money(paid[name]), pa.scalar(None, _MONEY))
            for name in self.measures
        }


def _settled(program: Program, ceilings: list[Ceiling], held: Path, suffix: str) -> _Side:
    side = _Side(ceilings, [_budget(program, ceiling) for ceiling in ceilings])
    side.suffix = suffix
    wanted = [name + suffix for name in side.measures]
    side.settle(lambda: (side.amounts(batch) for batch in _batches(held, wanted)))
    return side


def _budget(program: Program, ceiling: Ceiling) -> int | None:
    budget = program.settings.get(ceiling.parameter)
    if budget is None or isinstance(budget, int):
        return budget
    raise TypeError(f"the budget {ceiling.parameter} is no amount in whole fen")


def _batches(path: Path, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(BATCH_ROWS, columns=columns)


def _fen(array: pa.Array) -> np.ndarray:
    values, _ = unscaled(array)
    return np.where(np.asarray(pc.is_valid(array)), values, 0)


def _money(fen: np.ndarray) -> pa.Array:
    return pa.Array.from_buffers(_MONEY, len(fen), [None, pa.py_buffer(np.ascontiguousarray(fen, np.int64))])


def _rewrite(sides: Sequence[_Side], held: Path, out: Path) -> None:
    for side in sides:
        side.begin()
    partial = out.with_name(out.name + ".partial")
    with pq.ParquetFile(held) as file:
        names = [f"{name}{PAID}{side.suffix}" for side in sides for name in side.measures]
        schema = pa.schema([*file.schema_arrow, *(pa.field(name, _MONEY) for name in names)])
    with open_writer(partial, out.suffix.lower(), schema) as writer:
        for batch in _batches(held):
            columns = dict(zip(batch.schema.names, batch.columns, strict=True))
            for side in sides:
                columns |= side.columns(batch)
            writer.write_batch(pa.RecordBatch.from_arrays(list(columns.values()), schema=schema))
    partial.replace(out)
    held.unlink()
