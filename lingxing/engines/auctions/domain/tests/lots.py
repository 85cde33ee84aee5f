"""An invented lot and its usual course, for tests."""

import datetime as dt

from lingxing.engines.auctions.domain import deciding
from lingxing.engines.auctions.domain.applying import apply_all
from lingxing.engines.auctions.domain.events import Event
from lingxing.engines.auctions.domain.reserves import reserve_commitment
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.domain.terms import Rules, Terms
from lingxing.kernel.dates import SHANGHAI

DIGEST = "d" * 64
SALT = "5a" * 32
ANNOUNCED = dt.datetime(2026, 11, 1, 9, tzinfo=SHANGHAI)
OPENS = dt.datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
CLOSES = dt.datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)
DAY, MINUTE, SECOND = dt.timedelta(days=1), dt.timedelta(minutes=1), dt.timedelta(seconds=1)
START, STEP, DEPOSIT = 100_000_00, 1_000_00, 20_000_00
"""Fen."""

RULES = Rules(
    announcement_days=20,
    listing_days=10,
    extension_days=20,
    reserve_window=30 * MINUTE,
    question_time=5 * MINUTE,
    countdown=5 * MINUTE,
    prompts=3,
    prompt_time=MINUTE,
    resumption_days=5,
    articles={"bid_placed": "第十九条", "suspended": "第三十八条", "wrong_stage": "第十八条"},
)


def terms(**changes) -> Terms:
    """Return the lot's terms, with changes."""
    usual = {
        "starting_price": START,
        "increment": STEP,
        "deposit": DEPOSIT,
        "has_reserve": False,
        "joint_bidding": True,
        "deposit_due_at": CLOSES - DAY,
        "opens_at": OPENS,
        "closes_at": CLOSES,
    }
    return Terms(**{**usual, **changes})


class Lot:
    """A lot that goes on as a test says; all its events are kept."""

    def __init__(self, at: dt.datetime = ANNOUNCED, **changes) -> None:
        self.state = LotState()
        self.happened: list[Event] = []
        self.do(at, deciding.decide_announcement(terms(**changes), RULES, DIGEST))

    @property
    def deadline(self) -> dt.datetime:
        """Return when the running stage ends."""
        assert self.state.deadline is not None
        return self.state.deadline

    def do(self, at: dt.datetime, decide: deciding.Decide) -> list[Event]:
        """Do what time has brought by then, then this. Refusal leaves the lot as time made it."""
        self.wait(at)
        return self.take(decide(self.state, at))

    def wait(self, at: dt.datetime) -> list[Event]:
        """Do what time has brought by then."""
        return self.take(deciding.decide_due(self.state, at))

    def take(self, events) -> list[Event]:
        """Do these."""
        self.state = apply_all(self.state, events)
        self.happened += events
        return list(events)

    def admit(self, *paddles: int, at: dt.datetime = OPENS - DAY) -> None:
        """Let bidders in under these paddles."""
        for paddle in paddles:
            application = f"{paddle:032x}"
            self.do(at, deciding.decide_application(application, f"D{paddle}", f"party-{paddle}", {}))
            self.do(at, deciding.decide_deposit(application, DEPOSIT, at, DIGEST))
            self.do(at, deciding.decide_qualification(application, paddle))

    def bid(self, at: dt.datetime, paddle: int, price: int) -> list[Event]:
        """Place a bid."""
        return self.do(at, deciding.decide_bid(paddle, price, f"k{len(self.happened)}"))

    def answer(self, at: dt.datetime, paddle: int, wants: bool) -> None:
        """Answer the question."""
        self.do(at, deciding.decide_answer(paddle, f"k{len(self.happened)}", wants=wants))

    def proxy(self, at: dt.datetime, paddle: int, ceiling: int) -> list[Event]:
        """Give a proxy."""
        return self.do(at, deciding.decide_proxy(paddle, ceiling, f"k{len(self.happened)}"))

    def seal(self, price: int) -> None:
        """Import a reserve ten minutes before the close."""
        self.do(self.deadline - 10 * MINUTE, deciding.decide_reserve(reserve_commitment(price, SALT), DIGEST))

    def live(self, *paddles: int) -> dt.datetime:
        """Go on to the live auction with the paddles, return when it began."""
        closed = self.deadline
        self.wait(closed)
        for paddle in paddles:
            self.answer(closed + MINUTE, paddle, True)
        self.wait(closed + 5 * MINUTE)
        return closed + 5 * MINUTE
