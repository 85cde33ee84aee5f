"""What the hall cites: each stage and each ending by the article that orders it."""

import datetime as dt

import pytest

from lingxing.engines.auctions.domain.board import board
from lingxing.engines.auctions.domain.events import Outcome
from lingxing.engines.auctions.domain.state import Bidder, LotState, Stage
from lingxing.engines.auctions.domain.terms import rules_on
from lingxing.engines.auctions.domain.tests import lots
from lingxing.language.packages import load_package

ASKED, SILENT = {318: Bidder(bids=1, wants_live=True)}, {318: Bidder(bids=1, wants_live=False)}


def cited(**more) -> str:
    listing = load_package("xianning/land_listing_2024").listing
    assert listing is not None
    state = LotState(terms=lots.terms(), rules=rules_on(listing, dt.date(2026, 11, 1)), **more)
    return board(state, 1).words.article


@pytest.mark.parametrize(
    ("stage", "article"),
    [(Stage.LISTING, "第十九条"), (Stage.QUESTION, "第二十四条"), (Stage.LIVE, "第二十五条")],
)
def test_while_a_lot_goes_on_the_stage_says_the_article(stage, article):
    assert cited(stage=stage) == article


@pytest.mark.parametrize(
    ("bidders", "live_bids", "article"),
    [(SILENT, 0, "第二十二条"), (ASKED, 0, "第二十七条"), (ASKED, 3, "第二十五条")],
)
def test_how_a_lot_ended_says_the_article(bidders, live_bids, article):
    ended = {"stage": Stage.ENDED, "outcome": Outcome.SOLD, "bidders": bidders, "live_bids": live_bids}
    assert cited(**ended) == article
