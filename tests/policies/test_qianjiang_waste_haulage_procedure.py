"""Qianjiang's construction waste: what a manifest is checked against (第十二条, 第十六条, 第十七条)."""

import datetime as dt
from fractions import Fraction

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.engines.cases.domain.surroundings import LinkedCase
from tests.policies.playing import others, story

PACKAGE = "qianjiang/construction_waste_2026"
DAY = dt.date(2026, 3, 10)
APPROVAL, CARRIER, OTHER, VEHICLE, SITE, MANIFEST = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 7))
APPROVED = {
    "project_name": "鹊桥广场",
    "carrier": CARRIER,
    "site": SITE,
    "wastes": ({"kind": "spoil", "handling": "landfill"}, {"kind": "slurry", "handling": "landfill"}),
    "quantity": 1000,
    "hauled": 985,
    "first_day": dt.date(2026, 3, 10),
    "last_day": dt.date(2026, 6, 30),
    "haul_from": 20,
    "haul_until": 6,
    "routes": ({"code": "first"}, {"code": "third"}),
}
LORRY = {"carrier": CARRIER, "plate": "鄂N00001", "body": "box_lorry", "rated_load": Fraction(31, 2)}
WORLD = {
    APPROVAL: ("disposal", "hauling", APPROVED),
    CARRIER: ("carrier", "approved", {"firm_name": "云梦渣土运输有限公司"}),
    OTHER: ("carrier", "approved", {"firm_name": "鹊桥渣土运输有限公司"}),
    VEHICLE: ("vehicle", "in_service", LORRY),
    SITE: ("site", "open", {"site_name": "云梦消纳场", "period_trucks": 3, "period_quantity": Fraction(91, 2)}),
}
LOAD = {
    "approval": APPROVAL,
    "vehicle": VEHICLE,
    "waste_kind": "spoil",
    "route": "first",
    "departs_hour": "21",
    "departs_minute": "30",
    "load": "15",
    "headroom": "0.15",
    "lid_closed": "true",
    "clean": "true",
    "driver": "赵六一",
}


def manifest(
    approval: dict | None = None,
    vehicle: dict | None = None,
    carrier: str = "approved",
    vehicle_state: str = "in_service",
) -> Story:
    """Return a manifest before it is made out; `approval` and `vehicle` change what these hold."""
    world = {
        **WORLD,
        APPROVAL: ("disposal", "hauling", {**APPROVED, **(approval or {})}),
        VEHICLE: ("vehicle", vehicle_state, {**LORRY, **(vehicle or {})}),
        CARRIER: ("carrier", carrier, {}),
    }
    return story(PACKAGE, "manifest", DAY, linked_case=others(world, PACKAGE))


def refused(told: Story, day: str = "2026-03-10", **changed: object) -> str:
    return told.refusal(day, "applicant", "depart", {**LOAD, **changed})


# ---- 第十六条、第十七条: manifests ----


def test_a_load_within_its_approval_gets_its_manifest():
    told = manifest()
    done = told.do("2026-03-10", "applicant", "depart", LOAD)
    assert (told.state, told.issued) == ("on_way", ["slip"])
    assert done.cascades == ((APPROVAL, "book_load"),)
    assert [told.value(name) for name in ("plate", "project_name", "site", "carrier", "departs_on")] == [
        "鄂N00001",
        "鹊桥广场",
        SITE,
        CARRIER,
        dt.date(2026, 3, 10),
    ]


@pytest.mark.parametrize(
    ("changed", "fits"),
    [
        ({"headroom": "0.15"}, True),
        ({"headroom": "0.14"}, False),  # 0.15 m below the board, 0.15 included
        ({"lid_closed": "false"}, False),
        ({"clean": "false"}, False),
        ({"load": "15"}, True),  # 985 + 15 = 1000
        ({"load": "15.01"}, False),
        ({"load": "0"}, False),
        ({"waste_kind": "debris"}, False),  # not approved
        ({"waste_kind": "slurry"}, False),  # approved, but a box lorry carries no slurry
        ({"route": "third"}, True),
        ({"route": "second"}, False),
    ],
)
def test_a_load_is_held_against_the_approval_and_the_vehicle(changed, fits):
    assert bool(refused(manifest(), **changed)) is not fits


