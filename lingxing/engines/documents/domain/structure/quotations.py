"""Lines that stand inside a quotation: the wording that an amending decision gives to another document."""

import re
from collections.abc import Iterator, Sequence

LONGEST = 200
_QUOTES = re.compile('[“”"]')
_INTRODUCES = re.compile(r"(?:[：:]|修改为|改为|修订为|表述为|增加|规定为)\s*$")


def quoted_spans(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of each quotation over several lines, in order of closing, none inside another.

    Only a quotation that follows a colon or 修改为 counts, that closes again, and that is no longer than `LONGEST`
    lines: unpaired quotes are common in damaged texts.
    """
    opened: list[tuple[int, bool]] = []
    covered = -1
    for i, text in enumerate(lines):
        for found in _QUOTES.finditer(text):
            if _opens(found, text):
                opened.append((i, _introduced(text, found.start())))
            elif opened:
                first, introduced = opened.pop()
                if introduced and covered <= first < i <= first + LONGEST:
                    covered = i
                    yield first, i


def _opens(quote: re.Match[str], text: str) -> bool:
    """A straight quote opens where it is introduced or starts the line, else it closes."""
    if quote[0] != '"':
        return quote[0] == "“"
    return quote.start() == 0 or _introduced(text, quote.start())


def _introduced(text: str, position: int) -> bool:
    return position == 0 or bool(_INTRODUCES.search(text, max(0, position - 6), position))
