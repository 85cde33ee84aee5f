"""How fast claims are put in order and settled one after the other.

    python -m benchmarks.rules_claims [--claims 5000000] [--persons 1000000]

Catastrophic insurance over the year's running total (benchmarks/rules/packages), claims in random order. The reference
of the same run sorts with NumPy's lexsort and settles with NumPy's own running sums. Sums of a year are held against
the formula of the year's total.
"""

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.rules.two_steps import load
from lingxing.engines.rules.columns import kernel, numpy_blocks
from lingxing.engines.rules.columns.rows import Array
from lingxing.engines.rules.columns.sorting import sort_events
from lingxing.engines.rules.domain.columns import SUBJECT, Plan, lower

REQUIRED_PACE = 4_000_000
TURNS = 5
FIRST_DAY = 19_723
"""2024-01-01; the claims lie in two years."""


def main() -> int:
    """Print the paces; return 1 where sorting and settling together miss theirs, or the two disagree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=5_000_000)
    parser.add_argument("--persons", type=int, default=1_000_000)
    options = parser.parse_args()
    chance, count = np.random.default_rng(2), options.claims
    columns = {
        SUBJECT: chance.integers(0, options.persons, count),
        "date": chance.integers(FIRST_DAY, FIRST_DAY + 731, count),
        "copayment": np.minimum(chance.lognormal(np.log(400_000), 1.2, count), 99_999_999).astype(np.int64),
    }
    plan = lower(load("claims_2024"))
    ordered = sort_events(columns, plan.order)
    results = kernel.run(plan, ordered)
    sorting = _best(lambda: sort_events(columns, plan.order))
    settling = _best(lambda: kernel.run(plan, ordered, results=results))
    reference = _best(lambda: _in_numpy(plan, columns), turns=1)
    pace = count / (sorting + settling)
    print(f"{count:,} claims of {options.persons:,} persons")
    print(f"settled in order: {count / settling / 1e6:.0f} M/s; sorted: {count / sorting / 1e6:.1f} M/s")
    print(f"sorted and settled: {pace / 1e6:.1f} M/s; required ≥ {REQUIRED_PACE / 1e6:.0f} M/s")
    print(f"    {reference * pace / count:.1f} × as fast as NumPy ({count / reference / 1e6:.1f} M/s)")
    same = np.array_equal(results["payment"], _in_numpy(plan, columns)["payment"]) and _adds_up(ordered, results)
    print("sums of a year equal the formula of its total" if same else "the sums DIFFER")
    return 0 if same and pace >= REQUIRED_PACE else 1


def _best(act: Callable[[], object], turns: int = TURNS) -> float:
    times = []
    for _ in range(turns):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return min(times)


def _in_numpy(plan: Plan, columns: dict[str, Array]) -> dict[str, Array]:
    places = np.lexsort((columns[plan.order], columns[SUBJECT]))
    return numpy_blocks.run(plan, {name: column[places] for name, column in columns.items()})


def _adds_up(ordered: dict[str, Array], results: dict[str, Array]) -> bool:
    """Hold each person's year against the brackets on its total."""
    key = ordered[SUBJECT] * 2 + (ordered["date"] >= FIRST_DAY + 366)
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    totals, paid = np.add.reduceat(ordered["copayment"], starts), np.add.reduceat(results["payment"], starts)
    marks = ((1_200_000, 3_000_000, 60), (3_000_000, 10_000_000, 65), (10_000_000, 2**53, 75))
    due = sum(np.clip(totals - first, 0, last - first) * share for first, last, share in marks)
    return bool(np.array_equal(paid, np.minimum((due + 50) // 100, 30_000_000)))


if __name__ == "__main__":
    sys.exit(main())
