"""Tabs that indent or part a marker from its words, and no cells of a table."""

import re
from collections.abc import Sequence

_EDGES = " \t"
_MARKED = re.compile(
    r"[ \t]*(?P<marker>第\s?[\d〇零一二三四五六七八九十百]{1,7}\s?[编章节条]|[一二三四五六七八九十]{1,3}、"
    r"|[（(][\d一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳]|附\s?件\s?\d{0,2}[:：]?)[ \t]*\t[ \t]*(?P<words>[^\t]+)"
)
_SENTENCE = re.compile(r"[，。；：]")


def untabbed(texts: Sequence[str]) -> dict[int, str]:
    """Return by index the lines whose tabs are no column's: at the edges alone, or behind a marker alone.

    A line with tabs at its edges is left as it is beside a line that has tabs inside, as a row with empty cells; unless
    tabs indent most lines.
    """
    indented = 2 * sum(text.startswith("\t") for text in texts) > len(texts)
    inner = [("\t" in text.strip(_EDGES)) for text in texts]
    found: dict[int, str] = {}
    for at, text in enumerate(texts):
        if "\t" not in text:
            continue
        if not inner[at]:
            if indented or not any(inner[max(0, at - 1) : at + 2]):
                found[at] = text.strip(_EDGES)
        elif (marked := _MARKED.fullmatch(text)) and _is_text(marked):
            found[at] = f"{marked['marker']} {marked['words'].strip(_EDGES)}"
    return found


def _is_text(marked: re.Match[str]) -> bool:
    """Tell whether the words behind a marker are text: behind a plain number only a sentence is, no row's cell."""
    return not marked["marker"][0].isdigit() or bool(_SENTENCE.search(marked["words"]))
