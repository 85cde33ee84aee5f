"""What money under an order number does for an application (art. 16)."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from lingxing.engines.auctions.domain.applying import apply_all
from lingxing.engines.auctions.domain.deciding import Decide
from lingxing.engines.auctions.domain.events import DepositReceived, Event, GuaranteeRecorded, Qualified
from lingxing.engines.auctions.domain.state import Admission, LotState, Stage

FEW = range(100, 1000)
MANY = range(1000, 10_000)
Draw = Callable[[int], int]
"""Gives a random whole number below its argument (secrets.randbelow)."""


@dataclass(frozen=True, slots=True)
class Money:
    """Money that came in for an application, or a bank guarantee where `valid_until` is set. `reference`: SHA-256."""

    application: str
    amount: int
    reference: str
    paid_at: dt.datetime | None = None
    valid_until: dt.date | None = None


def free_paddle(taken: Collection[int], draw: Draw) -> int:
    """Return a random paddle that nobody holds: of three digits, of four once three quarters of those are taken."""
    used = set(taken)
    numbers = FEW if len(used & set(FEW)) < len(FEW) * 3 // 4 else MANY
    free = [number for number in numbers if number not in used]
    return free[draw(len(free))]


def decide_money(money: Money, draw: Draw) -> Decide:
    """Record money or a guarantee; where that completes the deposit in time, the application gets its paddle.

    Reading: 足额 — several payments under one order number add up; what came late adds nothing.
    """

    def decide(state: LotState, at: dt.datetime) -> Sequence[Event]:
        event = _received(money, at)
        after = apply_all(state, (event,))
        if not _completes(after, after.admissions[money.application], at):
            return (event,)
        paddle = free_paddle(after.bidders, draw)
        return (event, Qualified(at=at, application=money.application, paddle=paddle))

    return decide


def _received(money: Money, at: dt.datetime) -> Event:
    same = {"application": money.application, "amount": money.amount, "reference": money.reference}
    if money.valid_until is not None:
        return GuaranteeRecorded(at=at, valid_until=money.valid_until, **same)  # type: ignore[arg-type]
    # What stands in a statement has arrived by the time it is read, whatever the bank's clock says.
    paid_at = min(money.paid_at, at) if money.paid_at else at
    return DepositReceived(at=at, paid_at=paid_at, **same)  # type: ignore[arg-type]


def _completes(state: LotState, admission: Admission, at: dt.datetime) -> bool:
    going = state.stage is Stage.LISTING and (state.deadline is None or at < state.deadline)
    deposit = state.terms.deposit if state.terms else 0
    return going and admission.paddle is None and max(admission.paid, admission.guaranteed) >= deposit > 0


def excess_of(before: Admission, after: Admission, deposit: int) -> int:
    """Return how much of the money that lies between two states is beyond the deposit, in fen."""
    return max(after.paid - max(before.paid, deposit), 0)
