"""`python -m benchmarks` runs every benchmark of this folder that needs nothing but the repository."""

import subprocess
import sys
from pathlib import Path

LEFT_OUT = {"__init__", "__main__", "sources"}


def main() -> int:
    """Run one after the other; return 1 where any missed its figures."""
    folder = Path(__file__).parent
    missed = []
    for path in sorted(folder.glob("*.py")):
        if path.stem in LEFT_OUT:
            continue
        print(f"==== {path.stem}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"], cwd=folder.parent, check=False).returncode:
            missed.append(path.stem)
    print(f"missed their figures: {', '.join(missed)}" if missed else "every benchmark met its figures")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
