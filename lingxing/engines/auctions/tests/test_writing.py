"""What the writer does with one request after another: times, entries, secrets, keys, refusals, errors."""

import datetime as dt
import itertools
import json

import pytest
from django.db import transaction

from lingxing.engines.auctions.domain import deciding
from lingxing.engines.auctions.domain.events import BidPlaced, BidRefused, ProxySet
from lingxing.engines.auctions.domain.receipts import is_signed, read_receipt
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import BidRequest, Lot, LotSecret
from lingxing.engines.auctions.queries import states
from lingxing.engines.auctions.services import answering, batches
from lingxing.engines.auctions.services.answering import REFUSALS_A_MINUTE
from lingxing.engines.auctions.services.bidding import (
    answer_question,
    outcome_of,
    place_bid,
    revoke_proxy,
    set_proxy,
)
from lingxing.engines.auctions.services.writing import Request, Written, write
from lingxing.engines.auctions.tests.sales import (
    BIDDER,
    DAY,
    MINUTE,
    SECOND,
    START,
    STEP,
    announced,
    do,
    draft,
    pass_time,
)
from lingxing.engines.ledger.queries import entries, verify_stream
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.errors import NotFound

NOON = dt.datetime(2026, 12, 1, 4, tzinfo=dt.UTC)
CLOSES = NOON + 10 * DAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Give the server's clock: a list whose last moment is now."""
    times = [NOON]
    monkeypatch.setattr(batches, "now", lambda: times[-1])
    monkeypatch.setattr(answering, "_REFUSED", {})
    return times


@pytest.fixture
def lot(clock):
    """Give a lot that takes bids, with the paddles 101 and 202."""
    return announced(NOON, CLOSES, paddles=(101, 202))


@pytest.fixture
def live(lot, clock):
    """Give a lot in its live auction: 202 leads at the start price plus a step."""
    place_bid(lot.pk, 101, START, "a", BIDDER)
    place_bid(lot.pk, 202, START + STEP, "b", BIDDER)
    clock.append(CLOSES)
    for paddle in (101, 202):
        answer_question(lot.pk, paddle, True, "yes", BIDDER)
    clock.append(CLOSES + 5 * MINUTE)
    assert pass_time(lot).state.stage is Stage.LIVE
    return lot


def happened(lot):
    """Return the acts of a lot's chain."""
    return [entry.act for entry in entries(f"lot:{lot.pk}")]


def fresh_state(lot):
    """Return the lot as its chain alone says, nothing remembered."""
    states._CACHE.clear()
    return states.state_of(lot.pk)


def test_a_bid_is_an_entry_with_its_article_and_the_chain_says_what_the_writer_remembers(lot):
    answer = place_bid(lot.pk, 101, START, "a", BIDDER)
    assert (answer.at, answer.price, answer.highest, answer.leading) == (NOON, START, START, True)
    last = list(entries(f"lot:{lot.pk}"))[-1]
    assert (last.act, last.article, last.actor, last.role) == ("bid_placed", "第十九条", "account:7", "bidder")
    assert last.facts == {"paddle": 101, "price": START, "key": "a", "answers": []}
    remembered = states.state_of(lot.pk)
    assert fresh_state(lot) == remembered
    assert remembered.leading.price == START
    assert verify_stream(f"lot:{lot.pk}") == []


def test_the_row_says_what_the_events_add_up_to(lot, clock):
    lot.refresh_from_db()
    assert (lot.stage, lot.suspended, lot.wakes_at, lot.published_at) == ("listing", False, CLOSES, NOON)
    assert lot.events == len(happened(lot)) == 7
    clock.append(CLOSES + SECOND)
    pass_time(lot)
    lot.refresh_from_db()
    assert (lot.stage, lot.wakes_at, lot.ended_at) == ("ended", None, CLOSES + SECOND)
    assert happened(lot)[-2:] == ["listing_closed", "ended"]


def test_a_receipt_holds_against_the_entry_and_tells_no_number(lot):
    receipt = read_receipt(place_bid(lot.pk, 101, START, "a", BIDDER).receipt)
    last = list(entries(f"lot:{lot.pk}"))[-1]
    assert is_signed(receipt)
    assert (receipt.entry, receipt.payload, receipt.at) == (last.hash, last.payload, last.at)
    assert "sequence" not in BidRequest.objects.get().answer["receipt"]


