"""Plain tables in a terminal, where a Chinese character is two columns wide."""

import unicodedata
from collections.abc import Iterator, Sequence


def width(text: str) -> int:
    """Return how many columns the text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def table(rows: Sequence[Sequence[str]], indent: int = 2) -> Iterator[str]:
    """Yield the rows as lines whose columns stand below each other; the last column is as long as it is."""
    columns = max((len(row) for row in rows), default=0)
    widths = [max((width(row[column]) for row in rows if column < len(row)), default=0) for column in range(columns)]
    for row in rows:
        cells = [cell + " " * (widths[column] - width(cell)) for column, cell in enumerate(row)]
        yield (" " * indent + "  ".join(cells)).rstrip()
