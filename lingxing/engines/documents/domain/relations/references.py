"""References to other documents: 《title》 with or without its number, and numbers that stand alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lingxing.engines.documents.domain.relations.numbers import NumberFound, find_numbers
from lingxing.engines.documents.domain.tasks.brackets import bracket_pairs

_LONGEST_TITLE, _LONGEST_BRACKET = 160, 160
_MARKS = re.compile("[《》]")
_WHOLE_TITLE = re.compile(
    r"[\u4e00-\u9fff（）]{0,30}关于[^。；：《》]{2,90}的?(?:通知|意见|决定|通告|公告|批复|函|办法|规定|方案|细则|措施)(?:（[^（）]{1,8}）)?"
)
_ISSUED_BY = re.compile(r"(?:公布|发布|颁布|印发|下发|转发)的?(?:原)?\s*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that a text names. `end` lies behind its number's bracket; `others` are further numbers in there."""

    title: str
    number: str | None
    start: int
    end: int
    others: tuple[str, ...] = ()


def find_references(text: str) -> list[Reference]:
    """Return the references of a text in order; a number in a title's own bracket belongs to it."""
    numbers, brackets = list(find_numbers(text)), bracket_pairs(text)
    found: list[Reference] = []
    covered, at = 0, 0
    for start, end in _titles(text):
        close = _bracket_end(text, end, brackets)
        while at < len(numbers) and numbers[at].start < start:
            if numbers[at].start >= covered:
                found.append(_alone(numbers[at]))
            at += 1
        inside: list[str] = []
        while at < len(numbers) and numbers[at].start < max(close, end):
            if numbers[at].start >= end:
                inside.append(numbers[at].normal)
            at += 1
        if not inside and at < len(numbers) and 0 <= numbers[at].start - end <= 1:
            inside, close = [numbers[at].normal], numbers[at].end
            at += 1
        if not inside and found and _issues(text[found[-1].end : start], found[-1]):
            inside, close = [found.pop().number or ""], end
        covered = close if inside else end
        title = re.sub(r"\s+", "", text[start + 1 : end - 1])
        found.append(Reference(title, inside[0] if inside else None, start, covered, tuple(inside[1:])))
    found.extend(_alone(number) for number in numbers[at:] if number.start >= covered)
    return found


def _issues(between: str, number: Reference) -> bool:
    """Return whether a number that stands alone issues the title behind it: 市人民政府令第3号公布的《…》."""
    return not number.title and len(between) <= 6 and bool(_ISSUED_BY.fullmatch(between))


def _alone(number: NumberFound) -> Reference:
    return Reference("", number.normal, number.start, number.end)


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of outermost 《…》; one that is not closed within a title's length is none."""
    waiting: list[int] = []
    pairs: list[tuple[int, int]] = []
    for mark in _MARKS.finditer(text):
        if mark.group() == "《":
            waiting.append(mark.start())
        elif waiting:
            start = waiting.pop()
            if mark.end() - start <= _LONGEST_TITLE:
                pairs.append((start, mark.end()))
    covered = 0
    for start, end in sorted(pairs):
        if start >= covered:
            covered = end
            yield start, end


def _bracket_end(text: str, start: int, brackets: Mapping[int, int]) -> int:
    """Return the end of the bracket that follows directly, or `start` where none does."""
    at = start
    while at < len(text) and at - start < 4 and text[at] in " \n":
        at += 1
    close = brackets.get(at, -1)
    return close + 1 if 0 < close - at <= _LONGEST_BRACKET else start


def bare_title(text: str) -> Reference | None:
    """Return the reference of a list item that prints its title without 《》: …的通知（某政发〔2019〕3号）."""
    numbers = list(find_numbers(text))
    if not numbers:
        return None
    opening = max(text.rfind("（", 0, numbers[0].start), text.rfind("(", 0, numbers[0].start))
    title = re.sub(r"\s+", "", text[: opening if opening > 0 else numbers[0].start]).strip("《》，, ")
    if not 4 <= len(title) <= _LONGEST_TITLE or "。" in title:
        return None
    end = _bracket_end(text, opening, bracket_pairs(text)) if opening > 0 else numbers[0].end
    return Reference(title, numbers[0].normal, 0, end, tuple(one.normal for one in numbers[1:] if one.end <= end))


def unnumbered_title(line: str) -> Reference | None:
    """Return the reference of a list item that prints a whole title and nothing else: 关于…的通知."""
    title = re.sub(r"\s+", "", line).strip("。；;，,")
    if not _WHOLE_TITLE.fullmatch(title):
        return None
    return Reference(title, None, 0, len(line))
