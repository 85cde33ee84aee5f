"""Ezhou's affordable rental housing: who may rent, who chooses first, who waits."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.kernel.tests.identity_samples import resident_number
from lingxing.language.packages import load_package
from tests.policies.playing import others, story

PACKAGE = "ezhou/affordable_rental_housing_2022"
DAY = dt.date(2026, 3, 2)
QUALIFICATION, DWELLING, PROJECT, OTHER_PROJECT = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 5))
SINGLE = {
    "full_name": "赵六一",
    "identity": resident_number(dt.date(1998, 3, 7)),
    "phone": "13800001234",
    "birth_date": "1998-03-07",
    "district": "gedian",
    "tenant_group": "young_person",
    "full_capacity": "true",
    "family_members": "1",
    "housing_area": "0",
    "other_housing_support": "false",
}


def asked(day: str = "2026-03-02", role: str = "applicant", **world: object) -> Story:
    """Return an application handed in on the day."""
    told = story(PACKAGE, "qualification", dt.date.fromisoformat(day), **world)
    told.do(day, role, "apply", SINGLE)
    return told


def noticed(**world: object) -> Story:
    told = asked(**world)
    told.do("2026-03-04", "operator", "approve")
    told.do("2026-03-04", "system", "begin_notice")
    return told


def qualified() -> Story:
    told = noticed()
    told.do("2026-03-12", "system", "end_notice")
    return told


# ---- 第十二条、第十三条: conditions and papers ----


@pytest.mark.parametrize(
    ("changed", "article"),
    [
        ({"birth_date": "2008-03-03", "identity": resident_number(dt.date(2008, 3, 3))}, "第十二条"),  # 18 tomorrow
        ({"full_capacity": "false"}, "第十二条"),
        ({"housing_area": "35"}, "第十二条"),  # 35 ÷ 1 is not below 35
        ({"other_housing_support": "true"}, "第十二条"),
    ],
)
def test_who_lacks_one_condition_cannot_apply(changed, article):
    told = story(PACKAGE, "qualification", DAY)
    found = told.refusals("2026-03-02", "applicant", "apply", {**SINGLE, **changed})
    assert found == (f"不符合条件：年满十八周岁、有完全民事行为能力，住房困难，没有享受其他保障性住房（{article}）",)


@pytest.mark.parametrize(
    "changed",
    [
        {"birth_date": "2008-03-02", "identity": resident_number(dt.date(2008, 3, 2))},  # 18 today
        {"housing_area": "34.99"},
        {"housing_area": "100", "undelivered_area": "65.01"},  # 100 − 65.01 = 34.99
    ],
)
def test_who_just_fits_can_apply(changed):
    told = story(PACKAGE, "qualification", DAY)
    told.do("2026-03-02", "applicant", "apply", {**SINGLE, **changed})
    assert told.state == "submitted"
    assert told.value("applied_on") == DAY


def test_a_birthday_must_be_that_of_the_number():
    told = story(PACKAGE, "qualification", DAY)
    refusal = told.refusal("2026-03-02", "applicant", "apply", {**SINGLE, "birth_date": "1997-03-01"})
    assert refusal == "不符合条件：出生日期与公民身份号码一致（第十三条第（二）项）"


def test_the_family_is_counted_and_listed_alike():
    child = {"member_name": "赵小一", "relation": "child", "member_identity": resident_number(dt.date(2020, 5, 1))}
    told = story(PACKAGE, "qualification", DAY)
    three = {**SINGLE, "family_members": "3", "housing_area": "104.99", "family": [child]}  # 104.99 ÷ 3 < 35
    assert told.refusal("2026-03-02", "applicant", "apply", three) == (
        "不符合条件：家庭人口与所列成员一致（第十二条第（二）项）"
    )
    told.do("2026-03-02", "applicant", "apply", {**three, "family_members": "2", "housing_area": "69.99"})
    assert told.state == "submitted"


def test_four_papers_are_asked_for_and_further_ones_may_be_left_away():
    told = story(PACKAGE, "qualification", DAY)
    found = told.refusals("2026-03-02", "applicant", "apply", SINGLE, papers=[])
    assert found == (
        "请提交《鄂州市保障性租赁住房申请审批表》（第十三条第（一）项）",
        "请提交申请人及其配偶、未成年子女的身份证和户口簿（第十三条第（二）项）",
        "请提交婚姻状况证明（第十三条第（三）项）",
        "请提交住房状况证明（第十三条第（四）项）",
    )


# ---- 第十四条: review, public notice, objections ----


def test_the_operator_may_type_an_application_in():
    assert asked(role="operator").state == "submitted"


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-03-02", dt.date(2026, 3, 9)),  # Monday: 3, 4, 5, 6, 9 March
        ("2026-03-06", dt.date(2026, 3, 13)),  # Friday: 9 to 13 March
        # Thursday before the Spring Festival: 13 and, a swapped Saturday, 14 February; 15 to 23 off; 24, 25, 26.
        ("2026-02-12", dt.date(2026, 2, 26)),
    ],
)
def test_the_review_takes_five_working_days(day, due):
    told = asked(day)
    assert told.due("review") == due
    assert told.turns() == ("operator",)
    assert told.light("review", due).color == "yellow"
    assert told.light("review", due + dt.timedelta(days=1)).color == "red"


def test_waiting_for_papers_stops_the_review_once():
    told = asked()  # Monday 2 March
    told.do("2026-03-04", "operator", "request_completion", reason="材料不清", completion=["housing_proof"])
    assert told.due("review") is None
    assert told.turns() == ("applicant",)
    missing = told.refusal("2026-03-09", "applicant", "complete", {}, papers=[])
    assert missing == "请提交住房状况证明（第十三条第（四）项）"
    told.do("2026-03-09", "applicant", "complete")
    # 2 working days had gone by (3, 4 March); 3 are left after the 9th: 10, 11, 12.
    assert told.due("review") == dt.date(2026, 3, 12)
    again = told.refusal("2026-03-10", "operator", "request_completion", reason="再补", completion=["marriage_proof"])
    assert "只能办理一次" in again


def test_a_change_in_the_completion_is_held_against_the_conditions():
    told = asked()
    told.do("2026-03-03", "operator", "request_completion", reason="面积不清", completion=["housing_proof"])
    told.do("2026-03-04", "applicant", "complete", {"housing_area": "50"})
    assert told.refusal("2026-03-05", "operator", "approve") == "不符合条件：符合准入条件（第十二条）"
    told.do("2026-03-05", "operator", "refuse", reason="人均住房面积超过规定")
    assert (told.state, told.now.outcome, told.issued) == ("refused", "refused", ["completion_request", "refusal"])


def test_five_working_days_of_notice_without_objection_give_the_qualification():
    told = noticed()
    assert told.published == ["qualification_notice"]
    assert not told.running("review")
    assert told.due("notice") == dt.date(2026, 3, 11)  # Wednesday 4 March: 5, 6, 9, 10, 11
    assert told.turns() == ()
    told.do("2026-03-12", "system", "end_notice")
    assert (told.state, told.now.settled, told.now.outcome) == ("qualified", True, "granted")


@pytest.mark.parametrize("which", ["open", "upheld"])
def test_an_objection_keeps_the_qualification_back(which):
    told = noticed(objections=lambda asked: int(asked == which))
    told.do("2026-03-12", "system", "end_notice")
    assert told.state == "objected"
    assert told.turns() == ("operator",)
    assert "（第十四条第（二）项）" in told.refusal("2026-03-13", "operator", "dismiss_objections")


def test_an_upheld_objection_ends_in_a_refusal_and_a_dismissed_one_in_the_qualification():
    counts = {"open": 1, "upheld": 0}
    told = noticed(objections=counts.__getitem__)
    told.do("2026-03-12", "system", "end_notice")
    assert "每件异议都已处理" in told.refusal("2026-03-13", "operator", "uphold_objections", reason="属实")
    counts["open"] = 0
    assert "有成立的异议" in told.refusal("2026-03-13", "operator", "uphold_objections", reason="属实")
    told.do("2026-03-13", "operator", "dismiss_objections")
    assert told.state == "qualified"
    told.correct("2026-03-13")
    counts["upheld"] = 1
    told.do("2026-03-13", "operator", "uphold_objections", reason="已在本市享受公租房")
    assert (told.state, told.issued) == ("refused", ["refusal"])


@pytest.mark.parametrize("acts", [[], ["approve"]])
def test_an_application_can_be_withdrawn_before_the_end(acts):
    told = asked()
    for act in acts:
        told.do("2026-03-03", "operator", act)
    told.do("2026-03-03", "applicant", "withdraw")
    assert told.now.outcome == "withdrawn"
    assert not told.running("review")


@pytest.mark.parametrize(
    ("role", "act"), [("housing", "approve"), ("applicant", "approve"), ("operator", "end_notice")]
)
def test_nobody_else_reviews(role, act):
    told = asked()
    assert "不由您的角色办理" in told.refusal("2026-03-03", role, act)


def test_a_certificate_is_given_once_on_request():
    told = qualified()
    told.do("2026-03-13", "applicant", "issue_certificate")
    assert told.issued == ["certificate"]
    assert "只能办理一次" in told.refusal("2026-03-14", "operator", "issue_certificate")


# ---- 第十八条: originals ----


def test_originals_are_held_against_the_copies():
    told = qualified()
    unseen = told.refusal("2026-03-13", "operator", "match_originals", originals_seen=False)
    assert unseen == "请核对原件，并确认与提交的材料一致（第十八条）"
    told.do("2026-03-13", "operator", "match_originals")
    assert told.value("originals_matched") is True
    told.do("2026-03-16", "operator", "find_mismatch", reason="户口簿登记的成员不一致")
    assert told.value("originals_matched") is False
    assert told.issued == ["mismatch_notice"]


def test_a_qualification_ends_with_the_renting_and_can_be_revoked_before():
    told = qualified()
    told.do("2026-03-13", "operator", "match_originals")
    told.do("2026-03-13", "system", "start_renting")
    assert (told.state, told.value("originals_matched")) == ("renting", False)
    assert "不能办理" in told.refusal("2026-03-14", "operator", "revoke", reason="不再符合")
    told.do("2028-03-13", "system", "finish_renting")
    assert (told.state, told.now.outcome) == ("ended", "done")
    other = qualified()
    other.do("2026-04-01", "operator", "revoke", reason="已在辖区购房")
    assert (other.state, other.now.outcome, other.issued) == ("revoked", "revoked", ["revocation"])


# ---- 第十七条: choosing and waiting ----


def around(waiting: int = 0, available: int = 1, first: bool = True, matched: bool = False) -> dict[str, object]:
    """Return what stands around a choice: so many wait for the project, so many of its dwellings are to let."""
    counts = {(PROJECT, "letting", "waiting"): waiting, (PROJECT, "dwelling", "available"): available}
    cases = {
        QUALIFICATION: ("qualification", "qualified", {"applied_on": DAY, "originals_matched": matched}),
        DWELLING: ("dwelling", "available", {"project": PROJECT, "project_name": "鹊桥公寓"}),
        PROJECT: ("project", "operating", {"project_name": "鹊桥公寓"}),
        OTHER_PROJECT: ("project", "operating", {"project_name": "鹊桥公寓"}),
    }
    return {
        "linked_case": others(cases, PACKAGE),
        "cases_linking_to": lambda *asked: counts.get(asked, 0),
        "first_in_queue": lambda name: first and name == "waiting_list",
    }


CHOICE = {"qualification": QUALIFICATION, "dwelling": DWELLING}
PLACE = {"qualification": QUALIFICATION, "project": PROJECT}


def test_whoever_comes_first_takes_the_dwelling():
    told = story(PACKAGE, "letting", DAY, **around())
    done = told.do("2026-03-16", "applicant", "choose", CHOICE)
    assert told.state == "chosen"
    assert done.cascades == ((DWELLING, "reserve"),)
    assert told.value("project") == PROJECT


def test_nobody_chooses_past_those_who_wait():
    told = story(PACKAGE, "letting", DAY, **around(waiting=1))
    assert told.refusals("2026-03-16", "applicant", "choose", CHOICE) == (
        "不符合条件：该项目没有人在轮候；有人轮候的按次序配租，请登记轮候（第十七条）",
    )


def test_one_waits_only_where_dwellings_are_short():
    told = story(PACKAGE, "letting", DAY, **around(available=1))
    assert told.refusal("2026-03-16", "applicant", "join", PLACE) == "不符合条件：项目房源不足，实行轮候（第十七条）"
    for short in (around(available=0), around(waiting=2, available=1)):
        told = story(PACKAGE, "letting", DAY, **short)
        told.do("2026-03-16", "applicant", "join", PLACE)
        assert (told.state, told.value("queued_from")) == ("waiting", DAY)


def test_a_person_chooses_or_waits_in_one_place():
    told = story(PACKAGE, "letting", DAY, **around(), cases_of_party=lambda service, state: int(state == "offered"))
    assert "您没有另一件正在选房或轮候" in told.refusal("2026-03-16", "applicant", "choose", CHOICE)


def waiting(**changed: object) -> Story:
    told = story(PACKAGE, "letting", DAY, **around(available=0, **changed))
    told.do("2026-03-16", "applicant", "join", PLACE)
    return told


OFFER = {"dwelling": DWELLING, "answer_by": "2026-04-10"}


def test_only_the_first_of_the_list_is_offered_a_dwelling():
    told = waiting(first=False)
    assert told.refusal("2026-04-01", "operator", "offer", OFFER) == "不符合条件：排在该项目轮候的首位（第十七条）"
    told = waiting()
    late = told.refusal("2026-04-10", "operator", "offer", OFFER)
    assert late == "不符合条件：答复截止日在今天以后（第十七条）"
    told.do("2026-04-01", "operator", "offer", OFFER)
    assert (told.state, told.turns(), told.due("answer")) == ("offered", ("applicant",), dt.date(2026, 4, 10))
    told.do("2026-04-10", "applicant", "accept")
    assert (told.state, told.running("answer"), told.issued) == ("chosen", False, ["offer_letter"])


@pytest.mark.parametrize(
    ("role", "act", "day"), [("applicant", "decline", "2026-04-09"), ("system", "lapse", "2026-04-11")]
)
def test_who_declines_or_says_nothing_goes_to_the_end_of_the_list(role, act, day):
    told = waiting()
    told.do("2026-04-01", "operator", "offer", OFFER)
    done = told.do(day, role, act)
    assert done.cascades == ((DWELLING, "release"),)
    assert (told.state, told.value("queued_from")) == ("waiting", dt.date.fromisoformat(day))
    assert not told.running("answer")


def test_a_dwelling_of_another_project_is_not_offered():
    told = story(PACKAGE, "letting", DAY, **around(available=0))
    told.do("2026-03-16", "applicant", "join", {**PLACE, "project": OTHER_PROJECT})
    assert told.refusal("2026-04-01", "operator", "offer", OFFER) == "不符合条件：房源属于所轮候的项目（第十七条）"


def test_one_may_give_up_and_leave_the_list():
    told = waiting()
    told.do("2026-03-20", "applicant", "leave_list")
    assert told.now.outcome == "withdrawn"
    told = story(PACKAGE, "letting", DAY, **around())
    told.do("2026-03-16", "applicant", "choose", CHOICE)
    assert told.do("2026-03-17", "applicant", "give_up").cascades == ((DWELLING, "release"),)
    assert told.state == "given_up"


def test_no_contract_where_the_originals_differ():
    told = story(PACKAGE, "letting", DAY, **around())
    told.do("2026-03-16", "applicant", "choose", CHOICE)
    assert told.do("2026-03-18", "operator", "refuse", reason="户口簿不一致").cascades == ((DWELLING, "release"),)
    assert (told.state, told.issued) == ("refused", ["refusal"])
    told = story(PACKAGE, "letting", DAY, **around(matched=True))
    told.do("2026-03-16", "applicant", "choose", CHOICE)
    with pytest.raises(Refused, match="原件没有核对一致"):
        told.do("2026-03-18", "operator", "refuse", reason="户口簿不一致")


def test_the_lists_are_kept_apart_by_project_and_ordered_by_application():
    procedure = load_package(PACKAGE).procedure
    assert procedure is not None
    queue = procedure.services["letting"].queues["waiting_list"]
    assert (queue.each, queue.order) == ("project", ("queued_from", "opened_at"))
