"""Bidders of two lots, each request under a key of its own so that it may be sent again after a crash."""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from lingxing.cli.scheduling import ticking
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.bidding import BidAnswer, answer_question, place_bid, revoke_proxy, set_proxy
from lingxing.engines.auctions.tests.sales import BIDDER, DAY, MINUTE, RULES, START, STEP, announced, pass_time
from lingxing.kernel.moments import format_moment
from tests.endurance.stories import Teller

PADDLES = tuple(range(101, 113))


@dataclass(frozen=True)
class Question:
    """What a bidder asked: `act` is bid, proxy or revoke; `price` in fen, 0 where there is none."""

    lot: int
    paddle: int
    key: str
    act: str
    price: int = 0

    @property
    def id(self) -> str:
        """Return what makes the request the only one of its kind."""
        return f"{self.lot}/{self.paddle}/{self.key}"


def open_lots(now: Callable[[], Any], set_now: Callable[[Callable[[], Any]], None]) -> tuple[int, int]:
    """Return a lot that takes listing bids for days and one in its live auction, in an empty database.

    The second one's past is written with the clock put back; its countdown is longer than the whole test.
    """
    at = now()
    past = {"at": at - DAY}
    set_now(lambda: past["at"])
    live = announced(past["at"], at - DAY / 2, paddles=PADDLES, number="2026-0002")
    for number, paddle in enumerate(PADDLES):
        place_bid(live.pk, paddle, START + number * STEP, "first", BIDDER)
    past["at"] = at - DAY / 2
    for paddle in PADDLES:
        answer_question(live.pk, paddle, True, "takes-part", BIDDER)
    past["at"] = at - MINUTE
    pass_time(live)
    set_now(now)
    listing = announced(at, at + 10 * DAY, paddles=PADDLES, rules=RULES)
    return listing.pk, live.pk


def work(lots: Sequence[int], begun: Sequence[Question], seed: int, seconds: float, threads: int, pipe: int) -> None:
    """Ask again what nobody answered, then bid anew for so long, on several threads, the sales' clock beside them."""
    teller, again = Teller(pipe), deque(begun)
    teller.tell(ready=True)
    ends = time.monotonic() + seconds
    with ticking():
        crowd = [
            threading.Thread(target=_work, args=(lots, again, random.Random(f"{seed}/{number}"), ends, teller))
            for number in range(threads)
        ]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()


def _work(lots: Sequence[int], again: "deque[Question]", chance: random.Random, ends: float, teller: Teller) -> None:
    try:
        while again:
            _ask(again.popleft(), teller)
    except IndexError:
        pass  # another thread took the last one
    try:
        while time.monotonic() < ends:
            _ask(_next(chance.choice(lots), chance), teller)
    except Exception as fault:  # told, so that the test fails by it
        teller.tell(fault=repr(fault))
    finally:
        connection.close()


def _next(lot: int, chance: random.Random) -> Question:
    """Return a bid for the next step or near it, or in the live auction now and then a proxy or its revocation."""
    leads = state_of(lot).leading
    least = leads.price + STEP if leads else START
    paddle, key = chance.choice(PADDLES), f"{chance.getrandbits(64):x}"
    act = (
        "bid"
        if not Lot.objects.filter(pk=lot, stage="live").exists()
        else chance.choice(("bid",) * 6 + ("proxy", "revoke"))
    )
    price = least + chance.randint(-1, 3) * STEP + (7 * STEP if act == "proxy" else 0)
    return Question(lot, paddle, key, act, 0 if act == "revoke" else max(price, 1))


def _ask(question: Question, teller: Teller) -> None:
    """Send one request and tell before and after it."""
    teller.tell(ask=asdict(question))
    try:
        told = _as_json(_send(question))
    except Refusal as refusal:
        told = {"refused": refusal.code, "what": refusal.what}
    teller.tell(told=question.id, answer=told)


def _send(question: Question) -> BidAnswer:
    place = (question.lot, question.paddle)
    if question.act == "bid":
        return place_bid(*place, question.price, question.key, BIDDER)
    if question.act == "proxy":
        return set_proxy(*place, question.price, question.key, BIDDER)
    return revoke_proxy(*place, question.key, BIDDER)


def _as_json(answer: BidAnswer) -> dict[str, Any]:
    return {**asdict(answer), "at": format_moment(answer.at)}
