"""Counts among the targets: 建成实验室3个, 建成8个食堂, 入驻企业3万家以上, 合格率100%, 产值翻一番."""

import datetime as dt
import re
from collections.abc import Iterator

from lingxing.engines.documents.domain.model import Comparator, Indicator
from lingxing.engines.documents.domain.tasks.indicator_names import indicator_name
from lingxing.engines.documents.domain.tasks.measures import (
    COUNTED,
    COUNTED_ON,
    COUNTED_TOO,
    DOUBLED,
    MADE_BEFORE,
    MEASURED_END,
    RATE,
    comparator_of,
    last_verb,
    printed_unit,
)

Target = tuple[int, Indicator]

_AMOUNTS = frozenset(("金额", "收入", "总额", "规模"))
_WINDOW = 80
_RHYTHM = re.compile(r"每(?:年|半年|季度?|月|周)(?:至少)?\Z")
_ADDED_TO = re.compile(r"(?![全我本各]|每年)[\u4e00-\u9fff]{2,6}\Z")
_NO_ORDER = re.compile(r"抢抓|抓住|把握|依托|借助|利用|围绕|按照|根据|已|目前|现有|所有|各")
_NO_THING = ("机遇", "契机", "要求", "目标", "部署")
_TIMES = {"一": 1, "1": 1, "": 1, "两": 2, "二": 2, "2": 2, "三": 3, "3": 3}


def counted(clause: str, due: dt.date | None) -> list[Target]:
    """Return what is to be made, and the further counts behind the same verb: 建成实验室3个、研究中心12个."""
    found: list[Target] = []
    cursor = 0
    while match := COUNTED.search(clause, cursor):
        cursor = match.end()
        verb = match["verb"]
        found.extend(_counted(verb, match, due))
        while more := COUNTED_TOO.match(clause, cursor):
            cursor = more.end()
            found.extend(_counted(verb, more, due))
    return found


def otherwise_counted(clause: str, due: dt.date | None, *, going_on: bool) -> list[Target]:
    """Return the targets of a clause in which no verb stands before a thing and its count.

    Reading: 翻一番 is twice the base, 翻两番 four times; a rate without a verb (合格率100%) is to be met as it stands;
    a thing with its count and no verb is a target where 以上 or 以内 says so, or where it goes on a list (`going_on`).
    """
    found = [*_doubled(clause, due), *_made_before(clause, due)]
    if "%" in clause or "％" in clause or "‰" in clause:
        found += _rates(clause, due)
    match = None if found else COUNTED_ON.fullmatch(clause.strip())
    if match and (going_on or match["after"]):
        found += _counted("", match, due)
    return found


def _counted(verb: str, match: "re.Match[str]", due: dt.date | None) -> list[Target]:
    verb, what = last_verb(verb, match["what"].strip())
    if "每" in what or len(what) < 2 or MEASURED_END.search(what) or not _paired(what):
        return []
    if what in _AMOUNTS:
        verb, what = "", _before(match.string, match.start("value")).strip()
    rhythm = _RHYTHM.search(_before(match.string, match.start()))
    name = (rhythm.group() if rhythm else _subject(verb, match)) + verb + what.removeprefix("其中")
    quote = match.group().strip("、 ")
    one = Indicator(name, comparator_of(match), match["value"], printed_unit(match), quote, due)
    return [(match.end("value"), one)]


def _before(clause: str, at: int) -> str:
    return clause[max(0, at - _WINDOW) : at]


def _thing(words: str) -> bool:
    return _paired(words) and not words.endswith(_NO_THING)


def _paired(words: str) -> bool:
    return words.count("（") == words.count("）")


def _subject(verb: str, match: "re.Match[str]") -> str:
    """Return the words that 新增 counts for: 城镇 in 城镇新增就业."""
    subject = (
        indicator_name(_before(match.string, match.start())) if verb == match.groupdict().get("verb") == "新增" else ""
    )
    return subject if _ADDED_TO.fullmatch(subject) else ""


def _made_before(clause: str, due: dt.date | None) -> Iterator[Target]:
    for match in MADE_BEFORE.finditer(clause):
        before = _before(clause, match.start())
        rhythm = _RHYTHM.search(before)
        if ("每" in before and not rhythm) or _NO_ORDER.search(before) or not _thing(match["what"]):
            continue
        name = (rhythm.group() if rhythm else "") + match["verb"] + match["what"]
        yield (
            match.end("value"),
            Indicator(name, comparator_of(match), match["value"], printed_unit(match), match.group(), due),
        )


def _rates(clause: str, due: dt.date | None) -> Iterator[Target]:
    for match in RATE.finditer(clause):
        comparator = comparator_of(match) if match["about"] or match["after"] else Comparator.EQUAL
        name = indicator_name(match["name"])
        one = Indicator(name, comparator, match["value"], printed_unit(match), match.group(), due)
        yield match.end("value"), one


def _doubled(clause: str, due: dt.date | None) -> Iterator[Target]:
    for match in DOUBLED.finditer(clause):
        name = indicator_name(_before(clause, match.start()))
        value = str(2 ** _TIMES[match["times"] or ""])
        if len(name) >= 2:
            yield (
                match.end(),
                Indicator(name, Comparator.AT_LEAST, value, "倍", _before(clause, match.end()).strip(), due),
            )
