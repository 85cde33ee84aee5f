"""The gazettes that benchmarks read: those named on the command line, else the reference, else the examples."""

from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
REFERENCE = REPOSITORY.parent / "shared" / "gazettes"
EXAMPLES = REPOSITORY / "examples"


def gazette_files(named: Sequence[str]) -> list[Path]:
    """Return the text files to read, at least one."""
    if named:
        return [Path(name) for name in named]
    folder = REFERENCE if REFERENCE.is_dir() else EXAMPLES
    return sorted(folder.glob("*.txt"))
