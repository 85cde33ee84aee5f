"""Words that a converter left in the middle of Chinese: named for a person, never guessed."""

import re
from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Line, Problem, ProblemKind

_ENGLISH = re.compile(r"[\u4e00-\u9fff]\s*(and|or|the|of|with)\s*[\u4e00-\u9fff]")
_EXCERPT = 30


def strange_words(lines: Sequence[Line]) -> list[Problem]:
    """Return a problem for every English function word between Chinese characters (甲and乙)."""
    problems = []
    for line in lines:
        found = _ENGLISH.search(line.text) if not line.cells else None
        if found:
            excerpt = line.text[max(0, found.start() - _EXCERPT) : found.end() + _EXCERPT]
            message = f"中文里夹有英文词“{found[1]}”，疑为转换错误，请对照原件"
            problems.append(Problem(ProblemKind.LOST_TEXT, message, line.first_line, excerpt))
    return problems
