"""Measured values held against targets, and what corrections make of extracted tasks."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.errors import LingxingError
from lingxing.language.plans import (
    Better,
    Goal,
    Indicator,
    IndicatorKind,
    Part,
    PlanCatalogue,
    PlanTask,
    Target,
    TaskCorrection,
    corrected,
)

END_OF_2026 = dt.date(2026, 12, 31)
PIERS = PlanTask("task__1", "二（一）", "改造渡口", ("市交通运输局",), ("市住建局",), dt.date(2026, 6, 30))
NIGHTS = PlanTask("task__2", "二（二）", "增开夜航", ("市公安局",), ("市交通运输局",), END_OF_2026)
PAYING = PlanTask("task__3", "二（三）", "方便付费", ("市财政局",))


def indicator(better, *targets):
    return Indicator("i", "指标", "一", "percent", IndicatorKind.SHARE, better, targets, "云梦泽市")


def result(*corrections, tasks=(PIERS, NIGHTS, PAYING)):
    return corrected(tasks, PlanCatalogue(tasks={one.id: one for one in corrections}))


@pytest.mark.parametrize(
    ("better", "below", "equal", "above"),
    [
        (Better.AT_LEAST, False, True, True),
        (Better.AT_MOST, True, True, False),
        (Better.ABOVE, False, False, True),
        (Better.BELOW, True, False, False),
        (Better.ABOUT, None, None, None),
    ],
)
def test_a_value_is_held_against_the_target(better, below, equal, above):
    target = Target(END_OF_2026, 90)
    one = indicator(better, target)
    assert [one.meets(value, target) for value in (89, 90, 91)] == [below, equal, above]
    assert better.rising is {"≥": True, ">": True, "≤": False, "<": False, "约": None}[better.sign]


def test_the_next_target_is_due_up_to_its_own_day():
    first, last = Target(END_OF_2026, 90), Target(dt.date(2028, 12, 31), 95)
    one = indicator(Better.AT_LEAST, first, last)
    assert one.target_on(END_OF_2026) == first
    assert one.target_on(dt.date(2027, 1, 1)) == last
    assert one.target_on(dt.date(2029, 1, 1)) is None
    assert (one.target_of(2026), one.target_of(2027)) == (first, None)


def test_a_year_with_several_days_is_held_against_the_last():
    batches = [Target(dt.date(2026, month, 30), value) for month, value in ((8, 200), (9, 1500))]
    assert indicator(Better.AT_LEAST, *batches).target_of(2026) == batches[1]


def test_what_a_correction_does_not_name_stays():
    (first, *others) = result(TaskCorrection("task__1", adds=False, reason="期限写错", due=END_OF_2026))
    assert (first.due, first.text, first.lead, first.joint) == (END_OF_2026, PIERS.text, PIERS.lead, PIERS.joint)
    assert others == [NIGHTS, PAYING]


def test_a_day_can_be_taken_away():
    (first, *_) = result(TaskCorrection("task__1", adds=False, reason="只有一部分有期限", undated=True))
    assert first.due is None


def test_units_can_be_taken_away():
    (first, *_) = result(TaskCorrection("task__1", adds=False, reason="只有一家", joint=()))
    assert (first.lead, first.joint) == (("市交通运输局",), ())


def test_a_dropped_task_is_gone():
    assert result(TaskCorrection("task__2", adds=False, reason="不是任务", drop=True)) == (PIERS, PAYING)


def test_merged_tasks_are_one_with_everybody_who_helped():
    first, last = result(TaskCorrection("task__1", adds=False, reason="同一件事", merge=("task__2",)))
    assert (first.text, first.due) == ("改造渡口\n增开夜航", END_OF_2026)
    assert (first.lead, first.joint) == (("市交通运输局",), ("市住建局", "市公安局"))
    assert last == PAYING


def test_a_split_task_leaves_its_parts():
    goals = (Goal("坡道", "piece", 30),)
    parts = (Part("ramps", "装坡道", lead=("市住建局",), joint=()), Part("seats", "装座椅", goals=goals))
    ramps, seats, *_ = result(TaskCorrection("task__1", adds=False, reason="两件事", split=parts))
    assert (ramps.id, ramps.lead, ramps.joint, ramps.due) == ("task__1__ramps", ("市住建局",), (), PIERS.due)
    assert (seats.id, seats.lead, seats.goals) == ("task__1__seats", PIERS.lead, goals)


def test_an_added_task_stands_last():
    added = TaskCorrection("report", adds=True, reason="没有提取", article="三", text="报告", lead=("市财政局",))
    assert result(added)[-1] == PlanTask("report", "三", "报告", ("市财政局",))


def test_a_task_that_was_not_extracted_is_named():
    with pytest.raises(LingxingError, match="task__9"):
        result(TaskCorrection("task__1", adds=False, reason="同一件事", merge=("task__9",)))


@given(st.lists(st.sampled_from(["keep", "drop", "split", "due"]), min_size=1, max_size=8), st.integers(0, 3))
def test_no_task_is_lost_or_told_twice(changes, added):
    """Whatever is corrected, each kept task is there once, a split one as its two parts, in the printed order."""
    tasks = [PlanTask(f"task__{number}", "一", "做事", ("市财政局",)) for number in range(len(changes))]
    parts = (Part("first", "前一半"), Part("second", "后一半"))
    said: dict[str, dict[str, Any]] = {
        "drop": {"drop": True},
        "split": {"split": parts},
        "due": {"due": END_OF_2026},
    }
    corrections = [
        TaskCorrection(task.id, adds=False, reason="更正", **said[change])
        for task, change in zip(tasks, changes, strict=True)
        if change != "keep"
    ]
    more = [TaskCorrection(f"new_{number}", adds=True, reason="补充", lead=("市财政局",)) for number in range(added)]
    ends = {"drop": [], "split": ["__first", "__second"]}
    expected = [task.id + end for task, change in zip(tasks, changes, strict=True) for end in ends.get(change, [""])]
    found = result(*corrections, *more, tasks=tasks)
    assert [task.id for task in found] == [*expected, *(one.id for one in more)]
