"""Qianjiang's construction waste: disposal sites, use of streets and prices (第十九条, 第二十条, 第二十三条)."""

import datetime as dt
from fractions import Fraction

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.engines.cases.domain.surroundings import LinkedCase
from tests.policies.playing import others, story

PACKAGE = "qianjiang/construction_waste_2026"
DAY = dt.date(2026, 3, 10)
SITE, MANIFEST, OTHER = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 4))
WORLD = {SITE: ("site", "open", {"site_name": "云梦消纳场", "period_trucks": 3, "period_quantity": Fraction(91, 2)})}

# ---- 第十九条: disposal sites ----

ON_WAY = {"site": SITE, "plate": "鄂N00001", "project_name": "鹊桥广场", "waste_kind": "spoil"}
CHECKED = {
    "site": SITE,
    "manifest": MANIFEST,
    "vehicle_matches": "true",
    "kind_matches": "true",
    "foreign_waste": "false",
    "received": "14.5",
}


def intake(site: str = SITE) -> Story:
    world = {**WORLD, MANIFEST: ("manifest", "on_way", {**ON_WAY, "site": site})}
    return story(PACKAGE, "intake", DAY, linked_case=others(world, PACKAGE))


def test_each_lorry_is_checked_in_and_leaves_washed():
    told = intake()
    done = told.do("2026-03-10", "applicant", "receive", CHECKED)
    assert done.cascades == ((SITE, "book_intake"), (MANIFEST, "arrive"))
    assert [told.value(name) for name in ("plate", "project_name", "waste_kind")] == ["鄂N00001", "鹊桥广场", "spoil"]
    assert told.refusal("2026-03-10", "applicant", "leave", {"washed": "false"}).endswith("（第十九条第（四）项）")
    told.do("2026-03-10", "applicant", "leave", {"washed": "true"})
    assert told.now.outcome == "done"


@pytest.mark.parametrize(
    ("changed", "article"),
    [
        ({"foreign_waste": "true"}, "第十九条第（一）项"),
        ({"vehicle_matches": "false"}, "第十九条第（五）项"),
        ({"kind_matches": "false"}, "第十九条第（五）项"),
    ],
)
def test_what_may_not_be_received_is_turned_away(changed, article):
    told = intake()
    assert told.refusal("2026-03-10", "applicant", "receive", {**CHECKED, **changed}).endswith(f"（{article}）")
    given = {name: value for name, value in {**CHECKED, **changed}.items() if name != "received"}
    done = told.do("2026-03-10", "applicant", "turn_away", given, reason="混有工业垃圾或与联单不符")
    assert (told.now.outcome, done.cascades) == ("refused", ((MANIFEST, "reject"),))


def test_what_is_in_order_is_not_turned_away_nor_what_goes_elsewhere_received():
    given = {name: value for name, value in CHECKED.items() if name != "received"}
    refusal = intake().refusal("2026-03-10", "applicant", "turn_away", given, reason="太远")
    assert refusal == "不符合条件：混有不得受纳的垃圾，或与联单不一致（第十九条第（一）项）"
    elsewhere = intake(site=OTHER).refusal("2026-03-10", "applicant", "receive", CHECKED)
    assert elsewhere == "不符合条件：联单的目的地是本场所（第十九条第（五）项）"


PLACE = {
    "site_name": "云梦消纳场",
    "site_place": "云梦路9号",
    "services": "受纳弃土、弃料",
    "charges": "弃土每吨8元",
    "complaint_line": "0728-1234567",
}


def site() -> Story:
    told = story(PACKAGE, "site", DAY)
    told.do("2026-03-02", "applicant", "apply", PLACE)
    told.do("2026-03-03", "bureau", "register", {"in_plan": "true", "next_report_on": "2026-04-10"})
    return told


def test_a_site_outside_the_plan_is_not_entered():
    told = story(PACKAGE, "site", DAY)
    told.do("2026-03-02", "applicant", "apply", PLACE)
    given = {"in_plan": "false", "next_report_on": "2026-03-03"}
    assert told.refusals("2026-03-03", "bureau", "register", given) == (
        "不符合条件：列入消纳场所建设计划（第十八条）",
        "不符合条件：报送日期在今天以后（第十九条第（五）项）",
    )
    told.do("2026-03-03", "bureau", "refuse", reason="不在建设计划内")
    assert told.now.outcome == "refused"


