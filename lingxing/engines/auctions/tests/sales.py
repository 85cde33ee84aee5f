"""An invented lot in the database and its usual course, for tests and benchmarks."""

import datetime as dt
from collections.abc import Sequence

from lingxing.engines.auctions.domain import deciding
from lingxing.engines.auctions.domain.reserves import reserve_commitment
from lingxing.engines.auctions.domain.terms import Rules, Terms
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.writing import Request, Written, write
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import SYSTEM, Actor

DIGEST, SALT = "d" * 64, "5a" * 32
DAY, MINUTE, SECOND = dt.timedelta(days=1), dt.timedelta(minutes=1), dt.timedelta(seconds=1)
START, STEP, DEPOSIT = 100_000_00, 1_000_00, 20_000_00
"""Fen."""
BIDDER = Actor("account:7", "bidder")

RULES = Rules(
    announcement_days=0,
    listing_days=0,
    extension_days=20,
    reserve_window=30 * MINUTE,
    question_time=5 * MINUTE,
    countdown=5 * MINUTE,
    prompts=3,
    prompt_time=MINUTE,
    resumption_days=5,
    articles={"bid_placed": "第十九条", "suspended": "第三十八条", "price_too_low": "第十九条"},
)
"""Those of the rule, but that a lot may be announced for the same day."""


def draft(number: str = "2026-0001", officer: Account | None = None) -> Lot:
    """Return a lot that nobody has announced."""
    grantor, _ = Organ.objects.get_or_create(city="云梦泽市", name="云梦泽市自然资源和规划局")
    agency, _ = Organ.objects.get_or_create(city="云梦泽市", name="云梦泽市公共资源交易中心")
    by = officer or Account.objects.first() or account("zhaopai", Role.LAND_OFFICER)
    at = dt.datetime(2026, 1, 5, 1, tzinfo=dt.UTC)
    return Lot.objects.create(
        number=number, package="invented", grantor=grantor, agency=agency, created_at=at, created_by=by
    )


def terms(opens_at: dt.datetime, closes_at: dt.datetime, *, has_reserve: bool = False) -> Terms:
    """Return terms of sale: start 100 000 yuan, step 1 000, deposit 20 000."""
    moments = {"deposit_due_at": closes_at, "opens_at": opens_at, "closes_at": closes_at}
    return Terms(START, STEP, DEPOSIT, has_reserve, joint_bidding=True, **moments)


def do(lot: Lot, decide: deciding.Decide) -> Written:
    """Have something happen to a lot."""
    return write(Request(lot.pk, SYSTEM, decide))


def announced(
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    *,
    paddles: Sequence[int] = (),
    number: str = "2026-0001",
    rules: Rules = RULES,
    has_reserve: bool = False,
) -> Lot:
    """Return a lot that is announced now, with bidders admitted under these paddles."""
    lot = draft(number)
    do(lot, deciding.decide_announcement(terms(opens_at, closes_at, has_reserve=has_reserve), rules, DIGEST))
    for paddle in paddles:
        admit(lot, paddle)
    return lot


def admit(lot: Lot, paddle: int) -> None:
    """Let a bidder in, whose money came in at the very moment of the announcement."""
    paid_at = state_of(lot.pk).last_at
    assert paid_at is not None
    application = f"{paddle:032x}"
    do(lot, deciding.decide_application(application, f"D{paddle}", f"party-{paddle}", {}))
    do(lot, deciding.decide_deposit(application, DEPOSIT, paid_at, DIGEST))
    do(lot, deciding.decide_qualification(application, paddle))


def seal_reserve(lot: Lot, price: int) -> None:
    """Bind a reserve price to the lot."""
    do(lot, deciding.decide_reserve(reserve_commitment(price, SALT), DIGEST))


def pass_time(lot: Lot) -> Written:
    """Let what time has brought happen."""
    return do(lot, lambda state, at: ())
