"""An export of one lot: a line that names the lot, then an export of its chain in the ledger. No Django.

`verification` reads it on any machine.
"""

from collections.abc import Iterable, Iterator

from lingxing.kernel.canonical import canonical_json

FORMAT = "lingxing-lot-1"


def lot_lines(stream: str, ledger_lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a lot's export, each with its line feed. `ledger_lines` export the stream alone."""
    yield canonical_json({"format": FORMAT, "stream": stream}).encode() + b"\n"
    yield from ledger_lines