def test_the_same_key_with_the_same_question_gets_the_same_answer_whatever_has_happened_since(lot, clock):
    first = place_bid(lot.pk, 101, START, "a", BIDDER)
    place_bid(lot.pk, 202, START + STEP, "a", BIDDER)
    clock.append(CLOSES + DAY)
    again = place_bid(lot.pk, 101, START, "a", BIDDER)
    assert again.repeated
    assert not first.repeated
    assert (again.at, again.receipt, again.highest) == (first.at, first.receipt, START)
    assert outcome_of(lot.pk, 101, "a") == again
    assert outcome_of(lot.pk, 202, "never") is None
    assert happened(lot).count("bid_placed") == 2


def test_the_same_key_with_another_question_is_refused_and_changes_nothing(lot):
    place_bid(lot.pk, 101, START, "a", BIDDER)
    before = happened(lot)
    with pytest.raises(Refusal, match="已用于另一项操作"):
        place_bid(lot.pk, 101, START + STEP, "a", BIDDER)
    with pytest.raises(Refusal, match="已用于另一项操作"):
        answer_question(lot.pk, 101, True, "a", BIDDER)
    assert happened(lot) == before


def test_a_refused_bid_is_on_record_with_its_reason_and_stays_refused_under_its_key(lot, clock):
    with pytest.raises(Refusal) as first:
        place_bid(lot.pk, 101, START - 1, "low", BIDDER)
    assert (first.value.code, first.value.article) == ("price_too_low", "第十九条")
    _, event = states.events_of(lot.pk)[-1]
    assert event == BidRefused(at=NOON, paddle=101, price=START - 1, key="low", reason="price_too_low")
    clock.append(CLOSES + DAY)
    for ask in (lambda: place_bid(lot.pk, 101, START - 1, "low", BIDDER), lambda: outcome_of(lot.pk, 101, "low")):
        with pytest.raises(Refusal) as again:
            ask()
        assert (again.value.code, str(again.value)) == (first.value.code, str(first.value))


def test_who_holds_no_paddle_leaves_no_trace(lot):
    before = happened(lot)
    with pytest.raises(Refusal, match="没有本宗地的竞买资格"):
        place_bid(lot.pk, 999, START, "a", BIDDER)
    assert happened(lot) == before
    assert not BidRequest.objects.exists()


@pytest.mark.parametrize("price", [0, -START, 10**15 + 1, 10**40, True, "10000000"])
def test_a_figure_that_nobody_may_name_is_refused_at_the_door(lot, price):
    before = happened(lot)
    with pytest.raises(Refusal, match="报价"):
        place_bid(lot.pk, 101, price, "a", BIDDER)
    with pytest.raises(Refusal, match="报价"):
        set_proxy(lot.pk, 101, price, "a", BIDDER)
    assert happened(lot) == before


@pytest.mark.parametrize("key", ["", "x" * 65, "钥", "a b", "a\n"])
def test_a_key_of_another_form_is_refused(lot, key):
    with pytest.raises(Refusal, match="请求编号"):
        place_bid(lot.pk, 101, START, key, BIDDER)


def test_no_bidder_fills_the_record_with_refused_bids(lot, clock):
    for number in range(REFUSALS_A_MINUTE + 5):
        clock.append(NOON + number * SECOND)
        with pytest.raises(Refusal):
            place_bid(lot.pk, 101, 1, f"{lot.pk}-{number}", BIDDER)
    assert happened(lot).count("bid_refused") == BidRequest.objects.count() == REFUSALS_A_MINUTE
    clock.append(NOON + 2 * MINUTE)
    with pytest.raises(Refusal):
        place_bid(lot.pk, 101, 1, "later", BIDDER)
    assert happened(lot).count("bid_refused") == REFUSALS_A_MINUTE + 1


def test_an_event_is_never_earlier_than_the_one_before_it(lot, clock):
    clock.append(NOON - MINUTE)
    assert place_bid(lot.pk, 101, START, "a", BIDDER).at == NOON


def test_a_bid_after_the_deadline_closes_the_listing_first_and_is_refused(lot, clock):
    place_bid(lot.pk, 101, START, "a", BIDDER)
    clock.append(CLOSES)
    with pytest.raises(Refusal, match="询问"):
        place_bid(lot.pk, 202, START + STEP, "b", BIDDER)
    assert "listing_closed" in happened(lot)
    assert states.state_of(lot.pk).leading.paddle == 101


