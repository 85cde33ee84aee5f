"""How long one case takes with its whole working-out, against openfisca-core with its tracer.

    python -m benchmarks.rules_trace [--cases 2000]

Basic and then catastrophic insurance on one stay (benchmarks/rules/packages): outputs, every line with its figures and
its article. openfisca-core gives values and the tree of variables, no arithmetic and no articles; it gets a fresh
simulation a case, as its web API does.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from benchmarks.rules.peers import LEVELS, Peer, is_installed
from benchmarks.rules.two_steps import in_decimals, load, stays
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.cases import Case
from lingxing.language.definitions import Program

REQUIRED_MICROSECONDS = 60.0
WARM_UP = 50
PEER_CASES = 200


def main() -> int:
    """Print both medians; return 1 where ours is above its figure or an answer differs from decimals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000)
    options = parser.parse_args()
    program = load("two_steps_2024")
    expenses, level = stays(options.cases)
    given = [(fen, place) for fen, place in zip(expenses.tolist(), level.tolist(), strict=True)]
    cases = [Case({"expenses": fen, "level": LEVELS[place]}) for fen, place in given]
    answers = [calculate(program, case) for case in cases[:WARM_UP]]
    same = all(
        (answer.outputs["basic_payment"].value, answer.outputs["catastrophic_payment"].value) == in_decimals(*one)
        for answer, one in zip(answers, given[:WARM_UP], strict=True)
    )
    ours = _median([_asked(program, case) for case in cases])
    lines = len(answers[0].lines)
    print(
        f"one case, {lines} lines with figures and articles: median {ours:.1f} µs; required ≤ {REQUIRED_MICROSECONDS}"
    )
    print(f"against decimals: {'equal' if same else 'DIFFERENT'} on {WARM_UP} cases")
    if is_installed("openfisca_core"):
        theirs = _median(_peer_acts(given[:PEER_CASES]))
        print(f"openfisca-core with its tracer: median {theirs:,.0f} µs; ours is {theirs / ours:.0f} × as fast")
    else:
        print("openfisca-core: not installed, skipped")
    return 0 if same and ours <= REQUIRED_MICROSECONDS else 1


def _asked(program: Program, case: Case) -> Callable[[], object]:
    return lambda: [(line.label, line.text, line.expression, line.article) for line in calculate(program, case).lines]


def _peer_acts(given: Sequence[tuple[int, int]]) -> list[Callable[[], object]]:
    peer = Peer("openfisca_core")

    def act(fen: int, place: int) -> object:
        simulation = peer.simulation(1, trace=True)
        peer.calculate(simulation, np.array([fen / 100]), np.array([place]))
        return simulation.tracer.computation_log.lines()

    return [partial(act, *one) for one in given]


def _median(acts: Sequence[Callable[[], object]]) -> float:
    """Return the median time of the acts, in microseconds."""
    times = []
    for act in acts:
        begun = time.perf_counter_ns()
        act()
        times.append((time.perf_counter_ns() - begun) / 1000)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
