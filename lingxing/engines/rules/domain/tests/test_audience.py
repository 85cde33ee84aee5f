"""A package's measures may be for different people: each is matched with those it is for."""

from dataclasses import replace

import pytest

from lingxing.engines.rules.domain.matching import match
from lingxing.engines.rules.domain.tests.programs import money, program, truth
from lingxing.language import Bool, Money, article, granted
from lingxing.language.definitions import Program
from lingxing.language.expressions import RuleError


@article("一", label="企业奖励")
def reward(cost: Money, registered: Bool) -> Money:
    """Return the reward of a firm."""
    return granted(cost, registered)


@article("二", label="个人补贴", audience="person")
def subsidy(cost: Money, resident: Bool) -> Money:
    """Return the subsidy of a person."""
    return granted(cost, resident)


@pytest.fixture
def firms_program() -> Program:
    facts = [money("cost", "购置费"), truth("registered", "本地企业"), truth("resident", "本地居民")]
    built = program([reward, subsidy], facts)
    return replace(built, policy=replace(built.policy, audience="firm"))


def test_an_output_may_be_for_somebody_else_than_the_policy(firms_program):
    assert firms_program.audiences == {"firm", "person"}


@pytest.mark.parametrize(("audience", "measures"), [("firm", ["reward"]), ("person", ["subsidy"]), ("organ", [])])
def test_a_profile_meets_the_measures_for_its_audience(firms_program, audience, measures):
    found = match([firms_program], {"cost": 100}, audience=audience)
    assert [one.measure for one in found.entitlements] == measures


def test_only_what_matters_to_the_audience_is_asked(firms_program):
    found = match([firms_program], {}, audience="person")
    assert {question.key for question in found.questions} == {"cost", "resident"}


def test_without_an_audience_every_measure_is_met(firms_program):
    assert len(match([firms_program], {"cost": 100}).entitlements) == 2


def test_an_unknown_audience_is_refused():
    with pytest.raises(RuleError, match="family"):
        article("三", label="错", audience="family")
