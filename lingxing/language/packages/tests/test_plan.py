"""Indicators and tasks of catalogue.yaml: what they say, and that mistakes in them are named with file and line."""

import datetime as dt
from fractions import Fraction

import pytest

from lingxing.language.packages import WrongPackage, load_folder
from lingxing.language.packages.tests.folders import write
from lingxing.language.plans import Better, IndicatorKind, Over

TEXT = """\
indicators:
  punctual:
    label: 准点率
    article: 一
    unit: percent
    kind: share
    better: at_least
    baseline: {value: 81.35, on: 2025, area: 云梦省}
    targets: {2026: 90, 2028: 95.5}
    area: 云梦泽市城区
    holder: [市交通运输局, 市住建局]
  piers:
    label: 改造渡口
    article: 一
    unit: piece
    kind: count
    better: above
    targets: {2026-06: 3, 2026-12-05: 10}
    holder: 市交通运输局
    over: period
    since: 2026
    note: 三年合计。
tasks:
  task__sec_1: {drop: true, reason: 只有目标}
  task__sec_2__sub_1:
    reason: 两件事写在一处
    due: 2026-12-31
    every: quarter
    merge: [task__sec_2__sub_2]
    split:
      ramps: {text: 装坡道, article: 二（一）, lead: 市住建局, joint: [], due: 2026-06-30}
      seats: {text: 装座椅, due: open, every: month, goals: [{label: 座椅, unit: piece, value: 40, due: 2026-09-30}]}
  report: {article: 三, text: 报告进展, lead: [市交通运输局], joint: [各区人民政府], reason: 没有写责任单位}
"""
LINES = TEXT.splitlines()


def line(words):
    """Return the number of the one line that holds the words."""
    (found,) = (number for number, text in enumerate(LINES, 1) if words in text)
    return found


def catalogue(tmp_path, text=TEXT):
    return load_folder(write(tmp_path, {"catalogue.yaml": text})).catalogue


def test_a_package_without_the_file_has_no_indicators(tmp_path):
    found = load_folder(write(tmp_path)).catalogue
    assert (dict(found.indicators), dict(found.tasks)) == ({}, {})


def test_an_indicator_is_exact(tmp_path):
    one = catalogue(tmp_path).indicators["punctual"]
    assert (one.label, one.article, one.unit_label, one.kind) == ("准点率", "一", "%", IndicatorKind.SHARE)
    assert (one.baseline.value, one.baseline.year, one.baseline.area) == (Fraction("81.35"), 2025, "云梦省")
    assert [(target.on, target.value) for target in one.targets] == [
        (dt.date(2026, 12, 31), 90),
        (dt.date(2028, 12, 31), Fraction("95.5")),
    ]
    assert (one.area, one.holder, one.better) == ("云梦泽市城区", ("市交通运输局", "市住建局"), Better.AT_LEAST)
    assert (one.over, one.since) == (Over.STANDING, None)


def test_months_and_days_are_targets_and_the_city_is_the_area(tmp_path):
    one = catalogue(tmp_path).indicators["piers"]
    assert [target.on for target in one.targets] == [dt.date(2026, 6, 30), dt.date(2026, 12, 5)]
    assert (one.area, one.holder, one.baseline) == ("云梦泽市", ("市交通运输局",), None)
    assert (one.over, one.since, one.note) == (Over.PERIOD, 2026, "三年合计。")


def test_tasks_are_corrected_and_added(tmp_path):
    found = catalogue(tmp_path)
    dropped, changed, added = found.tasks.values()
    assert (dropped.drop, dropped.adds, dropped.reason) == (True, False, "只有目标")
    assert (changed.merge, changed.due, changed.every) == (("task__sec_2__sub_2",), dt.date(2026, 12, 31), "quarter")
    ramps, seats = changed.split
    assert (ramps.lead, ramps.joint, ramps.due) == (("市住建局",), (), dt.date(2026, 6, 30))
    assert (seats.lead, seats.joint, seats.due, seats.undated, seats.every) == (None, None, None, True, "month")
    assert [(goal.label, goal.value, goal.unit_label) for goal in seats.goals] == [("座椅", 40, "个")]
    assert (added.adds, added.lead, added.joint) == (True, ("市交通运输局",), ("各区人民政府",))
    assert found.extracted_ids() == {"task__sec_1", "task__sec_2__sub_1", "task__sec_2__sub_2"}


