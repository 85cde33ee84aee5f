"""Annexes: named at the end of a text (附件：1.…), printed behind it below a head of their own (附件1), or both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.repair import line_shapes as shape
from lingxing.engines.documents.domain.splitting import titles
from lingxing.engines.documents.domain.splitting.parts import AnnexPart

_NUMERAL = "一二三四五六七八九十"
_LABEL = re.compile(
    rf"[【\[]?(?P<label>(?:附件|附表|附录|附)\s*(?P<number>[\d{_NUMERAL}]{{0,3}}(?:[-—－.]\d{{1,2}})?))[】\]]?\s*[:：]?\s*"
)
_NAMED = re.compile(rf"(?:附件|附表|附录|附)\s*[\d{_NUMERAL}]{{0,3}}\s*[:：]\s*(?P<rest>\S.*)")
_LISTED = re.compile(r"(?P<number>\d{1,2})\s*[.．、]\s*(?P<title>\S.*)")
_TITLE_END = re.compile(
    r"(?:表|单|书|图|册|卡|样式|格式|模板|方法|流程|说明|一览|要求|范围|分工|名录|数据|结果|依据|指标|安排)$"
)
_FILE = re.compile(r"\s*\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar)$", re.IGNORECASE)
_MOST_NAMED, _MOST_TITLE_LINES = 60, 3


@dataclass(frozen=True, slots=True)
class NamedAnnex:
    """An annex named in a text: its number there, or 0, its title and its line."""

    number: int
    title: str
    line: int


def is_label(text: str) -> bool:
    """Tell whether the line is the head of a printed annex and nothing else: 附件, 附件2."""
    return len(text) <= 12 and bool(_LABEL.fullmatch(text))


def take_named(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[NamedAnnex, ...]]:
    """Return the lines without the list of annexes, and the annexes that it names."""
    for at, line in enumerate(lines):
        if line.text.startswith("附") and len(line.text) <= 200 and (found := _NAMED.fullmatch(line.text)):
            end, named = _read_list(lines, at, found["rest"])
            return (*lines[:at], *lines[end:]), named
    return tuple(lines), ()


def _read_list(lines: Sequence[Line], at: int, rest: str) -> tuple[int, tuple[NamedAnnex, ...]]:
    first = _LISTED.fullmatch(rest)
    found = [(int(first["number"]) if first else 0, [first["title"] if first else rest], lines[at].first_line)]
    end = at + 1
    while end < min(len(lines), at + _MOST_NAMED):
        text = lines[end].text
        listed = _LISTED.fullmatch(text)
        if listed and first and int(listed["number"]) == found[-1][0] + 1 and not text.endswith("。"):
            found.append((int(listed["number"]), [listed["title"]], lines[end].first_line))
        elif _continues(found[-1][1][-1], lines[end]):
            found[-1][1].append(text)
        else:
            break
        end += 1
    named = tuple(NamedAnnex(number, _bare(titles.join_title(texts)), line) for number, texts, line in found)
    return end, named


def _continues(above: str, line: Line) -> bool:
    """Tell whether a short line goes on with an annex's title: the line above can't be its end, this one can."""
    if not titles.could_be_title_line(line) or shape.is_organ(line.text) or len(line.text) > 30:
        return False
    whole = bool(_TITLE_END.search(above)) or titles.kind_at_end(above) is not None
    ends = bool(_TITLE_END.search(line.text)) or titles.kind_at_end(line.text) is not None
    return not whole and ends


def _bare(title: str) -> str:
    bare = _FILE.sub("", title.rstrip("。；;"))
    return bare.strip("《》") if bare.startswith("《") and bare.endswith("》") else bare


def read_annex(lines: Sequence[Line], named: Sequence[NamedAnnex]) -> AnnexPart:
    """Return the annex printed in `lines`, whose first line is its label (附件1)."""
    label = _LABEL.fullmatch(lines[0].text)
    printed = re.sub(r"\s", "", label["label"]) if label else ""
    end = _title_end(lines, {titles.title_key(annex.title) for annex in named})
    title = titles.join_title(line.text for line in lines[1:end])
    line = lines[1].first_line if end > 1 else lines[0].first_line
    return AnnexPart(printed or "附件", title, line, included=True, lines=tuple(lines[end:]))


def _title_end(lines: Sequence[Line], named: set[str]) -> int:
    key = ""
    for end in range(1, min(len(lines), 2 + _MOST_TITLE_LINES)):
        if not titles.could_be_title_line(lines[end]):
            break
        key += titles.title_key(lines[end].text)
        if key in named:
            return end + 1
    return _plain_title_end(lines)


def _plain_title_end(lines: Sequence[Line]) -> int:
    if len(lines) < 2 or not titles.could_be_title_line(lines[1]):
        return 1
    above = lines[1].text
    whole = _TITLE_END.search(above) or titles.kind_at_end(above)
    if whole or len(lines) < 3 or not _continues(above, lines[2]):
        return 2
    return 3


def missing_annexes(named: Sequence[NamedAnnex], printed: Sequence[AnnexPart]) -> tuple[AnnexPart, ...]:
    """Return the named annexes that are not printed."""
    keys = {titles.title_key(annex.title) for annex in printed}
    numbers = {annex.label for annex in printed}
    return tuple(
        AnnexPart(f"附件{annex.number or ''}", annex.title, annex.line, included=False)
        for annex in named
        if titles.title_key(annex.title) not in keys and f"附件{annex.number or ''}" not in numbers
    )
