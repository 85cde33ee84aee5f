"""A package's measures may be for different people: each is matched with those it is for."""

from lingxing.engines.rules.domain.ownership import measures_of
from lingxing.language import Money, Parameters, article, granted
from lingxing.language.tests.building import build


@article("一", label="企业奖励")
def reward(cost: Money, p: Parameters) -> Money:
    """Return the reward of a firm."""
    return granted(cost, cost >= p.ceiling)


@article("二", label="个人补贴", audience="person")
def subsidy(cost: Money, p: Parameters) -> Money:
    """Return the subsidy of a person."""
    return granted(cost, cost < p.ceiling)


def test_a_formula_says_whom_it_is_for():
    built = build(reward, subsidy)
    assert (built["reward"].audience, built["subsidy"].audience) == ("", "person")
