"""Random sales: bidders, proxies, deadlines, suspensions and outages in any order, held against a naive reading."""

import datetime as dt
import itertools
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from lingxing.engines.auctions.domain import codec, deciding, proxies
from lingxing.engines.auctions.domain.applying import apply, apply_all
from lingxing.engines.auctions.domain.events import BidPlaced, Cause, OutageBridged, ProxyRevoked, ProxySet, Suspended
from lingxing.engines.auctions.domain.ladder import awaits_reserve
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.replay import Replay
from lingxing.engines.auctions.domain.reserves import reserve_commitment
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.engines.auctions.domain.tests.lots import CLOSES, DAY, DIGEST, OPENS, SALT, SECOND, START, STEP, Lot
from lingxing.engines.auctions.domain.tests.naive import Naive
from lingxing.engines.auctions.domain.timing import wakes_at
from lingxing.kernel.canonical import canonical_json
from tests.sizes import sized

PADDLES = (101, 102, 103, 104)
MICRO = dt.timedelta(microseconds=1)
ZERO = dt.timedelta()
WAITS = st.sampled_from([ZERO, ZERO, MICRO, SECOND, 30 * SECOND, 299 * SECOND, 300 * SECOND])
WHO = st.sampled_from((*PADDLES, 105))
FEN = st.sampled_from([0, 0, -1, 1])
BID = st.tuples(st.just("bid"), WHO, st.integers(-1, 4), FEN)
PROXY = st.tuples(st.just("proxy"), WHO, st.integers(-1, 9), FEN)
ANSWER = st.tuples(st.just("answer"), WHO, st.booleans())
STANDSTILL = st.one_of(
    st.tuples(st.just("suspend"), st.sampled_from([0, 0, 7])),
    st.tuples(st.just("bridge"), st.integers(1, 8)),
    st.tuples(st.just("resume")),
)
OTHER = st.one_of(
    st.tuples(st.just("revoke"), WHO),
    st.tuples(st.just("seal")),
    st.tuples(st.just("deadline"), st.sampled_from([-MICRO, ZERO, SECOND])),
    ANSWER,
    STANDSTILL,
)


def phase(*usual, least, most):
    """Return acts of one part of a sale: four in five of them belong to it, the others may come at any moment."""
    acts = st.sampled_from([*usual * 2, OTHER]).flatmap(lambda chosen: chosen)
    return st.lists(st.tuples(WAITS, acts), min_size=least, max_size=most)


def course(parts):
    """Return the acts of a sale that is led from part to part, so that most reach the live auction."""
    listing, question, live = parts
    resume, on = (ZERO, ("resume",)), (ZERO, ("deadline", ZERO))
    return [*listing, resume, (ZERO, ("seal",)), on, resume, (ZERO, ("yes",)), *question, resume, on, *live, resume]


PARTS = st.tuples(
    phase(BID, BID, least=3, most=6), phase(PROXY, PROXY, least=0, most=6), phase(BID, PROXY, least=4, most=20)
)
RESERVES = st.one_of(st.none(), st.integers(START - STEP, START + 12 * STEP))
SALES = st.tuples(RESERVES, PARTS.map(course))
EXAMPLES = sized(120, 5000)