@pytest.mark.parametrize(("load", "fits"), [("15.5", True), ("15.51", False)])
def test_no_more_than_the_rated_load_is_carried(load, fits):
    told = manifest({"hauled": 0})
    assert refused(told, load=load) == ("" if fits else "不符合条件：不超过额定载重量（第十六条第（四）项）")


def test_slurry_goes_in_a_tank_and_nothing_else_does():
    told = manifest(vehicle={"body": "tank_lorry"})
    assert refused(told, waste_kind="slurry") == ""
    assert refused(told, waste_kind="spoil").endswith("（第十六条第（一）项）")


@pytest.mark.parametrize(
    ("window", "hour", "fits"),
    [
        # From 20:00 into the next day until 6:00.
        ((20, 6), "19", False),
        ((20, 6), "20", True),
        ((20, 6), "0", True),
        ((20, 6), "5", True),
        ((20, 6), "6", False),
        # From 9:00 to 17:00 of one day.
        ((9, 17), "8", False),
        ((9, 17), "9", True),
        ((9, 17), "16", True),
        ((9, 17), "17", False),
        ((0, 24), "23", True),
    ],
)
def test_a_lorry_departs_within_the_hours_that_the_police_set(window, hour, fits):
    told = manifest({"haul_from": window[0], "haul_until": window[1]})
    assert refused(told, departs_hour=hour) == ("" if fits else "不符合条件：在规定的通行时间内出发（第十七条）")


@pytest.mark.parametrize(
    ("day", "fits"), [("2026-03-09", False), ("2026-03-10", True), ("2026-06-30", True), ("2026-07-01", False)]
)
def test_a_lorry_departs_within_the_approved_days(day, fits):
    assert refused(manifest(), day) == ("" if fits else "不符合条件：在核准的运输期内（第十七条）")


def test_nobody_hauls_under_an_approval_that_names_another_carrier():
    told = manifest(vehicle={"carrier": OTHER})
    assert refused(told) == "不符合条件：由核准书写明的运输单位承运（第十七条）"


def test_a_carrier_off_the_list_and_a_barred_vehicle_get_no_manifest():
    assert refused(manifest(carrier="ended")) == "不符合条件：运输单位在核准名单上（第十二条第一款）"
    assert "车辆：" in refused(manifest(vehicle_state="barred"))


@pytest.mark.parametrize("state", ["approved", "expired", "finished"])
def test_an_approval_without_passage_or_run_out_gets_no_manifest(state):
    told = story(
        PACKAGE, "manifest", DAY, linked_case=others({**WORLD, APPROVAL: ("disposal", state, APPROVED)}, PACKAGE)
    )
    assert "处置核准：" in refused(told)


def test_a_manifest_is_checked_on_the_road_and_ends():
    told = manifest()
    told.do("2026-03-10", "applicant", "depart", LOAD)
    told.do("2026-03-10", "police", "check_on_road", {"road_check": "off_route"})
    assert (told.state, told.value("road_check")) == ("on_way", "off_route")
    told.world["origin"] = LinkedCase("i", PACKAGE, "intake", "QJJC1", "inside", {"received": 14})
    told.do("2026-03-10", "system", "arrive")
    assert (told.now.outcome, told.value("received")) == ("done", 14)


@pytest.mark.parametrize(
    ("role", "act", "outcome"), [("system", "reject", "refused"), ("applicant", "cancel", "withdrawn")]
)
def test_what_was_not_delivered_goes_back_to_the_approval(role, act, outcome):
    told = manifest()
    told.do("2026-03-10", "applicant", "depart", LOAD)
    done = told.do("2026-03-10", role, act, reason="没有出车" if role == "applicant" else "")
    assert (told.now.outcome, done.cascades) == (outcome, ((APPROVAL, "release_load"),))


def test_a_manifest_is_void_only_on_its_day_and_before_anybody_saw_the_lorry():
    told = manifest()
    told.do("2026-03-10", "applicant", "depart", LOAD)
    late = told.refusal("2026-03-11", "applicant", "cancel", reason="没有出车")
    assert late == "不符合条件：只能在开具当天作废（第十七条）"
    told.do("2026-03-10", "enforcement", "check_on_road", {"road_check": "in_order"})
    seen = told.refusal("2026-03-10", "applicant", "cancel", reason="没有出车")
    assert seen == "不符合条件：没有在路面检查中出现过（第十七条）"