def test_a_site_counts_its_lorries_and_reports_by_the_day_named():
    told = site()
    assert told.due("report") == dt.date(2026, 4, 10)
    for tonnes in (Fraction(29, 2), 15):
        told.world["origin"] = LinkedCase("i", PACKAGE, "intake", "QJJC1", "inside", {"received": tonnes})
        told.do("2026-03-10", "system", "book_intake")
    assert (told.value("period_trucks"), told.value("period_quantity")) == (2, Fraction(59, 2))  # 14.5 + 15
    assert [told.light("report", day).color for day in ("2026-04-10", "2026-04-11")] == ["yellow", "red"]
    told.do("2026-04-11", "system", "take_report")
    assert (told.running("report"), told.value("period_trucks"), told.value("period_from")) == (
        False,
        0,
        dt.date(2026, 4, 11),
    )
    next_day = {"next_report_on": dt.date(2026, 7, 10)}
    told.world["origin"] = LinkedCase("r", PACKAGE, "site_report", "QJTB1", "filed", next_day)
    told.do("2026-04-13", "system", "schedule_report")
    assert (told.running("report"), told.due("report")) == (True, dt.date(2026, 7, 10))
    told.do("2026-05-01", "applicant", "change_published", {"charges": "弃土每吨9元"})
    told.do(
        "2026-05-02", "enforcement", "inspect", dict.fromkeys(("facilities_clean", "staffed", "washing_in_use"), "true")
    )
    told.do("2026-06-01", "applicant", "close", reason="填满")
    assert (told.now.outcome, told.running("report")) == ("done", False)


def test_a_report_holds_what_was_counted_lorry_by_lorry():
    told = story(
        PACKAGE,
        "site_report",
        DAY,
        linked_case=others({SITE: (*WORLD[SITE][:2], {**WORLD[SITE][2], "period_from": dt.date(2026, 3, 3)})}, PACKAGE),
    )
    done = told.do("2026-04-10", "applicant", "submit", {"site": SITE})
    assert (told.value("trucks"), told.value("quantity")) == (3, Fraction(91, 2))
    assert (told.value("period_until"), done.cascades) == (dt.date(2026, 4, 10), ((SITE, "take_report"),))
    assert told.refusal("2026-04-13", "bureau", "file", {"next_report_on": "2026-04-13"}).endswith(
        "（第十九条第（五）项）"
    )
    done = told.do("2026-04-13", "bureau", "file", {"next_report_on": "2026-07-10"})
    assert (told.now.outcome, done.cascades, told.issued) == ("done", ((SITE, "schedule_report"),), ["receipt"])


# ---- 第二十条、第二十三条: streets and prices ----

STREET = {
    "place": "鹊桥路南侧",
    "area": "40",
    "materials": "砖和砂",
    "need": "鹊桥广场施工",
    "first_day": "2026-03-10",
    "last_day": "2026-03-20",
}


def test_a_street_is_used_for_a_time_and_cleared():
    told = story(PACKAGE, "occupation", DAY)
    told.do("2026-03-02", "applicant", "apply", STREET)
    refusal = told.refusal("2026-03-03", "bureau", "agree", {"special_need": "false"})
    assert refusal == "不符合条件：确属建设等特殊需要（第二十条）"
    told.do("2026-03-03", "bureau", "agree", {"special_need": "true"})
    assert (told.due("term"), told.issued) == (dt.date(2026, 3, 20), ["consent"])
    told.do("2026-03-21", "system", "run_out")
    assert (told.state, told.turns()) == ("overdue", ("applicant",))
    assert told.refusal("2026-03-22", "applicant", "clear", {"removed": "false"})
    told.do("2026-03-22", "applicant", "clear", {"removed": "true"})
    assert told.now.outcome == "done"


def test_a_street_may_be_refused_or_the_application_withdrawn():
    told = story(PACKAGE, "occupation", DAY)
    assert told.refusal("2026-03-21", "applicant", "apply", STREET).endswith("没有过去（第二十条）")
    told.do("2026-03-20", "applicant", "apply", STREET)
    assert told.refusal("2026-03-21", "bureau", "agree", {"special_need": "true"}).endswith(
        "占用期没有过去（第二十条）"
    )
    told.do("2026-03-21", "bureau", "refuse", reason="占用期已过")
    assert (told.now.outcome, told.issued) == ("refused", ["refusal"])
    told = story(PACKAGE, "occupation", DAY)
    told.do("2026-03-02", "applicant", "apply", STREET)
    told.do("2026-03-03", "applicant", "withdraw")
    assert told.now.outcome == "withdrawn"


def test_a_price_is_public_at_once_until_it_is_taken_back():
    told = story(PACKAGE, "price", DAY)
    price = {"firm_name": "云梦渣土运输有限公司", "item": "transport", "waste_kind": "spoil", "amount": "12.50"}
    told.do("2026-03-02", "applicant", "publish", {**price, "applies_from": "2026-03-02"})
    assert (told.state, told.value("amount")) == ("published", 1250)
    prices = told.service.registers["prices"]
    assert (prices.public, prices.states) == (True, ("published",))
    told.do("2026-04-02", "applicant", "change", {"amount": "13", "applies_from": "2026-04-03"})
    told.do("2026-05-02", "applicant", "withdraw")
    assert told.now.outcome == "done"
