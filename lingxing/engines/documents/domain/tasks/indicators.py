"""Indicators in running text: 覆盖率达90%以上, 降到30%以下, 不少于100个, 年均增长10%, 建成实验室3个."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from lingxing.engines.documents.domain.model import Indicator
from lingxing.engines.documents.domain.tasks.deadlines import target_date
from lingxing.engines.documents.domain.tasks.measures import (
    COUNTED,
    COUNTED_ON,
    COUNTED_TOO,
    MEASURED,
    MEASURED_END,
    change_word,
    comparator_of,
    last_verb,
    needs_unit,
)

_CLAUSE = re.compile(r"[^，,；;。：:\n]+")
_SENTENCE = re.compile(r"[^。\n]+")
_PART = re.compile(r"[^；;]+")
_NO_TARGET = re.compile(
    r"给予|奖励|奖补|补贴|补助|贴息|资助|最高|封顶|罚款|收取|缴纳|缴费|支付标准|起付|每人每|报销|比例[^，。]{0,4}(?:承担|分担|配套)|申请|符合|凡"
    r"|的企业|以上的|申报|执行|总金额"
)
_YEAR = re.compile(
    r"(?:19|20)\d\d\s*年(?:\s*(?:1[0-2]|0?[1-9])\s*月)?(?:\s*[底末])?|[“\"]?十[一二三四五六七八九]五[”\"]?\s*(?:期间|时期|末)"
)
_LEADING = re.compile(
    r"\A(?:力争|争取|确保|其中|使|将|并且|并|到|至|实现|努力|推动|(?:19|20)\d\d\s*年(?:\d{1,2}月)?[底末]?(?:之?前|以前)?|[“”\"、]|基本)+"
)
_TRAILING = re.compile(r"(?:力争|争取|原则上|要|应|应当|须|长期|一般|基本|总体|总体上)+\Z")
_AMOUNTS = frozenset(("金额", "收入", "总额", "规模"))
_LONGEST_NAME, _LONGEST_QUOTE, _VAGUE = 60, 200, 4
_OPEN_RANGE = frozenset("的-－—~～年")


def find_indicators(text: str, due_on: dt.date | None = None) -> tuple[Indicator, ...]:
    """Return the measurable targets of a task's sentences, in printed order.

    `due_on` is taken where the sentence names no year. Reading: 达到 means at least, 控制在 and 降到 at most, 增长 and
    建成 at least. Sentences about grants, fees and conditions (给予…奖励, 符合…) set no targets,
    nor does a number before 的.
    """
    return tuple(one for sentence in _SENTENCE.finditer(text) for one in _of_sentence(sentence.group(), due_on))


def _of_sentence(sentence: str, due: dt.date | None) -> Iterator[Indicator]:
    """Yield the targets of a sentence; a year holds for what follows it, up to the full stop."""
    going_on = False
    for part in _PART.finditer(sentence):
        if _NO_TARGET.search(part.group()):
            continue
        before = ""
        for clause in _CLAUSE.finditer(part.group()):
            words = clause.group()
            year = _YEAR.search(words)
            due = (target_date(year.group()) if year else None) or due
            targets = [*_all_measured(words, due), *_all_counted(words, due)]
            targets = targets or (_continued(words, due) if going_on else [])
            going_on = going_on or bool(targets)
            for _, one in sorted(targets, key=lambda target: target[0]):
                yield replace(one, text=f"{before}，{one.text}") if before and len(one.name) <= _VAGUE else one
            before = words.strip() if len(words) <= _LONGEST_QUOTE else ""


def _all_measured(clause: str, due: dt.date | None) -> list[tuple[int, Indicator]]:
    found: list[tuple[int, Indicator]] = []
    cursor = 0
    for match in MEASURED.finditer(clause):
        before = clause[max(cursor, match.start() - 2 * _LONGEST_NAME) : match.start()]
        cursor = match.end()
        one = _measured(clause, before, match, due)
        if one:
            found.append((match.end("value"), one))
    return found


def _measured(clause: str, before: str, match: "re.Match[str]", due: dt.date | None) -> Indicator | None:
    name = _TRAILING.sub("", _LEADING.sub("", before.strip(" 　和及与、"))).strip()
    if clause[match.end() : match.end() + 1] in _OPEN_RANGE or not 2 <= len(name) <= _LONGEST_NAME:
        return None
    if name.count("（") != name.count("）") or name.startswith(("按", "对")):
        return None
    if not match["unit"] and needs_unit(match["verb"]):
        return None
    named = name + change_word(match["verb"])
    quote = clause[max(0, match.end() - _LONGEST_QUOTE) : match.end()].strip()
    return Indicator(named, comparator_of(match), match["value"], _unit(match), quote, due)


def _all_counted(clause: str, due: dt.date | None) -> list[tuple[int, Indicator]]:
    """Return what is to be made, and the further counts behind the same verb: 建成实验室3个、研究中心12个."""
    found: list[tuple[int, Indicator]] = []
    cursor = 0
    while match := COUNTED.search(clause, cursor):
        cursor = match.end()
        verb = match["verb"]
        found.extend(_counted(verb, match, due))
        while more := COUNTED_TOO.match(clause, cursor):
            cursor = more.end()
            found.extend(_counted(verb, more, due))
    return found


def _continued(clause: str, due: dt.date | None) -> list[tuple[int, Indicator]]:
    """Return the count of a clause that goes on a list of targets: …达680家，单项冠军企业3家."""
    found = COUNTED_ON.fullmatch(clause.strip())
    return _counted("", found, due) if found else []


def _counted(verb: str, match: "re.Match[str]", due: dt.date | None) -> list[tuple[int, Indicator]]:
    verb, what = last_verb(verb, match["what"].strip())
    if "每" in what or len(what) < 2 or MEASURED_END.search(what) or what.count("（") != what.count("）"):
        return []
    if what in _AMOUNTS:
        verb, what = "", match.string[: match.start("value")].strip()
    comparator = comparator_of(match)
    quote = match.group().strip("、 ")
    return [(match.end("value"), Indicator(verb + what, comparator, match["value"], _unit(match), quote, due))]


def _unit(match: "re.Match[str]") -> str:
    return (match["unit"] or "").replace("％", "%")
