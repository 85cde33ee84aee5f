"""Quotes and brackets that lost their partner: named for a person, never guessed."""

import re
from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Line, Problem, ProblemKind

_PARTNERS = {"》": "《", "”": "“", "）": "（", "〉": "〈", "】": "【", "〕": "〔"}
_SIGNS = re.compile("[《》“”（）〈〉【】〔〕]")
_MARKER = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}|\d{1,3})\s*[）)]|(?<=[。；，、])\d{1,2}）")
_EXCERPT = 30


def unpaired_signs(lines: Sequence[Line]) -> list[Problem]:
    """Return a problem for every paragraph in which a quote or bracket has no partner.

    A quotation that runs over several paragraphs opens in each and closes in the last one; those are no fault.
    """
    problems = []
    quoting = False
    for line in lines:
        if line.cells or "\t" in line.text:
            continue
        sign, at, quoting = _first_alone(_MARKER.sub("", line.text), quoting=quoting)
        if sign:
            excerpt = line.text[max(0, at - _EXCERPT // 2) : at + _EXCERPT]
            problems.append(Problem(ProblemKind.UNPAIRED, f"“{sign}”不成对，请对照原件", line.first_line, excerpt))
    return problems


def is_balanced(text: str) -> bool:
    """Tell whether every bracket and quote of the text has its partner."""
    return not _first_alone(text, quoting=False)[0]


def _first_alone(text: str, *, quoting: bool) -> tuple[str, int, bool]:
    """Return the first sign without a partner and its place, and whether a quotation stays open at the end."""
    open_signs: list[tuple[str, int]] = []
    for found in _SIGNS.finditer(text):
        sign = found[0]
        if sign not in _PARTNERS:
            open_signs.append((sign, found.start()))
        elif open_signs and open_signs[-1][0] == _PARTNERS[sign]:
            open_signs.pop()
        elif sign == "”" and quoting and not any(opened == "“" for opened, _ in open_signs):
            quoting = False
        else:
            return sign, found.start(), False
    if not open_signs:
        return "", 0, quoting
    sign, at = open_signs[0]
    if sign == "“" and len(open_signs) == 1:
        return "", 0, True
    return sign, at, quoting