def test_what_shares_a_commit_happens_at_one_moment_and_is_not_late_for_its_place_in_it(lot, monkeypatch):
    seconds = itertools.count(-1)
    monkeypatch.setattr(batches, "now", lambda: CLOSES + next(seconds) * SECOND)
    prices = [START + step * STEP for step in range(4)]
    bids = [deciding.decide_bid(101 + 101 * (n % 2), price, f"k{n}") for n, price in enumerate(prices)]
    results = batches.Batch([Request(lot.pk, BIDDER, bid) for bid in bids]).run()
    assert [result.at for result in results] == [CLOSES - SECOND] * 4
    late = Request(lot.pk, BIDDER, deciding.decide_bid(101, START + 4 * STEP, "late"))
    (refusal,) = batches.Batch([late]).run()
    assert isinstance(refusal, Refusal)


def test_a_ceiling_is_sealed_in_the_chain_and_stands_nowhere_in_clear(live):
    ceiling = START + 77 * STEP
    set_proxy(live.pk, 101, ceiling, "p", BIDDER)
    entry, event = states.events_of(live.pk)[-1]
    assert isinstance(event, ProxySet)
    assert event.ceiling == ceiling
    assert set(entry.facts) == {"paddle", "key", "answers", "fields"}
    row = BidRequest.objects.get(paddle=101, key="p")
    secret = LotSecret.objects.get(lot=live.pk, sequence=entry.sequence)
    everything = json.dumps([entry.payload, row.asked, row.answer, secret.sealed], ensure_ascii=False)
    assert str(ceiling) not in everything
    assert fresh_state(live).proxies[0].ceiling == ceiling
    assert set_proxy(live.pk, 101, ceiling, "p", BIDDER).repeated
    with pytest.raises(Refusal, match="已用于另一项操作"):
        set_proxy(live.pk, 101, ceiling + 1, "p", BIDDER)


def test_a_proxy_answers_in_the_transaction_of_the_bid_that_woke_it(live):
    set_proxy(live.pk, 101, START + 10 * STEP, "p", BIDDER)
    # 202 led at one step, so the proxy took the second at once; 202 names the fifth, the proxy the sixth.
    answer = place_bid(live.pk, 202, START + 5 * STEP, "c", BIDDER)
    assert (answer.price, answer.highest, answer.leading) == (START + 5 * STEP, START + 6 * STEP, False)
    revoke_proxy(live.pk, 101, "r", BIDDER)
    assert states.state_of(live.pk).proxies == ()
    assert fresh_state(live) == states.state_of(live.pk)


def test_what_fails_in_a_callback_leaves_nothing_behind(lot):
    before = happened(lot)

    def fail(written):
        raise RuntimeError("no room")

    with pytest.raises(RuntimeError), transaction.atomic():
        write(Request(lot.pk, BIDDER, deciding.decide_bid(101, START, "a"), store=fail))
    assert happened(lot) == before
    assert place_bid(lot.pk, 101, START, "a", BIDDER).leading


def test_a_callback_writes_in_the_same_transaction_and_sees_the_entries(lot):
    seen: list[Written] = []
    write(Request(lot.pk, BIDDER, deciding.decide_bid(101, START, "a"), store=seen.append))
    (written,) = seen
    assert isinstance(written.events[0], BidPlaced)
    assert written.entries[0].sequence == written.state.events == 8


def test_a_lot_that_does_not_exist_is_said_so():
    with pytest.raises(NotFound):
        write(Request(4711, SYSTEM, lambda state, at: ()))


def test_a_draft_has_no_chain_and_takes_no_bids(clock):
    lot = draft()
    with pytest.raises(Refusal):
        place_bid(lot.pk, 101, START, "a", BIDDER)
    assert happened(lot) == []
    assert Lot.objects.get().stage == "draft"


def test_a_second_announcement_is_refused_and_the_first_stands(lot):
    before = happened(lot)
    state = states.state_of(lot.pk)
    assert state.terms is not None
    assert state.rules is not None
    with pytest.raises(Refusal):
        do(lot, deciding.decide_announcement(state.terms, state.rules, "e" * 64))
    assert happened(lot) == before


def test_what_is_written_while_events_are_read_is_read_whole_or_not_at_all(live, monkeypatch):
    def overtaken(stream, after):
        monkeypatch.setattr(states, "entries", entries)
        set_proxy(live.pk, 101, START + 9 * STEP, "p", BIDDER)
        return entries(stream, after)

    monkeypatch.setattr(states, "entries", overtaken)
    last = states.events_of(live.pk)[-1][1]
    assert isinstance(last, ProxySet)
    assert last.ceiling == START + 9 * STEP
