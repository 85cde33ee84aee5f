"""What a converter left or lost in the middle of Chinese: named for a person, never guessed."""

import re
from collections.abc import Iterator, Sequence

from lingxing.engines.documents.domain.model import Line, Problem, ProblemKind

_ENGLISH = re.compile(r"[\u4e00-\u9fff]\s*(and|or|the|of|with)\s*[\u4e00-\u9fff]")
_FIGURE = re.compile(r"(?<![\d.])(\d{2,8})([月日])(?![报刊])")
_HIGHEST = {"月": 12, "日": 400}
_EXCERPT = 30


def strange_words(lines: Sequence[Line]) -> list[Problem]:
    """Return the problems of the lines in order, at most one of a kind for each.

    An English function word between Chinese characters (甲and乙) is one, and a figure that no calendar holds: 783月
    lost 元/ before the month, 1231日 the word for it.
    """
    return [problem for line in lines if not line.cells for problem in _problems(line)]


def _problems(line: Line) -> Iterator[Problem]:
    if found := _ENGLISH.search(line.text):
        yield _problem(line, found, f"中文里夹有英文词“{found[1]}”，疑为转换错误，请对照原件")
    if found := next((one for one in _FIGURE.finditer(line.text) if int(one[1]) > _HIGHEST[one[2]]), None):
        yield _problem(line, found, f"“{found[0]}”不成日期，疑有缺字，请对照原件")


def _problem(line: Line, found: re.Match[str], message: str) -> Problem:
    excerpt = line.text[max(0, found.start() - _EXCERPT) : found.end() + _EXCERPT]
    return Problem(ProblemKind.LOST_TEXT, message, line.first_line, excerpt)
