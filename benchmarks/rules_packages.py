"""How long it takes until rules are ready, and how long one calculation takes from a cold start.

    python -m benchmarks.rules_packages [--rounds 5]

Each figure is the best of several processes: reading every package (files and formulas), and `lingxing rules calculate`
on an empty case of the first one. Beside it stands a process that only starts Python and imports click: what a command
costs before it does anything.
"""

import argparse
import subprocess
import sys
import time

LOAD_MILLISECONDS = 300.0
COLD_MILLISECONDS = 1000.0
_LOAD = """
import time
from lingxing.language.packages import load_packages
begun = time.perf_counter()
loaded = load_packages()
print((time.perf_counter() - begun) * 1000, len(loaded.packages), next(iter(loaded.packages)))
"""


def main() -> int:
    """Print the figures; return 1 where one misses its limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    runs = [_output("-c", _LOAD).split() for _ in range(rounds)]
    load, count, first = min(float(run[0]) for run in runs), runs[0][1], runs[0][2]
    start = min(_milliseconds("-c", "import click") for _ in range(rounds))
    calculate = ("-m", "lingxing", "rules", "calculate", first, "--input", "-")
    cold = min(_milliseconds(*calculate) for _ in range(rounds))
    print(f"{count} packages read: {load:.0f} ms (limit {LOAD_MILLISECONDS:.0f})")
    print(f"one calculation, cold: {cold:.0f} ms (limit {COLD_MILLISECONDS:.0f}); {cold / start:.1f} × an idle start")
    return int(load > LOAD_MILLISECONDS or cold > COLD_MILLISECONDS)


def _output(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True).stdout


def _milliseconds(*arguments: str) -> float:
    """Return how long the process takes, whatever status it ends with: an empty case lacks facts."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], input="{}", capture_output=True, text=True, check=False)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    sys.exit(main())
