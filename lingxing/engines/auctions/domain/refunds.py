"""Deposits that go back (art. 30): how much of a payment, and what interest on what is late. Fen and dates."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Interest: TypeAlias = Callable[[int, int], int | None]
"""From fen and days late to fen; None where the installation has not given the bank's rate."""


@dataclass(frozen=True, slots=True)
class Received:
    """A payment under an order number. `counted`: it made up the deposit, save `excess`; `qualified`: its payer could
    bid in the end; `by_hand`: a person has sent back already what gave no qualification."""

    amount: int
    excess: int
    counted: bool
    qualified: bool
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A part that was ordered back; `paid_on` once the bank has done it."""

    principal: int
    interest: int
    paid_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Owed:
    """What is still to be ordered back, and how many days late that is. `interest` is None where it is not known."""

    principal: int
    interest: int | None
    late_days: int


def to_return(received: Received, *, kept: bool) -> int:
    """Return how much of a payment goes back in all. `kept`: the deposit stays, as the winner's does."""
    beyond = received.excess if received.counted else received.amount
    deposit = received.amount - beyond
    if received.by_hand:
        beyond = 0
        deposit = deposit if received.qualified else 0
    return beyond + (0 if kept else deposit)


def days_late(due: dt.date | None, paid_on: dt.date) -> int:
    """Return the days from the one after `due` to that of payment; 0 in time, and where the rule sets no term."""
    return max((paid_on - due).days, 0) if due else 0


def still_owed(total: int, sent: Sequence[Sent], due: dt.date | None, on: dt.date, interest: Interest) -> Owed:
    """Return what is still to be ordered back if the bank pays on the day `on`.

    Interest on what was paid later than its order reckoned with is owed after it.
    """
    principal, late = total - sum(one.principal for one in sent), days_late(due, on)
    return Owed(principal, _sum([_interest(principal, late, interest), *_after(sent, due, interest)]), late)


def left_of(total: int, sent: Sequence[Sent], due: dt.date | None, interest: Interest) -> int | None:
    """Return what the bank has not paid yet, without the interest on that; None where interest is not known."""
    more = _sum(_after(sent, due, interest))
    return None if more is None else total - sum(one.principal for one in sent if one.paid_on) + more


def _after(sent: Sequence[Sent], due: dt.date | None, interest: Interest) -> Iterator[int | None]:
    """Yield the interest on what was paid, and, below 0, what was paid of it."""
    for one in sent:
        if one.paid_on:
            yield _interest(one.principal, days_late(due, one.paid_on), interest)
            yield -one.interest


def _interest(principal: int, late: int, interest: Interest) -> int | None:
    return interest(principal, late) if principal and late else 0


def _sum(parts: Iterable[int | None]) -> int | None:
    """Return the sum, at least 0; None where a part is not known."""
    known = list(parts)
    return None if None in known else max(sum(part for part in known if part), 0)
