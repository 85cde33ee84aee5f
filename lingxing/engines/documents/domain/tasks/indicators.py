"""Indicators in running text: 覆盖率达90%以上, 降到30%以下, 不少于100个, 年均增长10%, 建成实验室3个."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from lingxing.engines.documents.domain.model import Indicator
from lingxing.engines.documents.domain.tasks.counts import Target, counted, otherwise_counted
from lingxing.engines.documents.domain.tasks.deadlines import target_date
from lingxing.engines.documents.domain.tasks.indicator_names import indicator_name, without_baseline
from lingxing.engines.documents.domain.tasks.measures import (
    MEASURED,
    change_word,
    comparator_of,
    needs_unit,
    printed_unit,
)

_CLAUSE = re.compile(r"[^，,；;。：:\n]+")
_SENTENCE = re.compile(r"[^。\n]+")
_PART = re.compile(r"[^；;]+")
_FIGURE = re.compile(r"[\d番五]")
_NO_TARGET = re.compile(
    r"给予|奖励|奖补|补贴|补助|贴息|资助|最高|封顶|罚款|收取|缴纳|缴费|支付标准|起付|每人每|报销|比例[^，。]{0,4}(?:承担|分担|配套)|申请|符合|凡"
    r"|的企业|以上的|申报|执行|总金额"
)
_YEAR = re.compile(
    r"(?:19|20)\d\d\s*年(?:\s*(?:1[0-2]|0?[1-9])\s*月)?(?:\s*[底末])?|[“\"]?十[一二三四五六七八九]五[”\"]?\s*(?:期间|时期|末)"
)
_ACTS = ("开展", "举办", "组织", "完成", "建成", "新建", "建设", "培育", "引进", "新增", "打造", "选派", "实施")
_WHAT = re.compile(r"(?![以的])[\u4e00-\u9fff“”]{2,20}\Z")
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
        if not _FIGURE.search(part.group()) or _NO_TARGET.search(part.group()):
            continue
        before = ""
        for clause in _CLAUSE.finditer(part.group()):
            words = clause.group()
            year = _YEAR.search(without_baseline(words))
            due = (target_date(year.group()) if year else None) or due
            targets = _targets(words, due, going_on=going_on) if _FIGURE.search(words) else []
            going_on = going_on or bool(targets)
            for _, one in sorted(targets, key=lambda target: target[0]):
                yield replace(one, text=f"{before}，{one.text}") if before and len(one.name) <= _VAGUE else one
            before = words.strip() if len(words) <= _LONGEST_QUOTE else ""


def _targets(clause: str, due: dt.date | None, *, going_on: bool) -> list[Target]:
    found = [*_all_measured(clause, due), *counted(clause, due)]
    return found or otherwise_counted(clause, due, going_on=going_on)


def _all_measured(clause: str, due: dt.date | None) -> list[Target]:
    found: list[Target] = []
    cursor = 0
    for match in MEASURED.finditer(clause):
        before = clause[max(cursor, match.start() - 2 * _LONGEST_NAME) : match.start()]
        cursor = match.end()
        one = _measured(clause, before, match, due)
        if one:
            found.append((match.end("value"), one))
    return found


def _measured(clause: str, before: str, match: "re.Match[str]", due: dt.date | None) -> Indicator | None:
    change = change_word(match["verb"])
    name = indicator_name(before)
    if clause[match.end() : match.end() + 1] in _OPEN_RANGE or len(name) > _LONGEST_NAME:
        return None
    if len(name) < 2 and (name or not change):
        return None
    if name.count("（") != name.count("）") or name.startswith(("按", "对")):
        return None
    if (not match["unit"] and needs_unit(match["verb"])) or _YEAR.match(match["value"] + (match["unit"] or "")):
        return None
    quote = clause[max(0, match.end() - _LONGEST_QUOTE) : match.end()].strip()
    what = _WHAT.match(clause, match.end()) if name.endswith(_ACTS) else None
    name += what.group() if what else ""
    return Indicator(name + change, comparator_of(match), match["value"], printed_unit(match), quote, due)
