"""What everybody may see of a lot, and what nobody may see before the end."""

import json
import re

import pytest
from django.db import transaction
from django.test import Client

from lingxing.engines.auctions.domain.deciding import decide_suspension
from lingxing.engines.auctions.domain.events import Cause
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.queries.charts import points
from lingxing.engines.auctions.queries.hall import HallSource, public_events
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services import bidding
from lingxing.engines.auctions.tests import sales
from lingxing.engines.auctions.tests.halls import COMPANY, TITLE, open_hall

pytestmark = pytest.mark.django_db(transaction=True)


def read(number, after=0):
    answer = Client().get(f"/api/listings/{number}/hall", {"after": after})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_bids_show_with_paddle_price_and_the_next_step():
    sale = open_hall(103, 205)
    bidding.place_bid(sale.lot.pk, 103, sales.START, "a", sales.BIDDER)
    bidding.place_bid(sale.lot.pk, 205, sales.START + 3 * sales.STEP, "b", sales.BIDDER)
    told = read(sale.lot.number)
    assert [event["kind"] for event in told["events"]] == ["announced", "bid_placed", "bid_placed"]
    assert [event["sequence"] for event in told["events"]] == [1, 2, 3]
    # 100 000.00 + 3 × 1 000.00 yuan; the next one at least one step above
    assert (told["board"]["paddle"], told["board"]["price"]) == (205, 10_300_000)
    assert told["board"]["least"] == 10_400_000
    assert told["events"][-1]["text"] == "号牌 205 报价 103,000.00 元"


def test_who_comes_back_is_told_only_what_is_new():
    sale = open_hall(103)
    bidding.place_bid(sale.lot.pk, 103, sales.START, "a", sales.BIDDER)
    assert [event["sequence"] for event in read(sale.lot.number, after=1)["events"]] == [2]
    assert read(sale.lot.number, after=2)["events"] == []
    assert read(sale.lot.number, after=99)["reload"], "a watcher of another record begins anew"


def test_nothing_tells_how_many_apply_or_are_refused():
    """Two lots, alike in public: one with a single bidder, one with six more, refused bids and no public difference."""
    few = open_hall(103, number="2026-0001")
    many = open_hall(103, 205, 307, 409, 511, 613, 715, number="2026-0002")
    for sale in (few, many):
        bidding.place_bid(sale.lot.pk, 103, sales.START, "a", sales.BIDDER)
    for paddle in (205, 307):
        with pytest.raises(Refusal):
            bidding.place_bid(many.lot.pk, paddle, 1, "low", sales.BIDDER)
    assert state_of(many.lot.pk).events - state_of(few.lot.pk).events >= 18, "the chains differ in length"
    shown = [_without_moments(read(sale.lot.number)) for sale in (few, many)]
    assert shown[0] == shown[1]
    frames = [_without_moments(HallSource().frame(sale.lot.pk, 0).data.decode()) for sale in (few, many)]
    assert frames[0] == frames[1]


def test_pages_name_nobody():
    sale = open_hall(103, 205)
    bidding.place_bid(sale.lot.pk, 103, sales.START, "a", sales.BIDDER)
    page = Client().get(f"/listings/{sale.lot.number}/").content.decode()
    assert TITLE in page
    assert "100,000.00 元" in page
    assert "103" in page
    assert not re.search(r"(?<![\d.:])205(?!\d)", page), "who has not bid is not shown"
    assert COMPANY not in page
    assert "6200 0000 1234 5678" not in page, "where deposits are paid to is for who applies"


def test_drafts_and_unknown_lots_are_not_found():
    sales.draft("2026-0009")
    for number in ("2026-0009", "2026-4711", "x" * 30):
        assert Client().get(f"/listings/{number}/").status_code == 404
        assert Client().get(f"/api/listings/{number}/hall").status_code in (404, 422)


def test_a_suspension_shows_its_cause_and_the_time_that_is_left():
    sale = open_hall(103)
    sales.do(sale.lot, decide_suspension(Cause.FAILURE, sales.DIGEST))
    told = read(sale.lot.number)["board"]
    assert told["deadline"] is None
    assert told["standstill"]["cause"].startswith("系统故障")
    # listed for a day a moment ago
    assert 86_300 < told["standstill"]["left"] <= 86_400
    assert told["words"] == {**told["words"], "headline": "已中止", "article": "第三十八条"}
    assert "停表" in Client().get(f"/listings/{sale.lot.number}/").content.decode()


def test_what_was_read_of_an_undone_record_is_forgotten():
    sale = open_hall(103)
    with transaction.atomic():
        bidding.place_bid(sale.lot.pk, 103, sales.START, "a", sales.BIDDER)
        assert [event.sequence for event in public_events(sale.lot.pk)] == [1, 2]
        transaction.set_rollback(True)
    assert [event.sequence for event in public_events(sale.lot.pk)] == [1]
    bidding.place_bid(sale.lot.pk, 103, sales.START + sales.STEP, "b", sales.BIDDER)
    assert public_events(sale.lot.pk, 1)[0].text == "号牌 103 报价 101,000.00 元"


def test_points_keep_every_bid_however_few_they_are():
    sale = open_hall(103, 205)
    for step in range(7):
        paddle = (103, 205)[step % 2]
        bidding.place_bid(sale.lot.pk, paddle, sales.START + step * sales.STEP, f"k{step}", sales.BIDDER)
    events = public_events(sale.lot.pk)
    all_points, three = points(events), points(events, 3)
    assert [count for _, _, count in all_points] == [1] * 7
    assert [count for _, _, count in three] == [3, 3, 1]
    assert three[-1][1] == sales.START + 6 * sales.STEP


def _without_moments(told):
    text = told if isinstance(told, str) else json.dumps(told)
    return re.sub(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z|\d\d:\d\d:\d\d", "", text).replace("2026-0002", "2026-0001")
