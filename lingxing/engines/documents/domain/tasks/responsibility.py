"""Responsibilities in running text: （牵头单位：…；责任单位：…；完成时限：…）, and unit lists behind a sentence."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lingxing.engines.documents.domain.tasks.brackets import bracket_count, bracket_pairs

_KIND = "单位|部门|领导|主体|机关|人"
_LABEL = re.compile(
    rf"(?P<role>牵头|责任|配合|协办|协同|协助|参与|参加|支持|主办|主责|承办|实施|落实|会办)\s*(?:责任|实施|配合)?\s*(?:{_KIND})\s*[：:]"
    r"|(?P<time>(?:完成|实施|落实)?\s*(?:时间|时限|期限)\s*(?:安排|要求|节点)?)\s*[：:]"
)
_ROLE_MARK = re.compile(
    r"(?:牵头|责任|配合|协办|协同|协助|参与|参加|支持|主办|主责|承办|实施|落实|会办)\s*(?:责任|实施|配合)?\s*(?:单位|部门|领导|主体|机关|人)\s*[：:]"
)
_SUFFIX = re.compile(
    r"(?P<units>.+?)(?:共同|分别|具体)?(?P<role>牵头负责|牵头|负责落实|负责|组织实施|配合|参与|协助|按职责分工负责)\Z"
)
_LEADING = frozenset(("牵头", "主办", "主责", "牵头负责"))
_SUPPORTING = frozenset(("配合", "协办", "协同", "协助", "参与", "参加", "支持", "会办"))
_BEFORE_BARE = frozenset("。；;！!？?”’）)\n")
_OPENINGS, _CLOSINGS = "（(〔[【", "）)〕]】"
_LONGEST_LIST = 600
_NOTE = re.compile(r"[。；;，,]\s*(?=以下|下同|所列|排|列|第一)")


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for the words before `start`: the printed lists by role, the printed time, a note on all tasks."""

    start: int
    end: int
    lead: str = ""
    responsible: str = ""
    supporting: str = ""
    time: str = ""
    note: str = ""


def find_responsibilities(text: str, all_organs: Callable[[str], bool]) -> Iterator[Responsibility]:
    """Yield the responsibilities of a unit's text in order.

    A labelled one may have lost its opening or closing bracket. A bare list in brackets counts only behind a finished
    sentence, and only when `all_organs` knows every name in it.
    """
    pairs = bracket_pairs(text)
    found = list(_labelled(text, pairs))
    covered = 0
    labelled = iter([*found, None])
    following = next(labelled)
    for start in sorted(pairs):
        while following and following.end <= start:
            covered, following = following.end, next(labelled)
        if start < covered or (following and following.start <= start):
            continue
        bare = _bare(text, start, pairs[start], all_organs)
        if bare:
            covered = bare.end
            found.append(bare)
    yield from sorted(found, key=lambda one: one.start)


def _labelled(text: str, pairs: Mapping[int, int]) -> Iterator[Responsibility]:
    end = 0
    for mark in _ROLE_MARK.finditer(text):
        if mark.start() < end:
            continue
        start = _opening(text, mark.start())
        if start is None:
            continue
        close = pairs.get(start, -1)
        whole = close > mark.start() and _is_one_list(text, mark.end(), close)
        stop = close if whole else _open_end(text, mark.end())
        end = close + 1 if whole else stop
        yield _parse(text[mark.start() : stop], start, end)


def _is_one_list(text: str, start: int, end: int) -> bool:
    """Return whether the bracket holds a list and no more: a line may break in it, no sentence may end in it."""
    line_end = text.find("\n", start, end)
    return line_end < 0 or (end - start <= _LONGEST_LIST and "。" not in text[start:end])


def _opening(text: str, at: int) -> int | None:
    """Return where the responsibility begins: at its bracket, or at the label where a sentence has just ended."""
    before = at
    while before > 0 and text[before - 1] in " 　":
        before -= 1
    if before > 0 and text[before - 1] in _OPENINGS:
        return before - 1
    if before == 0 or text[before - 1] in _BEFORE_BARE:
        return at
    return None


def _open_end(text: str, start: int) -> int:
    """Return the end of a responsibility without closing bracket: the next full stop or line end."""
    depth = 0
    start += len(text[start : start + 8]) - len(text[start : start + 8].lstrip())
    for at in range(start, len(text)):
        if text[at] in "。\n":
            return at
        depth += (text[at] in _OPENINGS) - (text[at] in _CLOSINGS)
        if depth < 0:
            return at + 1
    return len(text)


def _parse(words: str, start: int, end: int) -> Responsibility:
    lists = {"lead": "", "responsible": "", "supporting": "", "time": ""}
    marks = list(_LABEL.finditer(words))
    note = ""
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        content = words[mark.end() : following.start() if following else len(words)]
        content, note = _cut_note(content, note)
        field = "time" if mark["time"] else _field(mark["role"])
        lists[field] = "、".join(part for part in (lists[field], _stripped(content)) if part)
    return Responsibility(start, end, note=note, **lists)


def _stripped(content: str) -> str:
    """Return the list without punctuation at its ends, nor a closing bracket whose partner stands elsewhere."""
    words = content.strip(" ；;，,。、")
    while words and words[-1] in _CLOSINGS and bracket_count(words) < 0:
        words = words[:-1].rstrip(" ；;，,。、")
    return words


def _cut_note(content: str, note: str) -> tuple[str, str]:
    found = _NOTE.search(content)
    return (content[: found.start()], content[found.end() :]) if found else (content, note)


def _field(role: str) -> str:
    if role in _LEADING:
        return "lead"
    return "supporting" if role in _SUPPORTING else "responsible"


def _bare(text: str, start: int, end: int, all_organs: Callable[[str], bool]) -> Responsibility | None:
    if not start or text[start - 1] not in _BEFORE_BARE or not 4 <= end - start <= _LONGEST_LIST:
        return None
    words = text[start + 1 : end]
    if any(mark in words for mark in "：:《\n"):
        return None
    words, note = _cut_note(words, "")
    by_role = _by_suffix(words, all_organs)
    if by_role:
        return Responsibility(start, end + 1, note=note, **by_role)
    if text[end + 1 :].split("\n", 1)[0].strip(" 。") or not all_organs(words):
        return None
    return Responsibility(start, end + 1, responsible=words, note=note)


def _by_suffix(words: str, all_organs: Callable[[str], bool]) -> dict[str, str]:
    """Return the lists of （市甲局牵头，市乙局、市丙局配合） by role, or {} where the words are none."""
    lists: dict[str, str] = {}
    for part in re.split(r"(?<=牵头|负责|配合|参与|协助|实施|落实)[，,；;]", words.strip(" 。")):
        found = _SUFFIX.match(part)
        if not found or not all_organs(found["units"]):
            return {}
        lists[_field(found["role"])] = found["units"]
    return lists
