"""Qianjiang's construction waste: how disposal is applied for, approved, routed and finished (第八条 to 第十条)."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.engines.cases.domain.surroundings import LinkedCase
from tests.policies.playing import others, story

PACKAGE = "qianjiang/construction_waste_2026"
DAY = dt.date(2026, 3, 2)
CARRIER, SITE = (f"00000000-0000-0000-0000-00000000000{n}" for n in (1, 2))
WORLD = {
    CARRIER: ("carrier", "approved", {"firm_name": "云梦渣土运输有限公司", "fleet": ()}),
    SITE: ("site", "open", {"site_name": "云梦消纳场"}),
}
PROJECT = {
    "applicant_kind": "builder",
    "project_name": "鹊桥广场",
    "project_place": "鹊桥路1号",
    "contact_phone": "13800001234",
    "carrier": CARRIER,
    "site": SITE,
    "wastes": [{"kind": "spoil", "handling": "landfill"}, {"kind": "debris", "handling": "reuse"}],
    "quantity": "1000",
    "first_day": "2026-03-10",
    "last_day": "2026-06-30",
    "haul_from": "20",
    "haul_until": "6",
    "routes": [{"code": "first", "description": "鹊桥路、云梦路"}],
}
CONDITIONS = {
    "application_complete": "第八条第二款第（一）项",
    "site_ready": "第八条第二款第（二）项",
    "sorting_planned": "第八条第二款第（三）项",
    "licences_valid": "第八条第二款第（四）项",
    "rules_in_force": "第八条第二款第（五）项",
    "vehicles_fit": "第八条第二款第（六）项",
}
ALL_MET = dict.fromkeys(CONDITIONS, "true")

# ---- 第八条: disposal ----


def disposal(day: str = "2026-03-02", world: dict = WORLD, **changed: object) -> Story:
    told = story(PACKAGE, "disposal", DAY, linked_case=others(world, PACKAGE))
    told.do(day, "applicant", "apply", {**PROJECT, **changed})
    return told


def reviewed(day: str = "2026-03-02") -> Story:
    told = disposal(day)
    told.do(day, "bureau", "accept")
    return told


def test_a_disposal_is_approved_routed_hauled_and_finished():
    told = disposal()
    assert told.turns() == ("bureau",)
    told.do("2026-03-02", "bureau", "accept")
    told.do("2026-03-09", "bureau", "approve", ALL_MET)
    assert (told.state, told.now.outcome, told.value("hauled")) == ("approved", "granted", 0)
    assert told.turns() == ("police",)
    told.do("2026-03-09", "police", "set_passage", {"haul_from": "21"})
    assert (told.state, told.value("haul_from"), told.value("haul_until")) == ("hauling", 21, 6)
    told.do("2026-04-09", "police", "change_passage", {"haul_until": "5"})
    checked = {"board_shown": "true", "fenced_and_washed": "true", "sorted": "true", "cleared_in_time": "false"}
    told.do("2026-04-10", "enforcement", "inspect", checked)
    assert told.issued == ["receipt", "approval", "passage_notice", "passage_notice"]
    assert told.refusals("2026-05-09", "applicant", "finish", {"ground_cleared": "false"}) == (
        "不符合条件：工地已平整并清除废弃物（第十条第（五）项）",
    )
    told.world["cases_linking_here"] = lambda service, state: int((service, state) == ("manifest", "on_way"))
    assert told.refusals("2026-05-09", "applicant", "finish", {"ground_cleared": "true"}) == (
        "不符合条件：没有还在途中的联单（第十七条）",
    )
    del told.world["cases_linking_here"]
    told.do("2026-05-09", "applicant", "finish", {"ground_cleared": "true"})
    assert told.now.outcome == "done"


@pytest.mark.parametrize(("unmet", "article"), CONDITIONS.items())
def test_each_of_the_six_conditions_is_needed(unmet, article):
    told = reviewed()
    (refused,) = told.refusals("2026-03-09", "bureau", "approve", {**ALL_MET, unmet: "false"})
    assert refused.endswith(f"（{article}）")
    told.do("2026-03-09", "bureau", "refuse", {**ALL_MET, unmet: "false"}, reason="不符合该项条件")
    assert (told.now.outcome, told.issued) == ("refused", ["receipt", "refusal"])


def test_who_meets_all_conditions_is_not_refused_and_a_refusal_says_why():
    told = reviewed()
    assert told.refusals("2026-03-09", "bureau", "refuse", ALL_MET) == (
        "请填写理由（第八条第三款）",
        "不符合条件：至少有一项条件不符合；都符合的应当核准（第八条第三款）",
    )


def test_a_carrier_off_the_list_and_a_closed_site_can_not_be_approved():
    told = reviewed()
    gone = {CARRIER: ("carrier", "ended", {}), SITE: ("site", "closed", {})}
    told.world["linked_case"] = others(gone, PACKAGE)
    assert told.refusals("2026-03-09", "bureau", "approve", ALL_MET) == (
        "不符合条件：承运单位仍在核准名单上（第十二条第二款）",
        "不符合条件：消纳场所仍在受纳（第八条第二款第（一）项）",
    )
    told.do("2026-03-09", "bureau", "refuse", ALL_MET, reason="承运单位已停止服务")
    assert told.now.outcome == "refused"


def test_only_a_carrier_on_the_list_can_be_named():
    gone = {**WORLD, CARRIER: ("carrier", "reviewing", {})}
    told = story(PACKAGE, "disposal", DAY, linked_case=others(gone, PACKAGE))
    assert "运输单位：" in told.refusal("2026-03-02", "applicant", "apply", PROJECT)


@pytest.mark.parametrize(
    ("changed", "article"),
    [
        ({"first_day": "2026-07-01"}, "第八条第二款第（一）项"),  # begins after the last day, 30 June
        ({"first_day": "2026-02-01", "last_day": "2026-03-01"}, "第八条第二款第（一）项"),  # over yesterday
        ({"haul_until": "20"}, "第八条第二款第（一）项"),
        ({"quantity": "0"}, "第十七条"),
    ],
)
def test_an_application_that_can_not_be_hauled_is_refused(changed, article):
    told = story(PACKAGE, "disposal", DAY, linked_case=others(WORLD, PACKAGE))
    (refused,) = told.refusals("2026-03-02", "applicant", "apply", {**PROJECT, **changed})
    assert refused.endswith(f"（{article}）")


def test_twenty_days_are_working_days_from_the_acceptance():
    told = reviewed("2026-03-20")
    # 23-27 and 30 March to 3 April are 10; 6 April is off (Qingming); 7-10, 13-17 and 20 April are 10 more.
    assert told.due("decision") == dt.date(2026, 4, 20)
    # A fifth of 20 is 4: 15, 16, 17 and 20 April are left after the 14th.
    days = ("2026-04-13", "2026-04-14", "2026-04-20", "2026-04-21")
    assert [told.light("decision", day).color for day in days] == ["green", "yellow", "yellow", "red"]
    told.do("2026-04-21", "bureau", "approve", ALL_MET)  # late, and counted against the bureau, but no deemed approval
    assert not told.running("decision")


def test_after_a_completion_the_twenty_days_count_from_the_day_it_was_complete():
    told = disposal()
    told.do(
        "2026-03-03",
        "bureau",
        "request_completion",
        completion=["carriage_contract", "sorting_plan"],
        reason="合同未盖章",
    )
    assert (told.state, "decision" in told.now.clocks) == ("awaiting_completion", False)
    assert "请提交分类处置方案" in told.refusal("2026-03-20", "applicant", "complete", papers=["carriage_contract"])
    told.do("2026-03-20", "applicant", "complete")
    assert (told.state, told.due("decision")) == ("reviewing", dt.date(2026, 4, 20))
    assert told.issued == ["completion_request", "receipt"]
    assert "不能办理" in told.refusal(
        "2026-03-21", "bureau", "request_completion", completion=["application"], reason="缺"
    )


def test_an_application_may_be_withdrawn_until_the_decision():
    told = reviewed()
    told.do("2026-03-03", "applicant", "withdraw")
    assert (told.now.outcome, told.running("decision")) == ("withdrawn", False)
    told = reviewed()
    told.do("2026-03-09", "bureau", "approve", ALL_MET)
    assert "不能办理“撤回申请”" in told.refusal("2026-03-10", "applicant", "withdraw")


def test_an_approval_runs_out_after_its_last_day():
    told = reviewed()
    told.do("2026-03-09", "bureau", "approve", ALL_MET)
    told.do("2026-03-09", "police", "set_passage")
    assert told.due("validity") == dt.date(2026, 6, 30)
    told.do("2026-07-01", "system", "expire")
    assert (told.state, told.now.outcome) == ("expired", "lapsed")
    assert "不能办理“计入一车”" in told.refusal("2026-07-01", "system", "book_load")
    told.do("2026-07-02", "applicant", "finish", {"ground_cleared": "true"})
    assert told.now.outcome == "done"


def of_load(tonnes: int) -> LinkedCase:
    return LinkedCase("m", PACKAGE, "manifest", "QJLD1", "on_way", {"load": tonnes})


def test_loads_add_up_to_the_approved_quantity_and_no_further():
    told = reviewed()
    told.do("2026-03-09", "bureau", "approve", ALL_MET)
    told.do("2026-03-09", "police", "set_passage")
    for tonnes in (600, 399):
        told.world["origin"] = of_load(tonnes)
        told.do("2026-03-10", "system", "book_load")
    told.world["origin"] = of_load(2)  # 999 + 2 > 1000
    assert told.refusal("2026-03-10", "system", "book_load") == "不符合条件：没有超出核准的数量（第十七条）"
    told.world["origin"] = of_load(1)
    told.do("2026-03-10", "system", "book_load")
    assert told.value("hauled") == 1000
    told.world["origin"] = of_load(399)
    told.do("2026-03-10", "system", "release_load")
    assert told.value("hauled") == 601


def test_nobody_else_comes_to_hold_an_approval():
    """第九条: no act hands an approval on, and none after the approval changes whose it is or who hauls."""
    told = reviewed()
    told.do("2026-03-09", "bureau", "approve", ALL_MET)
    after = {"approved", "hauling", "expired"}
    changed = {name for act in told.service.acts.values() if after & set(act.source) for name in act.fields}
    assert not changed & {"carrier", "site", "project_name", "project_place", "applicant_kind", "quantity", "wastes"}
