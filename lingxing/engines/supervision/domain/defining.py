"""An office's own definition of the yearly assessment, where the document leaves the numbers to it.

It is kept in the words of catalogue.yaml, so that it could move into a package as it stands.
"""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import Exact, decimal_string, exact
from lingxing.language.assessments import (
    Assessment,
    Counted,
    Deduction,
    Empty,
    Measure,
    Rank,
    ShareOf,
    Ties,
)
from lingxing.language.packages.assessments_file import read_assessments
from lingxing.language.packages.errors import WrongPackage
from lingxing.language.packages.items import compose

SHARE_NAMES: Mapping[ShareOf, str] = {
    ShareOf.DONE: "办结率",
    ShareOf.IN_TIME: "按期办结率",
    ShareOf.ANSWERED: "一次通过率",
    ShareOf.TARGETS_MET: "指标完成率",
}
COUNT_NAMES: Mapping[Counted, str] = {
    Counted.LATE: "逾期办结",
    Counted.OVERDUE: "年末逾期未办结",
    Counted.URGED: "被下发督查通知",
    Counted.RETURNED: "报告被退回",
    Counted.LISTED: "被挂牌督办",
    Counted.REFERRED: "被提请问责",
    Counted.TARGETS_MISSED: "年度指标未达到",
}
LONGEST_DEFINITION = 20_000
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
_RANK = re.compile(r"(\S{1,20})[\s：:，,]+([0-9]{1,6}(?:\.[0-9]{1,4})?)")


class WrongDefinition(LingxingError):
    """A definition that can't be used."""


def from_form(given: Mapping[str, str]) -> Assessment:
    """Return the definition that a form says: `weight-SHARE`, `each-COUNT`, `most-COUNT`, `ranks`, `ties`, `empty`,
    `fewest`, `label`. WrongDefinition for the first that does not fit."""
    measures = {share.value: weight for share in ShareOf if (weight := _marks(given, f"weight-{share}"))}
    if not measures:
        raise WrongDefinition("没有一项指标有权重", where="权重", remedy="请至少给一项指标写上分值")
    made = Assessment(
        name="yearly",
        label=given.get("label", "").strip()[:60] or "年度政务督查考评",
        full=exact(sum(measures.values())),
        measures={
            name: Measure(name, SHARE_NAMES[ShareOf(name)], ShareOf(name), weight) for name, weight in measures.items()
        },
        deductions={one.name: one for one in _deductions(given)},
        ranks=_ranks(given.get("ranks", "")),
        ties=Ties(given["ties"]) if given.get("ties") in list(Ties) else Ties.SHARED,
        empty=Empty(given["empty"]) if given.get("empty") in list(Empty) else Empty.SPREAD,
        fewest=int(_marks(given, "fewest") or 1),
    )
    return read_definition(definition_text(made))


def _marks(given: Mapping[str, str], name: str) -> Exact | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise WrongDefinition(f"“{text[:20]}”不是分值", where=_label_of(name), remedy="请填大于0的数，最多四位小数")
    return exact(Decimal(text)) or None


def _label_of(name: str) -> str:
    kind, _, key = name.partition("-")
    if kind == "weight":
        return SHARE_NAMES[ShareOf(key)]
    return COUNT_NAMES[Counted(key)] if key else "计入名次的最少事项数"


def _deductions(given: Mapping[str, str]) -> Iterable[Deduction]:
    for counted in Counted:
        each, most = _marks(given, f"each-{counted}"), _marks(given, f"most-{counted}")
        if each is None:
            if most is not None:
                raise WrongDefinition("只写了最多扣分", where=COUNT_NAMES[counted], remedy="请写每件扣几分")
            continue
        if most is not None and most < each:
            raise WrongDefinition("最多扣的比一件扣的还少", where=COUNT_NAMES[counted], remedy="请核对分值")
        # A measure may have the same name: deductions are told apart by what stands before.
        yield Deduction(f"less_{counted}", COUNT_NAMES[counted], counted, each, most)


def _ranks(text: str) -> tuple[Rank, ...]:
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = _RANK.fullmatch(line)
        if match is None:
            raise WrongDefinition(f"“{line[:20]}”不是等次", where="等次", remedy="每行一个，如：优秀 90")
        found.append(Rank(match[1], exact(Decimal(match[2]))))
    ordered = tuple(sorted(found, key=lambda rank: -rank.at_least))
    if not ordered or ordered[-1].at_least != 0 or len({rank.at_least for rank in ordered}) != len(ordered):
        raise WrongDefinition("等次没有从0分起，或两个等次的分数相同", where="等次", remedy="最后一行写如：不合格 0")
    return ordered


def definition_text(assessment: Assessment) -> str:
    """Return the definition as it would stand in catalogue.yaml under `assessments`."""
    lines = [f"{assessment.name}:", f"  label: {_quoted(assessment.label)}", f"  full: {_number(assessment.full)}"]
    lines += [f"  decimals: {assessment.decimals}", f"  fewest: {assessment.fewest}", "  measures:"]
    lines += [
        f"    {one.name}: {{label: {_quoted(one.label)}, share: {one.share}, weight: {_number(one.weight)}}}"
        for one in assessment.measures.values()
    ]
    lines += ["  deductions:"] if assessment.deductions else []
    lines += [f"    {one.name}: {{{_deduction(one)}}}" for one in assessment.deductions.values()]
    lines += ["  ranks:"]
    lines += [
        f"    - {{label: {_quoted(rank.label)}, at_least: {_number(rank.at_least)}}}" for rank in assessment.ranks
    ]
    lines += [f"  ties: {assessment.ties}", f"  empty: {assessment.empty}"]
    lines += [f"  breaks: [{', '.join(assessment.breaks)}]"] if assessment.breaks else []
    return "\n".join(lines) + "\n"


def _deduction(one: Deduction) -> str:
    most = f", most: {_number(one.most)}" if one.most is not None else ""
    return f"label: {_quoted(one.label)}, counts: {one.counts}, each: {_number(one.each)}{most}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(value: Exact) -> str:
    return decimal_string(value)


def read_definition(text: str) -> Assessment:
    """Return the one definition of a text of catalogue.yaml. WrongDefinition says what is wrong with it."""
    try:
        found = read_assessments(compose(text, "考评办法", LONGEST_DEFINITION))
    except WrongPackage as error:
        remedy = "写法见指南“督查看板和考评”"
        raise WrongDefinition(f"考评办法读不懂（{error}）", where="考评办法", remedy=remedy) from error
    if len(found) != 1:
        raise WrongDefinition("应当正好有一套考评办法", where="考评办法", remedy="请只留一套")
    return next(iter(found.values()))
