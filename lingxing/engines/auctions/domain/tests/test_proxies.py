"""Automatic bids: the closed form equals the bidding step by step, whatever the ceilings."""

from hypothesis import example, given
from hypothesis import strategies as st

from lingxing.engines.auctions.domain.events import Run
from lingxing.engines.auctions.domain.proxies import answers, expand, last_bidder, total
from lingxing.engines.auctions.domain.state import Proxy
from lingxing.engines.auctions.domain.tests.naive import bid_automatically

CASES = st.tuples(
    st.lists(st.tuples(st.integers(101, 106), st.integers(0, 60)), max_size=5, unique_by=lambda proxy: proxy[0]),
    st.integers(0, 30),
    st.integers(101, 107),
    st.integers(1, 7),
)


def ladder_of(proxies, price, leader, increment):
    runs = answers([Proxy(*proxy) for proxy in proxies], price, leader, increment)
    return runs, [(leader, price), *expand(price, increment, runs)]


@given(CASES)
@example(([(101, 10), (102, 10)], 0, 101, 1))
@example(([(101, 10), (102, 10)], 0, 102, 1))
@example(([(101, 9), (102, 10), (103, 10)], 0, 107, 3))
def test_the_closed_form_equals_the_steps(case):
    proxies, price, leader, increment = case
    runs, ladder = ladder_of(*case)
    expected = [(leader, price)]
    bid_automatically(expected, proxies, increment)
    assert ladder == expected
    assert len(runs) <= 2 * len(proxies)
    assert total(runs) == len(ladder) - 1
    assert not runs or last_bidder(runs[-1]) == ladder[-1][0]


@given(CASES)
def test_nobody_bids_above_the_ceiling_and_the_highest_ceiling_leads(case):
    proxies, *_, increment = case
    _, ladder = ladder_of(*case)
    ceilings = dict(proxies)
    assert all(amount <= ceilings[paddle] for paddle, amount in ladder[1:])
    end, highest = ladder[-1]
    outbid = [paddle for paddle, ceiling in proxies if paddle != end and ceiling >= highest + increment]
    assert outbid == []


@given(st.integers(0, 20), st.integers(1, 5), st.integers(1, 40), st.sampled_from([101, 102, 107]), st.booleans())
def test_of_equal_ceilings_the_earliest_wins(price, increment, steps, leader, exact):
    """Also where whose turn it is would give the last step to the later one."""
    ceiling = price + steps * increment + (0 if exact else increment - 1)
    _, ladder = ladder_of([(101, ceiling), (102, ceiling)], price, leader, increment)
    assert ladder[-1] == (101, price + steps * increment)


def test_a_leader_is_silent_until_outbid():
    assert answers([Proxy(101, 100)], 10, 101, 1) == ()


def test_a_war_of_far_ceilings_is_one_run():
    runs = answers([Proxy(101, 10**15), Proxy(102, 10**15 - 1)], 0, 107, 1)
    # 101 bids the odd steps, 102 the even ones up to 10¹⁵−2; 101 bids 10¹⁵−1, which 102 can't answer
    assert runs == (Run(101, 102, 10**15 - 1),)
