"""The plan compiled: its text becomes machine code, kept in a folder under the text's hash."""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np

from lingxing.engines.rules.columns.rows import Array, Columns, Rows, constant_array, read_rows
from lingxing.engines.rules.columns.source import Kernel, kernel_source
from lingxing.engines.rules.domain.columns.plan import Cell, Plan

SMALLEST_SHARE = 100_000
"""Rows that make it worth while to wake a second thread."""


def is_available() -> bool:
    """Return whether this platform has the compiler."""
    return importlib.util.find_spec("numba") is not None


def run(
    plan: Plan,
    columns: Columns,
    *,
    folder: Path | None = None,
    threads: int = 0,
    doubles: bool | None = None,
    results: dict[str, Array] | None = None,
) -> dict[str, Array]:
    """Return the plan's columns: 64-bit integers and truths, one value a row or, for the subject's, one a subject.

    The columns' values must lie in the bounds of the plan's inputs. Compiled code is kept in `folder`. `threads` 0
    means one a processor. `results` of an earlier run on as many rows are written over instead of taking new memory.
    """
    rows = read_rows(plan, columns)
    kernel = _written(plan, doubles)
    function = compiled(kernel.text, folder)
    given = _results(plan, rows) if results is None else results
    arrays = [
        *(columns[name] for name in kernel.columns),
        *(given[name] for name in (*kernel.row_results, *kernel.subject_results)),
    ]
    if kernel.row_results or kernel.subject_results:
        shares = _shares(rows, threads or os.cpu_count() or 1)
        _run_shares([partial(function, *_share(rows, arrays, first, last)) for first, last in shares])
    return given


def _share(rows: Rows, arrays: Sequence[Array], first: int, last: int) -> list[Any]:
    """Return what the kernel is called with for rows, or subjects, `first` to `last`."""
    if rows.starts is not None:
        return [first, last, rows.starts, *arrays]
    return [last - first, *(array[first:last] for array in arrays)]


@lru_cache(maxsize=64)
def _written(plan: Plan, doubles: bool | None) -> Kernel:  # noqa: FBT001 - as run() passes it on
    """Return the plan's kernel, written once: data come in many pieces."""
    return kernel_source(plan, doubles=doubles)


def _results(plan: Plan, rows: Rows) -> dict[str, Array]:
    per_row = {name: _empty(cell, rows.count) for name, cell in plan.row_cells.items()}
    return per_row | {name: _empty(cell, rows.subjects) for name, cell in plan.subject_cells.items()}


def _empty(cell: Cell, count: int) -> Array:
    if cell.is_constant:
        return constant_array(cell, count)
    return np.empty(count, np.bool_ if cell.is_truth else np.int64)


def _shares(rows: Rows, threads: int) -> list[tuple[int, int]]:
    """Return (first, last) for each thread: rows, or subjects where rows are events."""
    parts = max(1, min(threads, rows.count // SMALLEST_SHARE))
    goals = [rows.count * part // parts for part in range(parts + 1)]
    if rows.starts is not None:
        goals = [int(np.searchsorted(rows.starts, goal)) for goal in goals]
    return [(first, last) for first, last in pairwise(goals) if first < last]


def _run_shares(acts: Sequence[Callable[[], None]]) -> None:
    if len(acts) < 2:
        for act in acts:
            act()
        return
    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()


@lru_cache(maxsize=64)
def compiled(text: str, folder: Path | None) -> Callable[..., None]:
    """Return the function `kernel` of a kernel's text; it is compiled at its first call, or read from the folder."""
    if folder is None:
        held: dict[str, Any] = {"CACHE": False, "__name__": "lingxing_kernel"}
        exec(compile(text.replace("CACHE", "False"), "<kernel>", "exec"), held)  # noqa: S102 - our own text
        function: Callable[..., None] = held["kernel"]
        return function
    return _loaded(text.replace("CACHE", "True"), folder)


def _loaded(text: str, folder: Path) -> Callable[..., None]:
    """Return the function from a module in the folder, beside which the compiler keeps its machine code."""
    name = f"plan_kernel_{hashlib.sha256(text.encode()).hexdigest()[:32]}"
    path = folder / f"{name}.py"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile("w", dir=folder, suffix=".part", delete=False, encoding="utf-8") as part:
            part.write(text)
        Path(part.name).replace(path)
    found = importlib.util.spec_from_file_location(name, path)
    if found is None or found.loader is None:
        raise ImportError(f"{path} can't be loaded")
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module  # else the compiler keeps code for a module without a name, which can't be read back
    found.loader.exec_module(module)
    function: Callable[..., None] = module.kernel
    return function
