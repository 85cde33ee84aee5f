"""Responsibilities in running text: （牵头单位：…；责任单位：…；完成时限：…）, and unit lists behind a sentence."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from lingxing.engines.documents.domain.tasks.brackets import bracket_count, bracket_pairs

_ROLES = "牵头|责任|负责|配合|协办|协同|协助|协作|参与|参加|支持|主办|主责|承办|实施|落实|会办|督办|督导"
_OF_PLACE = r"(?=[省市县区州盟旗各])"
_ROLE = (
    rf"(?:整改|主要|第一|共同|具体|[省市县区]级)?(?P<role>{_ROLES})"
    r"\s{0,4}(?:责任|实施|配合|落实)?\s{0,4}(?:单位|部门|主体|机关|分工)"
    rf"(?:\s{{0,4}}为?\s{{0,4}}[：:]|为{_OF_PLACE}|[ 　]{_OF_PLACE})"
    r"|(?P<short>牵头|主责|主办|承办|配合|协办)\s{0,4}[：:]"
)
_LABEL = re.compile(
    rf"(?:{_ROLE})"
    r"|(?P<person>(?:牵头|责任|分管|包保|包抓|协管|联系|督办|督导)\s{0,4}(?:责任)?\s{0,4}[市县区州]?(?:级|政府)?\s{0,4}(?:领导|负责人|人|同志)"
    r"|[市县区州](?:级|政府)?领导)\s{0,4}[：:]"
    r"|(?P<time>(?:完成|实施|落实|办结|整改|推进)?\s{0,4}(?:时间|时限|期限|进度)\s{0,4}(?:安排|要求|节点)?)\s{0,4}[：:]"
)
_ROLE_MARK = re.compile(_ROLE)
_OPENING_LABEL = re.compile(rf"(?:\A|(?<=[（(〔\[【。；;，,！!？?”’）)\n]))[ 　]{{0,8}}(?:{_LABEL.pattern})")
_TIME_LABEL = re.compile(
    r"[；;，,。]\s{0,4}(?:完成|实施|落实|办结)?(?:时间|时限|期限|进度)(?:安排|要求|节点)?\s{0,4}[：:]"
)
_LABELLED_TIME = re.compile(_TIME_LABEL.pattern + r"[^：:、]{2,30}\Z")
_REMARK = re.compile(r"[（(〔\[【][^（）()〔〕\[\]【】。：:、\n]{1,12}[，,；;]\Z")
_LONGEST_REMARK = 14
_SIGNS = ("：", ":", "单位为", "部门为", "单位 ", "单位　", "部门 ", "部门　")
_SUFFIX = re.compile(
    r"由?(?P<units>.+?)(?:按照?(?:各自)?(?:职[责能])?(?:分工)?|共同|分别|具体)?"
    r"(?P<role>牵头负责|牵头落实|牵头|负责落实|负责|组织实施|落实|承办|主办|配合|协办|参与|协助)\Z"
)
_SUFFIX_MARKS = ("牵头", "负责", "配合", "参与", "协助", "协办", "承办", "主办", "落实", "组织实施")
_LEADING = frozenset(("牵头", "主办", "主责", "牵头负责", "牵头落实"))
_SUPPORTING = frozenset(("配合", "协办", "协同", "协助", "协作", "参与", "参加", "支持", "会办", "督办", "督导"))
_BEFORE_BARE = frozenset("。；;！!？?”’）)\n")
_OPENINGS, _CLOSINGS = "（(〔[【", "）)〕]】"
_EDGES = " ；;，,。、"
_LONGEST_LIST, _LONGEST_BARE = 3000, 600
_TIME_PIECES = re.compile(
    r"[；;，,]\s*(?:持续|长期|常态|立行立改|立即|即日起|全年|每年|每季|每月|每半年|年[内底]|今年|印发后|(?:19|20)\d\d\s*年|\d{1,2}\s*月|第?[一二三四]季度"
    r"|[上下]半年|[“\"]?十[一二三四五六七八九]五)[^；;、，,（(]{0,20}(?=\Z|[；;])"
)
_ANY_BRACKET = re.compile(r"[（(〔\[【）)〕\]】]")
_LINE_END = re.compile(r"[ 　。；;]*(?:\n|\Z)")
_NOTE = re.compile(r"[。；;，,]\s*(?=以下|下同|所列|排|列|第一)")


class Listing(Enum):
    """What a run of words is when it is read as a list of units."""

    NONE = 0
    NAMES = 1
    GROUPS = 2
    ORGANS = 3


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


def find_responsibilities(text: str, read_list: Callable[[str], Listing]) -> Iterator[Responsibility]:
    """Yield the responsibilities of a unit's text in order.

    A labelled one may have lost its opening or closing bracket. A bare list in brackets counts only behind a finished
    sentence, and only when `read_list` finds organs and nothing else in it.
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
        bare = _bare(text, start, pairs[start], read_list)
        if bare:
            covered = bare.end
            found.append(bare)
    yield from sorted(found, key=lambda one: one.start)


