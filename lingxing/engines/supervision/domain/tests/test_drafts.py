"""From extracted tasks to drafts."""

import datetime as dt

import pytest

from lingxing.engines.supervision.domain.drafts import (
    DraftUnit,
    Extracted,
    doubts,
    drafts_of,
    heading_of,
    matched,
    parted,
    task_number,
)
from lingxing.language.plans import Part, PlanCatalogue, PlanTask, TaskCorrection

ON = dt.date(2026, 4, 1)


def extracted(name: str, text: str = "清淤。") -> Extracted:
    return Extracted(PlanTask(f"task__{name}", "第一条", text, ("市水利局",), ("各区人民政府",)), "年底前", {})


def test_a_heading_is_the_first_clause_without_its_number():
    assert heading_of("3.清理河道。每年两次。") == "清理河道"
    assert heading_of("（一）清理河道；再检查") == "清理河道"
    assert heading_of("九" * 80) == "九" * 59 + "…"
    assert heading_of("  ") == "督查事项"


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("《云梦泽市水环境行动方案》二（一）3", "二（一）3"),
        ("《关于印发《行动方案》的通知》三", "三"),
        ("任务分工表第12行", "任务分工表第12行"),
        ("落实《某办法》的清单第2行", "落实《某办法》的清单第2行"),
        ("《云梦泽市水环境行动方案》", "《云梦泽市水环境行动方案》"),
        ("", ""),
    ],
)
def test_a_tasks_number_is_its_place_without_the_documents_title(place: str, number: str):
    assert task_number(place) == number


def test_without_a_leading_unit_the_first_responsible_one_leads():
    assert parted((), ("甲局", "乙局"), ("丙局",)) == (["甲局"], ["乙局", "丙局"])
    assert parted(("丁局",), ("甲局",), ("丁局",)) == (["丁局"], ["甲局"])
    assert parted((), (), ()) == ([], [])


def test_a_collective_name_becomes_every_organ_that_it_stands_for():
    one = Extracted(extracted("a").task, "", {"各区人民政府": (7, 8), "市水利局": (3,)})
    (draft,) = drafts_of([one], PlanCatalogue(), {})
    assert [(unit.role, unit.organ) for unit in draft.units] == [("lead", 3), ("joint", 7), ("joint", 8)]


def test_a_unit_that_stands_twice_is_named_once_and_one_may_be_taken_away():
    units = (DraftUnit("lead", "甲局", 1), DraftUnit("joint", "乙局"), DraftUnit("joint", "丙局"))
    assert [unit.organ for unit in matched(units, "乙局", (1,))] == [1, None]
    assert [unit.printed for unit in matched(units, "乙局", ())] == ["甲局", "丙局"]


def test_what_the_package_corrects_is_applied_and_marked():
    said = {
        "task__a": TaskCorrection("task__a", adds=False, reason="表述不全", text="清淤并公示。"),
        "task__b": TaskCorrection(
            "task__b", adds=False, reason="两件事", split=(Part("one", "清淤"), Part("two", "公示", lead=("市环保局",)))
        ),
        "task__c": TaskCorrection("task__c", adds=False, reason="是口号", drop=True),
        "own": TaskCorrection(
            "own", adds=True, reason="图表里的任务", article="附件", text="建台账", lead=("市水利局",)
        ),
    }
    found = drafts_of([extracted("a"), extracted("b"), extracted("c")], PlanCatalogue(tasks=said), {"市环保局": 9})
    assert [(one.heading, one.dropped) for one in found] == [
        ("清淤并公示", False),
        ("清淤", False),
        ("公示", False),
        ("清淤", True),
        ("建台账", False),
    ]
    assert [[mark.kind for mark in one.marks] for one in found] == [
        ["text"],
        ["split"],
        ["split"],
        ["dropped"],
        ["added"],
    ]
    assert found[2].units[0].organ == 9
    assert found[1].sources == found[2].sources == ("task__b",)
    assert found[0].marks[0].note == "表述不全"


@pytest.mark.parametrize(("due", "right"), [(dt.date(2026, 4, 1), False), (dt.date(2026, 4, 2), True), (None, True)])
def test_a_deadline_of_today_has_passed(due: dt.date | None, right: bool):
    told = doubts("清淤", "清淤。", due, (DraftUnit("lead", "甲局", 1),), ON)
    assert (told == []) is right


def test_every_doubt_is_told():
    two = (DraftUnit("lead", "甲局", 1), DraftUnit("lead", "乙局"))
    told = "；".join(one.told for one in doubts(" ", "长" * 2001, None, two, ON))
    for word in ("名称", "2000字", "一个牵头", "乙局"):
        assert word in told
    assert [one.told for one in doubts("清淤", "清淤。", None, (), ON)] == ["没有主办单位"]
