"""The figures of the rule, as its package states them, and the words that language and engine share."""

import datetime as dt

from lingxing.engines.auctions.domain import codec
from lingxing.engines.auctions.domain.refusals import Reason
from lingxing.engines.auctions.domain.terms import rules_on
from lingxing.language.listings import ACTS, GROUNDS
from lingxing.language.packages import load_packages


def test_language_and_engine_name_the_same_acts_and_grounds():
    # A live auction in which nobody bids ends by an article of its own, and is no kind of event.
    assert sorted({*codec.KINDS, "live_unanswered"}) == sorted(ACTS)
    assert set(GROUNDS) <= set(Reason)


def test_every_package_on_listing_sales_gives_rules():
    found = [package.listing for package in load_packages().packages.values() if package.listing]
    assert found
    for listing in found:
        rules = rules_on(listing, dt.date(2026, 11, 1))
        assert rules.prompt_time < rules.countdown
        assert rules.articles["bid_placed"]
