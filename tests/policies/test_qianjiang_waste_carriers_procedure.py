"""Qianjiang's construction waste: carriers, the list of them, and their vehicles (第十二条, 第十三条)."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.kernel.tests.identity_samples import credit_code
from tests.policies.playing import others, story

PACKAGE = "qianjiang/construction_waste_2026"
DAY = dt.date(2026, 3, 2)
CARRIER = "00000000-0000-0000-0000-000000000001"
LORRY = {"plate": "鄂N00001", "body": "box_lorry", "rated_load": "15.5", "enclosure": "sealed", "recorder": "true"}
FIRM = {
    "firm_name": "云梦渣土运输有限公司",
    "firm_code": credit_code(),
    "contact_phone": "13800001234",
    "fleet": [LORRY],
    "parking": "云梦路停车场",
}
PASSED = {"licences_valid": "true", "rules_in_force": "true", "fleet_fit": "true"}
WORLD = {CARRIER: ("carrier", "approved", {"firm_name": "云梦渣土运输有限公司", "fleet": (LORRY,)})}

# ---- 第十二条、第十三条: carriers ----


def carrier() -> Story:
    told = story(PACKAGE, "carrier", DAY)
    told.do("2026-03-02", "applicant", "apply", FIRM)
    return told


def test_an_approved_carrier_is_certified_and_published():
    told = carrier()
    told.do("2026-03-03", "bureau", "accept")
    told.do("2026-03-09", "bureau", "approve", PASSED)
    assert (told.state, told.now.settled, told.now.outcome) == ("approved", True, "granted")
    assert told.issued == ["receipt", "certificate"]
    assert told.published == ["carrier_list"]
    more = {"fleet": [LORRY, {**LORRY, "plate": "鄂N00002"}]}
    assert "停车场地满足需要" in told.refusal("2026-08-01", "bureau", "change_fleet", {**more, "fleet_fit": "false"})
    told.do("2026-08-01", "bureau", "change_fleet", {**more, "fleet_fit": "true"})
    assert [row["plate"] for row in told.value("fleet")] == ["鄂N00001", "鄂N00002"]
    told.do("2026-09-01", "applicant", "end", reason="停业")
    assert told.now.outcome == "done"


@pytest.mark.parametrize(
    ("unmet", "item"), [("licences_valid", "（一）"), ("rules_in_force", "（二）"), ("fleet_fit", "（三）")]
)
def test_a_carrier_meets_all_three_conditions_or_is_refused(unmet, item):
    told = carrier()
    told.do("2026-03-03", "bureau", "accept")
    refused = told.refusals("2026-03-09", "bureau", "approve", {**PASSED, unmet: "false"})
    assert [text.rpartition("（第")[2] for text in refused] == [f"十三条第{item}项）"]
    told.do("2026-03-09", "bureau", "refuse", {**PASSED, unmet: "false"}, reason="不符合条件")
    assert (told.now.outcome, told.issued) == ("refused", ["receipt", "refusal"])


def test_a_carrier_that_meets_all_conditions_is_not_refused():
    told = carrier()
    told.do("2026-03-03", "bureau", "accept")
    refused = told.refusal("2026-03-09", "bureau", "refuse", PASSED, reason="名额已满")
    assert refused == "不符合条件：至少有一项条件不符合；三项都符合的应当核准（第十三条）"


def test_what_a_carrier_lacks_is_told_once():
    told = carrier()
    told.do("2026-03-03", "bureau", "request_completion", completion=["parking_proof"], reason="租赁合同已过期")
    assert told.turns() == ("applicant",)
    told.do("2026-03-04", "applicant", "complete")
    assert "只能办理一次" in told.refusal(
        "2026-03-05", "bureau", "request_completion", completion=["management_rules"], reason="缺制度"
    )
    told.do("2026-03-05", "applicant", "withdraw")
    assert told.now.outcome == "withdrawn"


# ---- 第三条、第十三条、第十六条: vehicles ----

VEHICLE = {
    "carrier": CARRIER,
    "plate": "鄂N00001",
    "body": "box_lorry",
    "rated_load": "15.5",
    "total_mass": "31",
    "transport_certificate_held": "true",
    "enclosure": "sealed",
    "recorder": "true",
}


def vehicle() -> Story:
    return story(PACKAGE, "vehicle", DAY, linked_case=others(WORLD, PACKAGE))


@pytest.mark.parametrize(
    ("mass", "certificate", "may"),
    # From 4.5 tonnes, 4.5 included, a transport certificate is needed.
    [("4.49", None, True), ("4.5", "false", False), ("4.5", "true", True), ("31", "false", False)],
)
def test_vehicles_from_four_and_a_half_tonnes_have_a_transport_certificate(mass, certificate, may):
    given = {**VEHICLE, "total_mass": mass, "transport_certificate_held": certificate}
    refusal = vehicle().refusal("2026-03-10", "applicant", "apply", given)
    assert refusal == ("" if may else "不符合条件：4.5吨以上的车辆有道路运输证（第三条）")


def test_a_ship_is_asked_for_no_mass():
    world = {CARRIER: ("carrier", "approved", {"fleet": ({**LORRY, "plate": "云梦1号"},)})}
    told = story(PACKAGE, "vehicle", DAY, linked_case=others(world, PACKAGE))
    ship = {
        "carrier": CARRIER,
        "plate": "云梦1号",
        "body": "container_ship",
        "rated_load": "300",
        "enclosure": "covered",
    }
    told.do("2026-03-10", "applicant", "apply", {**ship, "recorder": "true"}, papers=["vehicle_licence"])
    assert told.state == "submitted"


def test_a_vehicle_was_reviewed_with_its_carrier_and_has_a_recorder():
    assert vehicle().refusals("2026-03-10", "applicant", "apply", {**VEHICLE, "plate": "鄂N00002"}) == (
        "不符合条件：车辆在核准时审查过的车队中（第十三条）",
    )
    assert vehicle().refusals("2026-03-10", "applicant", "apply", {**VEHICLE, "recorder": "false"}) == (
        "不符合条件：装有行驶及装卸记录仪（第十三条第（三）项）",
    )


@pytest.mark.parametrize("state", ["submitted", "in_service", "barred"])
def test_no_more_vehicles_are_registered_than_the_fleet_has(state):
    """A barred vehicle doesn't come back by a second registration."""
    told = vehicle()
    told.world["cases_linking_to"] = lambda case, service, found: int(
        (case, service, found) == (CARRIER, "vehicle", state)
    )
    refused = told.refusal("2026-03-10", "applicant", "apply", VEHICLE)
    assert refused == "不符合条件：登记的车辆不多于车队；一辆车只登记一次（第十三条）"


def test_a_vehicle_is_entered_barred_restored_and_retired():
    told = vehicle()
    told.do("2026-03-10", "applicant", "apply", VEHICLE)
    once = {"registered_once": "true"}
    assert "请核对原件" in told.refusal("2026-03-11", "bureau", "enter", once, originals_seen=False)
    twice = told.refusal("2026-03-11", "bureau", "enter", {"registered_once": "false"})
    assert twice == "不符合条件：没有另一件在用或受限的登记（第二十九条第二款）"
    told.do("2026-03-11", "bureau", "enter", once)
    told.do("2026-04-01", "system", "bar")
    assert "案件现为“不得上道路行驶”" in told.refusal("2026-04-02", "applicant", "retire")
    told.do("2026-04-02", "system", "restore")
    told.do("2026-05-02", "applicant", "retire")
    assert told.now.outcome == "done"
    told = vehicle()
    told.do("2026-03-10", "applicant", "apply", VEHICLE)
    told.do("2026-03-11", "bureau", "refuse", reason="行驶证已注销")
    assert told.now.outcome == "refused"
