"""Stories of the invented homes, played without a database; dates and arithmetic in the comments."""

import datetime as dt
from dataclasses import replace

import pytest

from lingxing.engines.cases.domain.folding import apply, fold
from lingxing.engines.cases.domain.play import Story, play
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import CaseState, Completion
from lingxing.engines.cases.domain.surroundings import LinkedCase
from lingxing.engines.cases.tests.homes import HOMES, application, procedure
from lingxing.language.procedures.conditions import UNKNOWN

HOME = "7d1f2f6e-3c0b-4b39-9c55-0c6d9a3c1d11"


def formula(name, values):
    """Return what formulas.py says, worked out by hand: limit 3000 yuan a head, aid a fifth of what lacks."""
    if not {"income", "persons"} <= values.keys():
        return UNKNOWN
    limit = 300000 * values["persons"]
    return {"eligible": values["income"] <= limit, "aid": (limit - values["income"]) // 5}[name]


def free_home(case):
    """Return a home to let for 800 yuan."""
    if case != HOME:
        return None
    return LinkedCase(HOME, HOMES, "home", "YHF2026000001", "available", {"place": "东湖路1号", "rent": 80000})


def story(*steps, **world):
    """Return the story of a lease after the steps."""
    given = {"formula": formula, "linked_case": free_home, "first_in_queue": lambda name: True, **world}
    return play(procedure(), "lease", steps, **given)


APPLIED = ("2026-03-02", "applicant", "apply", application())
SENT = (APPLIED, ("2026-03-03", "clerk", "send"))
AGREED = (
    *SENT,
    ("2026-03-04", "district", "give_opinion", {"view": "agree"}),
    ("2026-03-04", "police", "give_opinion", {"view": "agree", "remark": "无"}),
)
OFFERED = (*AGREED, ("2026-03-05", "chief", "conclude"), ("2026-03-06", "clerk", "offer"))
CHOSEN = (*OFFERED, ("2026-03-09", "applicant", "choose", {"home": HOME, "ends_on": "2028-02-29"}))


def test_an_application_comes_to_a_lease():
    told = story(*CHOSEN)
    assert (told.state, told.now.settled, told.now.closed, told.now.outcome) == ("leased", True, False, "granted")
    assert told.issued == ["receipt", "lease"]
    assert told.published == ["result"]
    assert told.value("rent") == 80000  # taken from the home
    assert told.value("signed_on") == dt.date(2026, 3, 9)
    assert told.value("aid") == 20000  # (3000 × 2 - 5000) / 5 = 200.00 yuan


def test_a_licensing_term_counts_working_days():
    # 20 working days after Monday 2 March: 3-6 (4), 9-13 (9), 16-20 (14), 23-27 (19), 30 March (20).
    assert story(APPLIED).due("review") == dt.date(2026, 3, 30)


def test_completion_pauses_the_clock_and_asks_for_all_that_was_told():
    told = story(
        APPLIED,
        ("2026-03-04", "clerk", "request_completion", None, {"completion": Completion(("card",), ("income",))}),
    )
    assert told.due("review") is None
    assert told.turns() == ("applicant",)  # though the clerk may type it in at the counter
    missing = told.refusals("2026-03-05", "applicant", "complete", papers=())
    assert missing == ("请填写月收入（第三条）", "请提交身份证（第五条）")
    told.do("2026-03-11", "applicant", "complete", {"income": "4800"})
    # 5, 6, 9, 10 and 11 March did not count: 5 working days after 30 March, over Qingming (4-6 April), is 7 April.
    assert told.due("review") == dt.date(2026, 4, 7)
    assert told.now.completion is None
    assert told.value("income") == 480000
    again = told.refusal("2026-03-12", "clerk", "request_completion", completion=["card"])
    assert again == "“通知补正”只能办理一次，已经办理过（第六条）"


def test_a_suspension_ends_where_it_began():
    told = story(*SENT, ("2026-03-04", "clerk", "suspend", None, {"reason": "等待另案结果"}))
    assert (told.state, told.running("review"), told.due("review")) == ("suspended", True, None)
    assert told.do("2026-03-06", "clerk", "resume").after.state == "opinions"
    # 5 and 6 March did not count.
    assert told.due("review") == dt.date(2026, 4, 1)


def test_a_term_is_extended_once():
    told = story(APPLIED, ("2026-03-10", "chief", "prolong", None, {"reason": "情况复杂"}))
    # 10 more working days after 30 March: 31, 1-3 April (4), 7-10 (8), 13, 14 April (10).
    assert told.due("review") == dt.date(2026, 4, 14)
    assert (
        told.refusal("2026-03-11", "chief", "prolong", reason="再延")
        == "“审查期限”已经延长过一次，不能再延长（第六条）"
    )


def test_a_joint_act_needs_every_role_once():
    told = story(*SENT)
    assert told.turns() == ("district", "police")
    assert told.refusal("2026-03-04", "chief", "conclude") == "各方尚未全部完成“提出意见”（第七条）"
    told.do("2026-03-04", "district", "give_opinion", {"view": "agree"})
    assert told.turns() == ("police",)
    twice = told.refusal("2026-03-04", "district", "give_opinion", {"view": "object"})
    assert twice == "您的部门已经办理过“提出意见”（第六条）"
    told.do("2026-03-05", "police", "give_opinion", {"view": "object"})
    assert not told.running("asking")
    assert told.turns() == ("chief",)
    assert told.do("2026-03-05", "chief", "conclude").after.state == "refused"
    assert told.now.closed
    assert not told.running("review")


def test_a_clock_on_a_joint_act_ends_with_the_part_of_whoever_it_is_held_by():
    told = story(*SENT, ("2026-03-04", "police", "give_opinion", {"view": "agree"}))
    assert told.running("asking")  # the district's clock, and the district has not spoken
    told.do("2026-03-05", "district", "give_opinion", {"view": "agree"})
    assert not told.running("asking")
    told = story(*SENT, ("2026-03-04", "district", "give_opinion", {"view": "agree"}))
    assert (told.running("asking"), told.turns()) == (False, ("police",))
    assert told.now.clocks["asking"][-1].stopped == dt.date(2026, 3, 4)


def test_a_clock_on_a_joint_act_that_somebody_else_holds_ends_with_the_last_part():
    told = story(*SENT)
    asking = replace(told.service.clocks["asking"], holder="clerk")
    lease = replace(told.service, clocks={**told.service.clocks, "asking": asking})
    told = Story(
        replace(told.procedure, services={**told.procedure.services, "lease": lease}), "lease", world=told.world
    )
    for day, role, act, *rest in (*SENT, ("2026-03-04", "district", "give_opinion", {"view": "agree"})):
        told.do(day, role, act, *rest)
    assert told.running("asking")
    told.do("2026-03-05", "police", "give_opinion", {"view": "agree"})
    assert not told.running("asking")


def test_opinions_fall_away_when_the_case_comes_to_them_anew():
    told = story(*AGREED, ("2026-03-05", "chief", "send_back", None, {"reason": "补充核实"}))
    told.do("2026-03-06", "clerk", "send")
    assert told.turns() == ("district", "police")
    assert told.refusals("2026-03-06", "chief", "conclude") == ("各方尚未全部完成“提出意见”（第七条）",)


def test_what_a_role_wrote_in_a_joint_act_stays_apart():
    told = story(*AGREED)
    assert told.now.opinions["give_opinion"]["police"] == {"view": "agree", "remark": "无"}
    assert told.value("view") is None


def test_a_window_that_ran_out_is_closed_by_the_system():
    told = story(*OFFERED)
    # 5 working days after Friday 6 March: 9-13 March.
    assert told.due("choice") == dt.date(2026, 3, 13)
    assert told.do("2026-03-14", "system", "lapse").after.outcome == "lapsed"
    assert told.now.expired == {"choice": (1,)}
    assert "不由您的角色办理" in told.refusal("2026-03-14", "clerk", "lapse")


def test_a_validity_is_endorsed_in_its_last_month_and_runs_on_from_its_due_day():
    told = story(*CHOSEN)
    assert told.due("valid") == dt.date(2027, 3, 9)
    early = told.refusal("2027-02-08", "clerk", "endorse")
    assert early == "不符合条件：在期满前一个月内（第九条）"
    told.do("2027-02-09", "clerk", "endorse")
    # The second year starts where the first ended, not on the day of the endorsement.
    assert told.due("valid") == dt.date(2028, 3, 9)
    assert len(told.now.clocks["valid"]) == 2


def test_a_date_field_says_the_last_day_of_a_clock():
    assert story(*CHOSEN).due("lease") == dt.date(2028, 2, 29)


def test_every_reason_is_told_at_once_with_its_article():
    told = Story(procedure(), "lease", world={"formula": formula, "has_mark": lambda name: True})
    values = {"identity": "420704199003070121", "income": "5000.123", "colour": "red"}
    refused = told.refusals("2026-03-02", "applicant", "apply", values, papers=("degree_card", "passport"))
    assert refused == (
        "公民身份号码：末位校验码不对，号码中有写错的数字（第五条）",
        "月收入：小数位数过多，应为数字（单位：元），最多 2 位小数，0 至 1000000（第三条）",
        "没有名为“colour”的填写项",
        "请填写姓名（第五条）",
        "请填写同住人数（第三条）",
        "办理“提交申请”时不收名为“passport”的材料",
        "请提交身份证（第五条）",
        "不符合条件：没有未修复的违约记录（第十一条）",
    )


def test_a_condition_that_lacks_a_fact_names_it():
    told = story(*OFFERED)
    lost = told.refusals("2026-03-09", "applicant", "choose", {"ends_on": "2028-02-29"})
    assert lost[0] == "请填写房源（第八条）"
    never = told.refusals("2026-03-09", "applicant", "choose", {"home": HOME, "ends_on": "2026-03-09"})
    assert never == ("不符合条件：租期届满日在签约日之后（第八条）",)


def test_a_taken_home_is_refused_with_its_number():
    taken = LinkedCase(HOME, HOMES, "home", "YHF2026000001", "let", {"rent": 80000})
    told = story(*OFFERED, linked_case=lambda case: taken)
    refused = told.refusals("2026-03-09", "applicant", "choose", {"home": HOME, "ends_on": "2028-02-29"})
    assert refused == ("房源：YHF2026000001现在不能选择，可能已被他人选定（第八条）",)


def test_a_field_is_asked_only_where_its_condition_holds():
    plain = story(("2026-03-02", "applicant", "apply", application(degree="one")))
    assert plain.value("degree") is None  # nobody asked
    missing = Story(procedure(), "lease", world={"formula": formula})
    refused = missing.refusals("2026-03-02", "applicant", "apply", application(disabled="true"), papers=("card",))
    assert refused == ("请填写残疾等级（第五条）", "请提交残疾证（第五条）")
    told = story(("2026-03-02", "applicant", "apply", application(disabled=True, degree="one")))
    assert told.now.papers.keys() == {"card", "degree_card"}
    told.do("2026-03-03", "clerk", "request_completion", completion=["card"])
    told.do("2026-03-04", "applicant", "complete", {"disabled": False})
    assert told.value("degree") is None  # emptied with its ground


def test_a_promised_paper_is_due_only_where_nothing_else_is_handed_in():
    told = story(*AGREED, ("2026-03-05", "chief", "conclude"))
    assert "income_proof" not in told.now.papers
    assert told.refusal("2026-03-06", "applicant", "hand_in", papers=()) == "请提交收入证明（第五条）"
    assert "income_proof" in told.do("2026-03-06", "applicant", "hand_in").after.papers


def test_originals_and_reasons_are_asked_for():
    told = story(APPLIED)
    unseen = told.refusal("2026-03-03", "clerk", "send", originals_seen=False)
    assert unseen == "请核对原件，并确认与提交的材料一致（第六条）"
    assert told.refusal("2026-03-03", "clerk", "suspend", reason=" ") == "请填写理由（第六条）"
    assert told.refusal("2026-03-03", "clerk", "request_completion") == "请一次列明需要补正的全部内容（第六条）"


def test_what_may_be_asked_for_now_says_what_stands_against_it():
    told = story(*AGREED, ("2026-03-05", "chief", "conclude"), first_in_queue=lambda name: False)
    offered = {item.act.name: [str(why) for why in item.refused] for item in told.possible("2026-03-06", "clerk")}
    assert offered == {"offer": ["不符合条件：轮候排在首位（第八条）"]}
    assert [item.act.name for item in told.possible("2026-03-06", "applicant")] == ["hand_in", "withdraw"]
    chosen = story(*OFFERED).possible("2026-03-06", "applicant")
    assert [(item.act.name, item.refused) for item in chosen] == [("hand_in", ()), ("choose", ())]


def test_a_corrected_act_counts_as_never_done():
    told = story(*OFFERED)
    before = story(*OFFERED[:-1]).now
    told.correct("2026-03-07")
    assert told.state == "waiting"
    assert told.now.sequence == len(told.events) == len(OFFERED) + 1
    assert told.now.clocks == before.clocks
    told.correct("2026-03-07")
    assert told.state == "opinions"
    assert told.running("review")
    told.do("2026-03-09", "chief", "conclude")
    assert told.state == "waiting"


def test_an_act_nobody_knows_is_refused():
    with pytest.raises(Refused, match="没有名为“fly”的办理动作"):
        story(("2026-03-02", "applicant", "fly"))
    assert story().refusal("2026-03-02", "clerk", "send") == "案件尚未提出，不能办理“受理并征求意见”（第六条）"


def test_folding_is_applying_one_by_one():
    told = story(*CHOSEN)
    state = CaseState()
    for event in told.events:
        state = apply(told.service, state, event)
    assert fold(told.service, told.events) == state == told.now


def test_values_are_exact():
    told = Story(procedure(), "home")
    assert told.refusals("2026-03-02", "clerk", "register", {"place": "一", "rent": "0.99"}) == (
        "月租金：超出范围，应为数字（单位：元），最多 2 位小数，1 至 100000（第八条）",
    )
    told.do("2026-03-02", "clerk", "register", {"place": "一", "rent": "1234.56"})
    assert told.value("rent") == 123456
    assert isinstance(told.value("rent"), int)
