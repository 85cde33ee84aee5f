"""Add up the JUnit reports of a run: `tally.py FOLDER SECONDS` prints one line as pytest does."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def main(folder: str, seconds: str) -> int:
    """Print the closing line; return 1 where anything failed or nothing ran."""
    suites = [suite for file in sorted(Path(folder).glob("*.xml")) for suite in ET.parse(file).iter("testsuite")]
    tests, failed, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites for name in names)
        for names in (("tests",), ("failures", "errors"), ("skipped",))
    )
    parts = [f"{failed} failed"] if failed else []
    parts += [f"{tests - failed - skipped} passed"]
    parts += [f"{skipped} skipped"] if skipped else []
    print(f"==== {', '.join(parts)} in {int(seconds):.2f}s ====")
    return 1 if failed or not tests else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
