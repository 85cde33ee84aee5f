"""Tables whose columns are parted by spaces, as text taken from a PDF prints them."""

import re
from collections.abc import Sequence

_HEAD = re.compile(r"(?:序 ?号|编 ?号|项 ?次)(?: +[^ 。；：]{1,16}){2,11}")
_WIDE = re.compile(" {2,}")
_NUMBER = re.compile(r"\d{1,3}")
_FEWEST_ROWS, _LONGEST = 2, 300


def spaced_tables(texts: Sequence[str]) -> dict[int, str]:
    """Return by index the lines of such tables with tabs between the cells.

    A table is a line that begins with 序号 and, below it, two lines or more that count 1, 2… and have as many words.
    """
    found: dict[int, str] = {}
    for at, text in enumerate(texts):
        if text[:1] not in "序编项" or len(text) > _LONGEST or not _HEAD.fullmatch(text):
            continue
        names = _words(text)
        rows = _rows(texts, at + 1, len(names))
        if len(rows) >= _FEWEST_ROWS:
            found[at] = "\t".join(names)
            found.update({at + 1 + offset: "\t".join(words) for offset, words in enumerate(rows)})
    return found


def _words(text: str) -> list[str]:
    """Return the cells of a line: parted by wide gaps where it has any, else by each space."""
    return _WIDE.split(text.strip()) if "  " in text.strip() else text.split()


def _rows(texts: Sequence[str], start: int, width: int) -> list[list[str]]:
    rows: list[list[str]] = []
    first = 0
    while start + len(rows) < len(texts):
        words = _words(texts[start + len(rows)]) if len(texts[start + len(rows)]) <= _LONGEST else []
        if len(words) != width or not _NUMBER.fullmatch(words[0]):
            break
        first = first or int(words[0])
        if int(words[0]) != first + len(rows):
            break
        rows.append(words)
    return rows