class Sale:
    """The engine and the naive reading side by side; every act must be taken or refused by both."""

    def __init__(self, reserve):
        self.lot = Lot(has_reserve=reserve is not None)
        self.lot.admit(*PADDLES)
        self.naive = Naive(START, STEP, OPENS, CLOSES, reserve, PADDLES)
        self.reserve, self.now = reserve, CLOSES - 1500 * SECOND

    def play(self, acts):
        for wait, (name, *given_) in acts:
            self.now += wait
            self.pass_time()
            getattr(self, f"_{name}")(*given_)
            self.check()
        return self.lot

    def pass_time(self):
        self.lot.wait(self.now)
        self.naive.pass_time(self.now)
        if self.lot.state.stage is Stage.CLOSED:
            assert awaits_reserve(self.lot.state)
            self.lot.take(deciding.decide_result(self.reserve, SALT)(self.lot.state, self.now))
            self.naive.stage = "ended"

    def check(self):
        state, naive = self.lot.state, self.naive
        assert state.stage.value == naive.stage
        assert state.deadline == naive.deadline
        assert (state.suspension is not None) == naive.suspended
        assert [(proxy.paddle, proxy.ceiling) for proxy in state.proxies] == (
            naive.proxies if naive.stage in ("question", "live") else []
        )
        assert ladder(self.lot.happened) == naive.ladder

    def same(self, taken, decide, at=None):
        try:
            self.lot.take(decide(self.lot.state, at or self.now))
            done = True
        except Refusal:
            done = False
        assert done == taken

    def key(self):
        return f"k{len(self.lot.happened)}"

    def _price(self, steps, off):
        return max(self.naive.least() + steps * STEP + off, 1)

    def _bid(self, paddle, steps, off):
        price = self._price(steps, off)
        before, key = self.lot.state, self.key()
        taken = self.naive.bid(self.now, paddle, price)
        self.same(taken, deciding.decide_bid(paddle, price, key))
        if not taken and paddle in PADDLES:
            self.lot.take(deciding.decide_bid_on_record(paddle, price, key)(self.lot.state, self.now))
            assert self.lot.state.leading == before.leading

    def _answer(self, paddle, wants):
        self.same(self.naive.answer(self.now, paddle, wants), deciding.decide_answer(paddle, self.key(), wants=wants))

    def _yes(self):
        for paddle in PADDLES:
            self._answer(paddle, True)

    def _proxy(self, paddle, steps, off):
        ceiling = self._price(steps, off)
        self.same(self.naive.proxy(self.now, paddle, ceiling), deciding.decide_proxy(paddle, ceiling, self.key()))

    def _revoke(self, paddle):
        self.same(self.naive.revoke(self.now, paddle), deciding.decide_revocation(paddle, self.key()))

    def _seal(self):
        commitment = reserve_commitment(self.reserve or 1, SALT)
        self.same(self.naive.seal(self.now), deciding.decide_reserve(commitment, DIGEST))

    def _suspend(self, seconds):
        since, self.now = self.now, self.now + seconds * SECOND
        event = Suspended(at=self.now, since=since, cause=Cause.FAILURE, digest=DIGEST)
        self.same(self.naive.suspend(since), lambda state, at: [apply(state, event) and event])

    def _bridge(self, seconds):
        since, self.now = self.now, self.now + seconds * SECOND
        event = OutageBridged(at=self.now, since=since)
        self.same(self.naive.bridge(since, self.now), lambda state, at: [apply(state, event) and event])

    def _resume(self):
        back = self.now + 5 * DAY
        if self.naive.announce_resumption(back):
            self.lot.take(deciding.decide_resumption(back, DIGEST)(self.lot.state, self.now))
            self.now = back + MICRO
            self.pass_time()

    def _deadline(self, off):
        """Go to just before, to, or just behind the moment that the clock waits for."""
        wakes = wakes_at(self.lot.state)
        if wakes is not None and wakes + off > self.now:
            self.now = wakes + off
            self.pass_time()


def ladder(events):
    """Return paddle and price of every accepted bid, the automatic ones one by one."""
    found = []
    for event in events:
        if isinstance(event, BidPlaced):
            found.append((event.paddle, event.price))
        runs = getattr(event, "answers", ())
        if runs:
            found += proxies.expand(found[-1][1], STEP, runs)
    return found


@settings(max_examples=EXAMPLES, deadline=None)
@given(SALES)
def test_every_sale_runs_as_the_naive_reading_says(sale):
    reserve, acts = sale
    played = Sale(reserve)
    lot = played.play(acts)
    prices = [price for _, price in ladder(lot.happened)]
    assert all(later - earlier >= STEP for earlier, later in itertools.pairwise(prices))
    assert len(set(prices)) == len(prices) == lot.state.bids
    assert all(paddle in PADDLES for paddle, _ in ladder(lot.happened))
    if lot.state.stage is Stage.ENDED:
        winner = lot.state.winner
        told = (winner.paddle, winner.price) if winner else lot.state.outcome.value
        assert told == played.naive.result()


@settings(max_examples=EXAMPLES, deadline=None)
@given(SALES)
def test_no_automatic_bid_goes_above_its_ceiling(sale):
    reserve, acts = sale
    lot = Sale(reserve).play(acts)
    highest, ceilings = 0, {}
    for event in lot.happened:
        if isinstance(event, ProxySet):
            ceilings[event.paddle] = event.ceiling
        if isinstance(event, BidPlaced):
            highest = event.price
        for paddle, price in list(proxies.expand(highest, STEP, getattr(event, "answers", ()))):
            assert price <= ceilings[paddle]
            highest = price
        if isinstance(event, ProxyRevoked):
            del ceilings[event.paddle]


@settings(max_examples=EXAMPLES, deadline=None)
@given(SALES)
def test_the_record_read_back_gives_the_same_events_and_the_same_state(sale):
    reserve, acts = sale
    lot = Sale(reserve).play(acts)
    replay, again = Replay(), []
    for sequence, event in enumerate(lot.happened, 1):
        facts, secrets = codec.payload(event), codec.secrets(event)
        if secrets:
            facts["fields"] = dict.fromkeys(secrets, "c")
        facts, secrets = json.loads(canonical_json(facts)), json.loads(canonical_json(secrets))
        again.append(codec.decode(codec.kind(event), facts, secrets, event.at))
        replay.take(sequence, codec.kind(event), facts, secrets, event.at)
    assert again == lot.happened
    assert replay.fault == ""
    assert apply_all(LotState(), again) == replay.state == lot.state