# what stands there, what stands there instead, a word of the line that is named, words of the message
WRONG = [
    ("indicators:", "indicator:", "indicators:", "did you mean 'indicators'"),
    ("    label: 准点率\n", "", None, "'label' is missing"),
    ("label: 准点率", "lable: 准点率", "准点率", "did you mean 'label'"),
    ("    article: 一\n    unit: percent", "    article: 某处\n    unit: percent", None, "is no place"),
    ("unit: percent", "unit: percents", "unit: percent", "did you mean 'percent'"),
    ("unit: percent", "unit: person", "unit: percent", "a share is not measured in person"),
    ("unit: piece\n", "unit: percent\n", None, "a count is not measured in percent"),
    ("kind: share", "kind: part", "kind: share", "'part' is not known"),
    ("better: at_least", "better: least", "better: at_least", "did you mean 'at_least'"),
    ("value: 81.35", "value: 81.35%", "81.35", "write a share as a decimal"),
    ("on: 2025", "on: 25", "81.35", "'25' is no year"),
    ("on: 2025", "on: 2027", "81.35", "later than the first target"),
    ("{2026: 90, 2028: 95.5}", "{}", "2028: 95.5", "has no target"),
    ("2026: 90, 2028", "2028: 90, 2026", "2028: 95.5", "do not rise"),
    ("2026: 90", "26: 90", "2028: 95.5", "is no year, month or day"),
    ("2026-06: 3", "2026-13: 3", "2026-06: 3", "is no year, month or day"),
    ("2026-12-05", "2026-02-30", "2026-06: 3", "is no year, month or day"),
    ("90, 2028", "九十, 2028", "2028: 95.5", "is no number"),
    ("[市交通运输局, 市住建局]", "[市交通运输局, 市交通运输局]", "市交通运输局, 市住建局", "stands twice"),
    ("    since: 2026\n", "", None, "'since' is missing"),
    ("over: period", "over: year", "since: 2026", "since belongs to over: period and over: average"),
    ("  task__sec_1:", "  Task-1:", "只有目标", "can't be a task"),
    ("drop: true, reason", "drop: true, due: 2026-01-01, reason", "只有目标", "no other key than reason"),
    (", reason: 只有目标", "", "只有目标", "'reason' is missing"),
    ("due: 2026-12-31", "due: 2026-12-32", "due: 2026-12-31", "is no day of the calendar"),
    ("every: quarter", "every: week", "every: quarter", "'week' is not known"),
    ("[task__sec_2__sub_2]", "[sub_2]", "merge:", "is no other extracted task"),
    ("[task__sec_2__sub_2]", "[task__sec_1]", None, "merged here and named elsewhere"),
    ("{text: 装坡道, ", "{", "装坡道", "'text' is missing"),
    ("unit: piece, value: 40", "unit: pieces, value: 40", "装座椅", "did you mean 'piece'"),
    ("text: 报告进展, ", "", "报告进展", "'text' is missing"),
    ("lead: [市交通运输局], ", "", "报告进展", "'lead' is missing"),
    ("report: {article: 三, ", "report: {", "报告进展", "'article' is missing"),
    ("text: 报告进展", "text: 报告进展, merge: [task__sec_3]", "报告进展", "belongs to extracted tasks"),
]


@pytest.mark.parametrize(("there", "instead", "at", "words"), WRONG)
def test_a_mistake_is_named_with_its_line(tmp_path, there, instead, at, words):
    assert there in TEXT
    with pytest.raises(WrongPackage) as caught:
        catalogue(tmp_path, TEXT.replace(there, instead, 1))
    assert words in str(caught.value)
    assert "catalogue.yaml:" in caught.value.where
    if at:
        assert caught.value.where.endswith(f":{line(at)}")


def test_lists_of_procedures_stand_beside_them(tmp_path):
    text = TEXT + "lists:\n  piers: {label: 渡口, article: 二, items: {first: {label: 一号渡口}}}\n"
    assert set(catalogue(tmp_path, text).indicators) == {"punctual", "piers"}
