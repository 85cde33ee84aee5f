"""The engines that a simulation can run on, by name."""

import importlib.util
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np

from lingxing.engines.rules.columns import kernel, numpy_blocks
from lingxing.engines.rules.columns.rows import constant_array
from lingxing.engines.rules.domain.columns.plan import Plan
from lingxing.engines.rules.sql.duckdb_runner import DuckDbEngine
from lingxing.kernel.errors import LingxingError

Engine = Callable[[Mapping[str, np.ndarray]], Mapping[str, np.ndarray]]
"""From the plan's inputs to the columns of its outputs: a value a row or, for a subject's outputs, a subject."""
ENGINES = ("kernel", "numpy", "duckdb", "spark")
_EXTRAS = {"duckdb": "duckdb", "spark": "pyspark"}


class EngineMissing(LingxingError):
    """An engine that is not installed here."""


def engine_for(name: str, plan: Plan, folder: Path | None = None) -> Engine:
    """Return the engine, ready for the plan; compiled code is kept in `folder`. EngineMissing says what to install."""
    require(name)
    if not plan.inputs:
        return partial(_constant, plan)
    if name == "duckdb":
        return DuckDbEngine(plan)
    if name == "numpy" or not kernel.is_available():
        return partial(numpy_blocks.run, plan)
    return partial(kernel.run, plan, folder=folder, threads=1)


def _constant(plan: Plan, columns: Mapping[str, np.ndarray]) -> Mapping[str, np.ndarray]:
    """Return the outputs of a plan that reads nothing: a reform may leave a rule the same for everybody."""
    count = len(next(iter(columns.values())))
    return {name: constant_array(cell, count) for name, cell in plan.row_cells.items()}


def require(name: str) -> None:
    """Refuse an engine that is unknown or not installed."""
    if name not in ENGINES:
        raise EngineMissing(f"没有名为{name}的引擎", remedy=f"可用的有{'、'.join(ENGINES)}")
    module = _EXTRAS.get(name)
    if module and importlib.util.find_spec(module) is None:
        raise EngineMissing(f"没有安装{name}", remedy=f"请执行 pip install 'lingxing[{name}]'")
