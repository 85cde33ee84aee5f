"""How fast the column kernel is, against memory itself and against openfisca-core and policyengine-core.

    python -m benchmarks.rules_kernel [--rows 10000000] [--peer-rows 1000000]

Basic and then catastrophic insurance on one stay (benchmarks/rules/packages). Kernel, plain copying of as many bytes on
as many threads, and the peers take turns in one run; each counts by its best turn. A peer that is not installed is
named. The share of rows on which a peer is wrong is measured against the kernel, the kernel against decimals.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.rules.peers import PEERS, Peer, is_installed
from benchmarks.rules.two_steps import in_decimals, load, stays
from lingxing.engines.rules.columns import kernel, numpy_blocks
from lingxing.engines.rules.columns.rows import Array
from lingxing.engines.rules.domain.columns import lower

REQUIRED = {"openfisca-core": 100.0, "policyengine-core": 20.0}
REQUIRED_OF_COPYING = 0.5
TURNS = 5
QUICK = {"kernel", "copying"}
QUICK_TURNS = 8
"""Turns of what takes some milliseconds for one of the others: a short act is easily disturbed."""
CHECKED = 20_000


def main() -> int:
    """Print the table; return 1 where a required ratio is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--peer-rows", type=int, default=1_000_000)
    options = parser.parse_args()
    expenses, level = stays(options.rows)
    columns: dict[str, NDArray[Any]] = {"expenses": expenses, "level": level.astype(np.int8)}
    plan = lower(load("two_steps_2024"))
    results = kernel.run(plan, columns)
    moved = sum(column.nbytes for column in columns.values()) + sum(
        results[name].nbytes for name, cell in plan.row_cells.items() if not cell.is_constant
    )
    peers = {name: Peer(package) for name, package in PEERS.items() if is_installed(package)}
    some = options.peer_rows
    acts: dict[str, Callable[[], object]] = {
        "kernel": lambda: kernel.run(plan, columns, results=results),
        "copying": _copying(moved // 2),
        "numpy": lambda: numpy_blocks.run(plan, {name: column[:some] for name, column in columns.items()}),
        **{name: _asked(peer, expenses[:some], level[:some]) for name, peer in peers.items()},
    }
    best = _best(acts)
    exact = _agrees(results, expenses, level)
    met = _of_copying(best, moved, options.rows) and exact
    for name in PEERS:
        if name not in peers:
            print(f"{name}: not installed, skipped")
            continue
        ratio = (options.rows / best["kernel"]) / (some / best[name])
        wrong = _wrong(peers[name], expenses[:some], level[:some], results)
        print(f"{name}: {some / best[name] / 1e6:.2f} M rows/s, wrong on {wrong:.1%} of rows")
        print(f"    the kernel is {ratio:,.0f} × as fast; required ≥ {REQUIRED[name]:.0f}")
        met = met and ratio >= REQUIRED[name]
    print(f"numpy blocks: {some / best['numpy'] / 1e6:.1f} M rows/s on one thread")
    return 0 if met else 1


def _copying(size: int) -> Callable[[], object]:
    """Return an act that copies so many bytes, a share a processor as the kernel does."""
    source, target = np.ones(size, np.uint8), np.zeros(size, np.uint8)
    parts = os.cpu_count() or 1
    cuts = [size * part // parts for part in range(parts + 1)]

    def act() -> None:
        with ThreadPoolExecutor(parts) as pool:
            done = [pool.submit(np.copyto, target[first:last], source[first:last]) for first, last in pairwise(cuts)]
        for one in done:
            one.result()

    return act


def _asked(peer: Peer, expenses: NDArray[np.int64], level: NDArray[np.int64]) -> Callable[[], object]:
    return lambda: peer.run(expenses / 100, level)


def _best(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return each act's best time; they take turns, so that a busy moment hits all alike."""
    best = dict.fromkeys(acts, float("inf"))
    for turn in range(TURNS * QUICK_TURNS):
        for name, act in acts.items():
            if name in QUICK or turn % QUICK_TURNS == 0:
                begun = time.perf_counter()
                act()
                best[name] = min(best[name], time.perf_counter() - begun)
    return best


def _of_copying(best: dict[str, float], moved: int, rows: int) -> bool:
    share = best["copying"] / best["kernel"]
    pace, bandwidth, plain = rows / best["kernel"] / 1e6, moved / best["kernel"] / 1e9, moved / best["copying"] / 1e9
    print(f"kernel: {pace:,.0f} M rows/s, {bandwidth:.1f} GB/s read and written")
    print(f"    {share:.2f} of copying as many bytes ({plain:.1f} GB/s); required ≥ {REQUIRED_OF_COPYING}")
    return share >= REQUIRED_OF_COPYING


def _agrees(results: dict[str, Array], expenses: NDArray[np.int64], level: NDArray[np.int64]) -> bool:
    rows = zip(expenses[:CHECKED].tolist(), level[:CHECKED].tolist(), strict=True)
    expected = [in_decimals(fen, place) for fen, place in rows]
    found = zip(
        results["basic_payment"][:CHECKED].tolist(), results["catastrophic_payment"][:CHECKED].tolist(), strict=True
    )
    same = list(found) == expected
    print(f"kernel against decimals: {'equal' if same else 'DIFFERENT'} on {len(expected):,} rows")
    return same


def _wrong(peer: Peer, expenses: NDArray[np.int64], level: NDArray[np.int64], results: dict[str, Array]) -> float:
    """Return the share of rows on which either payment is off by a fen or more."""
    count = len(expenses)
    basic, catastrophic = (np.rint(column.astype(np.float64) * 100) for column in peer.run(expenses / 100, level))
    wrong = (basic != results["basic_payment"][:count]) | (catastrophic != results["catastrophic_payment"][:count])
    return float(np.mean(wrong))


if __name__ == "__main__":
    sys.exit(main())