def _labelled(text: str, pairs: Mapping[int, int]) -> Iterator[Responsibility]:
    """Yield those whose labels name units; a person or a time may be named before them."""
    end = 0
    for mark in _OPENING_LABEL.finditer(text) if any(sign in text for sign in _SIGNS) else ():
        start = _opening(text, mark.start()) if mark.start() >= end else None
        if start is None:
            continue
        close = pairs.get(start, -1)
        whole = close > mark.start() and _is_one_list(text, mark.end(), close)
        stop = close if whole else _open_end(text, mark.end())
        if not whole:
            stop = _with_further_lines(text, stop)
        if not (mark["role"] or mark["short"]) and not _ROLE_MARK.search(text, mark.end(), stop):
            continue
        end = close + 1 if whole else stop
        yield _parse(text[mark.start() : stop], start, end)


def _is_one_list(text: str, start: int, end: int) -> bool:
    """Return whether the bracket holds a list and no more: a line may break in it, no sentence may end in it."""
    if end - start > _LONGEST_LIST:
        return False
    return "\n" not in text[start:end] or "。" not in text[start:end]


def _opening(text: str, at: int) -> int | None:
    """Return where the responsibility begins: at its bracket, or at the label where a sentence has just ended.

    A bracket may hold a short remark first: （预期性指标，牵头单位：…）.
    """
    before = at
    while before > 0 and text[before - 1] in " 　":
        before -= 1
    if before > 0 and text[before - 1] in _OPENINGS:
        return before - 1
    remark = _REMARK.search(text, max(0, before - _LONGEST_REMARK), before)
    if remark:
        return remark.start()
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


def _with_further_lines(text: str, stop: int) -> int:
    """Return the end behind lines or sentences that go on with another label: 责任单位：…, then 完成时限：…."""
    while stop < len(text) and text[stop] in "。\n":
        mark = _LABEL.match(text, stop + 1)
        if not mark:
            break
        stop = _open_end(text, mark.end())
    return stop


def _parse(words: str, start: int, end: int) -> Responsibility:
    words = words[:_LONGEST_LIST]
    lists = {"lead": "", "responsible": "", "supporting": "", "time": ""}
    marks = list(_LABEL.finditer(words))
    note = ""
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        content = words[mark.end() : following.start() if following else len(words)]
        if mark["person"]:
            continue
        content, note = _cut_note(content, note)
        field = "time" if mark["time"] else _field(mark["role"] or mark["short"])
        for piece in _TIME_PIECES.findall(content):
            content = content.replace(piece, "")
            lists["time"] = lists["time"] or piece.strip("；;，, ")
        lists[field] = "、".join(part for part in (lists[field], _stripped(content)) if part)
    return Responsibility(start, end, note=note, **lists)


