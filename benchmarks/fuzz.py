"""Ten thousand damaged gazettes: how many crash, how many hang, and whether time stays in step with length.

    python -m benchmarks.fuzz [--count N] [--seed N] [--jobs N] [FILE…]

Prints crashes, hangs and unsound results (each with its seed), the slowest case in nanoseconds a character, and for
every mutation the time of four times as much text beside the time of once as much: 4 is linear, 16 is quadratic.
"""

import argparse
import signal
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from random import Random

from benchmarks.sources import gazette_files
from tests.fuzz.mutations import MUTATIONS, mutated, piece_of
from tests.fuzz.soundness import faults, read_whole

PATIENCE = 120
LONGEST = (1_000, 4_000, 12_000, 60_000)
LINE_EVERY = 500
LINE_BYTES = 10_000_000
LINEAR_UP_TO = 6.5


@dataclass(frozen=True)
class Outcome:
    """What became of one case: read, refused, crashed, hung or unsound; `detail` says why."""

    seed: int
    name: str
    what: str
    characters: int
    seconds: float
    detail: str = ""


class _Hung(BaseException):
    pass


def _ring(*_: object) -> None:
    raise _Hung


@cache
def _texts(files: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in gazette_files(files))


def run(files: tuple[str, ...], seed: int) -> Outcome:
    """Make the case of this seed and read it."""
    texts = _texts(files)
    name, data = mutated(texts[seed % len(texts)], seed, LONGEST[seed // 7 % len(LONGEST)])
    if seed % LINE_EVERY == 0:
        name, data = f"{name}, 10 MB in one line", _long_line(data)
    signal.signal(signal.SIGALRM, _ring)
    signal.alarm(PATIENCE)
    started = time.perf_counter()
    try:
        gazette = read_whole(data)
        found = [] if gazette is None else list(faults(gazette))
        what = "unsound" if found else "refused" if gazette is None else "read"
        detail = "; ".join(found)[:200]
    except _Hung:
        what, detail = "hung", f"more than {PATIENCE} s"
    except Exception as error:
        what, detail = "crashed", f"{type(error).__name__}: {error}"[:200]
    finally:
        signal.alarm(0)
    return Outcome(seed, name, what, max(len(data) // 3, 1), time.perf_counter() - started, detail)


def _long_line(data: bytes) -> bytes:
    line = b"".join(data.split()) or b"x"
    return line * (LINE_BYTES // len(line) + 1)


def growth(texts: Sequence[str], kind: int) -> float:
    """Return the time of 4n characters over the time of n: the median of three pieces, each the better of two."""
    ratios = []
    for turn in range(3):
        chance = Random(turn)
        piece = piece_of(texts[turn % len(texts)], chance, 8_000)
        once, fourfold = (MUTATIONS[kind](piece * times, Random(turn)) for times in (6, 24))
        ratios.append(_best(fourfold) / _best(once))
    return statistics.median(ratios)


def _best(data: bytes) -> float:
    times = []
    for _ in range(2):
        started = time.perf_counter()
        read_whole(data)
        times.append(time.perf_counter() - started)
    return min(times)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all cases; return 1 where any crashed, hung or was unsound, or a mutation grows faster than linearly."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    files = tuple(options.files)
    seeds = range(options.seed, options.seed + options.count)
    with ProcessPoolExecutor(options.jobs) as pool:
        outcomes = list(pool.map(run, [files] * len(seeds), seeds, chunksize=20))
    bad = _print_outcomes(outcomes)
    steep = [name for name, ratio in _growths(files) if ratio > LINEAR_UP_TO]
    return 1 if bad or steep else 0


def _print_outcomes(outcomes: Sequence[Outcome]) -> int:
    counts = Counter(outcome.what for outcome in outcomes)
    bad = [outcome for outcome in outcomes if outcome.what in {"crashed", "hung", "unsound"}]
    print(f"{len(outcomes)} cases: " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
    for outcome in bad[:40]:
        print(f"  seed {outcome.seed} ({outcome.name}) {outcome.what}: {outcome.detail}")
    for label, least in (("any case", 1), ("cases of 10,000 characters or more", 10_000)):
        large = [outcome for outcome in outcomes if outcome.characters >= least]
        if large:
            slowest = max(large, key=lambda outcome: outcome.seconds / outcome.characters)
            pace = slowest.seconds / slowest.characters * 1e9
            print(f"slowest of {label}: {pace:,.0f} ns a character (seed {slowest.seed}, {slowest.name})")
    return len(bad)


def _growths(files: tuple[str, ...]) -> list[tuple[str, float]]:
    texts = _texts(files)
    found = [(mutation.__name__, growth(texts, kind)) for kind, mutation in enumerate(MUTATIONS)]
    print("time of 4n over time of n (4 is linear):")
    for name, ratio in found:
        print(f"  {name:22} {ratio:5.2f}{'  steeper than linear' if ratio > LINEAR_UP_TO else ''}")
    return found


if __name__ == "__main__":
    sys.exit(main())
