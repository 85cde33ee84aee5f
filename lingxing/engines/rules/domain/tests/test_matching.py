"""One profile against many packages, and budgets over many applicants."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lingxing.engines.rules.domain.cases import WrongCase
from lingxing.engines.rules.domain.ceilings import allot, within_ceilings
from lingxing.engines.rules.domain.matching import Standing, match, shared_facts
from lingxing.engines.rules.domain.tests.programs import (
    DAY,
    measure_program,
    money,
    number,
    program,
    scalar,
    truth,
)
from lingxing.kernel.units import CNY, Unit
from lingxing.language import Bool, Count, Money, Parameters, article, granted, least
from lingxing.language.definitions import Ceiling, Overlap, Program
from tests.sizes import sized

POINT = Unit((("point", 1),))


@article("第八条", label="设备补贴")
def equipment(cost: Money, newcomer: Bool, p: Parameters) -> Money:
    """Return the subsidy of equipment."""
    return granted(least(cost, p.most), newcomer)


@article("第九条", label="成绩奖")
def merit(score: Count, p: Parameters) -> Money:
    """Return an award of merit."""
    return granted(p.prize, score >= p.good)


def equipment_program(keep: str = "highest") -> Program:
    """Return a package that shares facts with the measure of the other."""
    group = Overlap("rent", "同一场所", "第十条", ("equipment",), keep)
    return program(
        [equipment, merit],
        [money("cost", "设备投入"), truth("newcomer", "首次申请"), number("score", "得分", POINT, 100)],
        {
            "most": (scalar("most", "上限", CNY, whole=True), 600_000),
            "prize": (scalar("prize", "奖金", CNY, whole=True), 100),
            "good": (scalar("good", "良好", POINT, whole=True), 60),
        },
        overlaps=(group,),
        policy_id="town/equipment_2025",
        effective=DAY.replace(year=2023),
    )


def both(keep: str = "highest") -> list[Program]:
    """Return two packages whose first measures exclude each other."""
    rent = measure_program()
    overlap = Overlap("rent", "同一场所", "第六条", ("rent_subsidy",), keep)
    return [replace(rent, policy=replace(rent.policy, overlaps=(overlap,))), equipment_program(keep)]


PROFILE: dict[str, Any] = {"area": 100, "score": 70, "newcomer": True, "kind": "shop", "cost": "6000.00"}


def standings(profile: dict[str, Any], keep: str = "highest", **more: Any) -> dict[str, Standing]:
    """Return how a profile stands to each measure."""
    return {one.measure: one.standing for one in match(both(keep), profile, **more).entitlements}


def test_facts_of_one_name_and_meaning_are_asked_once():
    keys = {fact.key: len(fact.policies) for fact in shared_facts(both())}
    assert keys == {"area": 1, "score": 2, "newcomer": 2, "kind": 1, "cost": 1}


def test_facts_of_one_name_that_mean_different_things_are_told_apart():
    programs = both()
    parameters = {
        "prize": (scalar("prize", "奖", CNY, whole=True), 1),
        "good": (scalar("good", "好", POINT, whole=True), 1),
    }
    other = program([merit], [number("score", "名次", POINT, 100)], parameters, policy_id="town/other_2025")
    keys = {fact.key for fact in shared_facts([*programs, other]) if "score" in fact.key}
    assert keys == {f"{p.policy.id}.score" for p in (*programs, other)}
    with pytest.raises(WrongCase, match="各文件所指不同"):
        match([*programs, other], {"score": 5})
    found = match([*programs, other], {"town/other_2025.score": 1})
    assert [one.value for one in found.standing(Standing.ELIGIBLE)] == [1]
    assert f"{programs[0].policy.id}.score" in {question.key for question in found.questions}


def test_the_highest_of_measures_for_the_same_thing_is_kept():
    found = match(both(), PROFILE)
    by_name = {one.measure: one for one in found.entitlements}
    assert by_name["equipment"].standing is Standing.ELIGIBLE
    assert by_name["equipment"].text == "6000.00 元"
    assert by_name["rent_subsidy"].standing is Standing.GIVES_WAY
    assert by_name["rent_subsidy"].reason == "同一场所就高不重复（第十条），已取“设备补贴”6000.00 元"
    assert by_name["merit"].standing is Standing.ELIGIBLE
    assert not found.questions


def test_a_fen_more_turns_the_comparison():
    assert standings({**PROFILE, "cost": "5000.01"})["rent_subsidy"] is Standing.GIVES_WAY
    assert standings({**PROFILE, "cost": "4999.99"})["equipment"] is Standing.GIVES_WAY


def test_the_newest_document_or_the_choice_decides_where_it_says_so():
    assert standings(PROFILE, "newest")["equipment"] is Standing.GIVES_WAY
    assert standings(PROFILE, "chosen")["equipment"] is Standing.ELIGIBLE
    chosen = standings(PROFILE, "chosen", chosen=["town/subject_2024.rent_subsidy"])
    assert chosen["equipment"] is Standing.GIVES_WAY
    told = next(one for one in match(both("chosen"), PROFILE).entitlements if one.measure == "equipment")
    assert "由申请人选择其一" in told.reason


def test_where_the_applicant_may_choose_the_alternatives_are_told():
    (one,) = match(both("chosen"), PROFILE).alternatives
    assert (one.label, one.article, one.chosen) == ("同一场所", "第六条", "")
    assert {key.rpartition(".")[2] for key, _, _ in one.options} == {"equipment", "rent_subsidy"}
    (taken,) = match(both("chosen"), PROFILE, chosen=["town/subject_2024.rent_subsidy"]).alternatives
    assert taken.chosen == "town/subject_2024.rent_subsidy"
    assert not match(both("highest"), PROFILE).alternatives


def test_what_is_undecided_may_still_change_the_comparison():
    profile = {name: value for name, value in PROFILE.items() if name != "cost"}
    found = {one.measure: one for one in match(both(), profile).entitlements}
    assert found["equipment"].standing is Standing.ELIGIBLE  # its only condition holds
    assert found["equipment"].value is None
    assert found["equipment"].text == "0.00 元 至 6000.00 元"
    assert found["equipment"].reason.startswith("条件都已符合，确定金额还需知道：设备投入；")
    assert found["rent_subsidy"].standing is Standing.ELIGIBLE
    assert "尚未能确定保留哪一项" in found["rent_subsidy"].reason


def test_refusals_carry_their_reason_and_questions_what_they_settle():
    found = match(both(), {"score": 59, "newcomer": True})
    by_name = {one.measure: one for one in found.entitlements}
    assert by_name["merit"].reason == "得分实际 59 分，需 ≥ 60 分，差 1 分"
    assert by_name["rent_subsidy"].standing is Standing.REFUSED
    assert [(one.key, one.measures) for one in found.questions] == [("cost", ("town/equipment_2025.equipment",))]


def test_mistakes_of_a_profile_are_told_once():
    with pytest.raises(WrongCase) as caught:
        match(both(), {"score": 101, "scoer": 1, "newcomer": "yes"})
    assert sorted(item.field for item in caught.value.items) == ["newcomer（首次申请）", "scoer", "score（得分）"]


# ---- budgets ----


@pytest.mark.parametrize(
    ("amounts", "budget", "order", "paid"),
    [
        ([50, 30, 20], 100, "first_come", (50, 30, 20)),
        ([50, 30, 21], 100, "first_come", (50, 30, 20)),
        ([50, 60, 20], 100, "first_come", (50, 50, 0)),
        ([50, 30, 20], 100, "pro_rata", (50, 30, 20)),
        ([1, 1, 1], 2, "pro_rata", (1, 1, 0)),
        ([1, 1, 1], 1, "pro_rata", (1, 0, 0)),
        ([200, 100, 100], 101, "pro_rata", (51, 25, 25)),
        ([300, 0, 100], 99, "pro_rata", (74, 0, 25)),
        ([], 5, "pro_rata", ()),
    ],
)
def test_a_budget_is_allotted_to_the_fen(amounts: list[int], budget: int, order: str, paid: tuple[int, ...]):
    assert allot(amounts, budget, order) == paid


@settings(max_examples=sized(75, 300))
@given(
    st.lists(st.integers(0, 10**9), max_size=30), st.integers(0, 10**10), st.sampled_from(["first_come", "pro_rata"])
)
def test_a_budget_is_used_up_exactly_and_nobody_gets_more_than_the_amount(amounts: list[int], budget: int, order: str):
    paid = allot(amounts, budget, order)
    assert sum(paid) == min(sum(amounts), budget)
    assert all(0 <= got <= amount for got, amount in zip(paid, amounts, strict=True))
    if order == "pro_rata" and sum(amounts) > budget:
        assert all(
            abs(got * sum(amounts) - amount * budget) < sum(amounts) for got, amount in zip(paid, amounts, strict=True)
        )


def test_amounts_below_zero_and_unknown_orders_are_refused():
    with pytest.raises(ValueError, match="negative"):
        allot([-1], 5, "pro_rata")
    with pytest.raises(ValueError, match="known are"):
        allot([1], 5, "by_name")


def test_the_documents_ceilings_are_a_second_pass_over_the_applicants():
    own = equipment_program()
    ceiling = Ceiling("设备补贴总额", "第十一条", ("equipment", "merit"), "most", "first_come")
    own = replace(own, policy=replace(own.policy, ceilings=(ceiling,)))
    paid, (allotment,) = within_ceilings(own, [{"equipment": 500_000, "merit": 100}, {"equipment": 200_000}])
    assert paid == ({"equipment": 500_000, "merit": 100}, {"equipment": 99_900})
    assert (allotment.asked, allotment.budget, allotment.paid) == (700_100, 600_000, 600_000)


@article("九", label="个人负担")
def left_over(cost: Money, equipment: Money) -> Money:
    """Return what a grant leaves to the firm."""
    return cost - equipment


def test_what_a_grant_leaves_over_is_nothing_one_is_entitled_to():
    grants = equipment_program()
    built = program(
        [equipment, left_over],
        list(grants.facts.values()),
        {name: (grants.parameters[name], grants.settings[name]) for name in grants.parameters},
    )
    assert [one.measure for one in match([built], {}).entitlements] == ["equipment"]
