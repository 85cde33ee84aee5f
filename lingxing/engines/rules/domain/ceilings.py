"""A yearly budget over many applicants: the second pass, once each amount is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lingxing.language.definitions import Ceiling, Program

_ORDERS = ("first_come", "pro_rata")


def allot(amounts: Sequence[int], budget: int, order: str) -> tuple[int, ...]:
    """Return what each applicant gets of a budget, in fen, in the order given; never more than the amount.

    `first_come`: in full while it lasts; the applicant who crosses the end gets what is left. `pro_rata`: in proportion
    to the amounts; fen left over by rounding down go to the largest remainders, equal ones in the order given. If the
    amounts fit, all are paid. ValueError for a negative amount or budget, or another order.
    """
    if order not in _ORDERS:
        raise ValueError(f"{order!r} is no order; known are {', '.join(_ORDERS)}")
    if budget < 0 or any(amount < 0 for amount in amounts):
        raise ValueError("a budget and its amounts can't be negative")
    asked = sum(amounts)
    if asked <= budget:
        return tuple(amounts)
    return _first_come(amounts, budget) if order == "first_come" else _pro_rata(amounts, budget, asked)


def _first_come(amounts: Sequence[int], budget: int) -> tuple[int, ...]:
    paid: list[int] = []
    left = budget
    for amount in amounts:
        paid.append(min(amount, left))
        left -= paid[-1]
    return tuple(paid)


def _pro_rata(amounts: Sequence[int], budget: int, asked: int) -> tuple[int, ...]:
    shares = [divmod(amount * budget, asked) for amount in amounts]
    left = budget - sum(whole for whole, _ in shares)
    largest = sorted(range(len(shares)), key=lambda place: (-shares[place][1], place))
    topped = set(largest[:left])
    return tuple(whole + (place in topped) for place, (whole, _) in enumerate(shares))


@dataclass(frozen=True, slots=True)
class Allotment:
    """What became of one ceiling: asked for, set (None where nobody supplied the budget), paid; all in fen."""

    ceiling: Ceiling
    asked: int
    budget: int | None
    paid: int


def within_ceilings(
    program: Program, applicants: Sequence[Mapping[str, int]]
) -> tuple[tuple[Mapping[str, int], ...], tuple[Allotment, ...]]:
    """Return each applicant's measures (fen) after the document's yearly budgets, and what became of each budget.

    Applicants come in the order of their applications. The ceilings apply in the order of the document; several
    measures under one ceiling are taken applicant by applicant, in the order in which the ceiling names them.
    """
    paid = [dict(applicant) for applicant in applicants]
    allotments = tuple(_within(program, ceiling, paid) for ceiling in program.policy.ceilings)
    return tuple(paid), allotments


def _within(program: Program, ceiling: Ceiling, paid: list[dict[str, int]]) -> Allotment:
    places = [(one, measure) for one in paid for measure in ceiling.measures if measure in one]
    amounts = [one[measure] for one, measure in places]
    budget = program.settings.get(ceiling.parameter)
    if budget is None:
        return Allotment(ceiling, sum(amounts), None, sum(amounts))
    if not isinstance(budget, int):
        raise TypeError(f"the budget {ceiling.parameter} is no amount in whole fen")
    allotted = allot(amounts, budget, ceiling.order)
    for (one, measure), amount in zip(places, allotted, strict=True):
        one[measure] = amount
    return Allotment(ceiling, sum(amounts), budget, sum(allotted))