def _stripped(content: str) -> str:
    """Return the list without punctuation at its ends; a bracket without its partner only parts names."""
    words = content.strip(_EDGES)
    surplus = -bracket_count(words)
    while surplus > 0 and words and words[-1] in _CLOSINGS:
        words, surplus = words[:-1].rstrip(_EDGES), surplus - 1
    crossed = bracket_count(words) or words[:1] in _CLOSINGS
    return _ANY_BRACKET.sub("、", words).strip(_EDGES) if crossed else words


def _cut_note(content: str, note: str) -> tuple[str, str]:
    found = _NOTE.search(content)
    return (content[: found.start()], content[found.end() :]) if found else (content, note)


def _field(role: str) -> str:
    if role in _LEADING:
        return "lead"
    return "supporting" if role in _SUPPORTING else "responsible"


def _bare(text: str, start: int, end: int, read_list: Callable[[str], Listing]) -> Responsibility | None:
    """Return the responsibility of a bracket without labels: behind a sentence, or with roles at a line's end."""
    if not start or not 4 <= end - start <= _LONGEST_BARE:
        return None
    words, time = _cut_time(text[start + 1 : end])
    behind_sentence = text[start - 1] in _BEFORE_BARE
    if any(mark in words for mark in "：:《\n") or not (behind_sentence or _names_roles(words)):
        return None
    ends_line = bool(_LINE_END.match(text, end + 1))
    words, note = _cut_note(words, "")
    by_role = _by_suffix(words, read_list) if behind_sentence or ends_line else {}
    if by_role:
        return Responsibility(start, end + 1, note=note, time=time, **by_role)
    if not ends_line or not behind_sentence or read_list(words) not in (Listing.ORGANS, Listing.GROUPS):
        return None
    return Responsibility(start, end + 1, responsible=words, time=time, note=note)


def _names_roles(words: str) -> bool:
    return any(mark in words for mark in _SUFFIX_MARKS)


def _cut_time(words: str) -> tuple[str, str]:
    """Return the list and the time that stands behind it: 市甲局、市乙局，2025年底前完成."""
    found = _LABELLED_TIME.search(words) or _TIME_PIECES.search(words)
    if not found or found.end() < len(words):
        return words, ""
    return words[: found.start()], _TIME_LABEL.sub("", found.group()).strip("；;，,。 ")


def _by_suffix(words: str, read_list: Callable[[str], Listing]) -> dict[str, str]:
    """Return the lists of （市甲局牵头，市乙局、市丙局配合） by role, or {} where the words are none."""
    lists: dict[str, str] = {}
    if not _names_roles(words):
        return {}
    organs = False
    for part in re.split(r"(?<=牵头|负责|配合|参与|协助|协办|承办|主办|实施|落实)[，,；;]", words.strip(" 。")):
        found = _SUFFIX.match(part)
        kind = read_list(found["units"]) if found else Listing.NONE
        if not found or kind is Listing.NONE:
            return {}
        organs = organs or kind is Listing.ORGANS
        lists[_field(found["role"])] = found["units"]
    return lists if organs else {}


def lists_of_cell(words: str, read_list: Callable[[str], Listing]) -> dict[str, str]:
    """Return the lists of a cell by role: 牵头单位：…；配合单位：…, 甲局牵头，乙局配合, or responsible ones alone."""
    if _ROLE_MARK.match(words.strip()):
        parsed = _parse(words.strip(), 0, len(words))
        return {"lead": parsed.lead, "responsible": parsed.responsible, "supporting": parsed.supporting}
    return _by_suffix(words, read_list) or {"responsible": words}


def lists_by_role(one: Responsibility, read_list: Callable[[str], Listing]) -> dict[str, str]:
    """Return the lists by role; 责任分工：市甲局牵头，市乙局配合 names roles inside one list."""
    if one.lead or one.supporting:
        return {"lead": one.lead, "responsible": one.responsible, "supporting": one.supporting}
    return lists_of_cell(one.responsible, read_list)
