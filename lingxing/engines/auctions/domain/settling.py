"""What follows the hammer, as the cases are told it (arts. 28 to 30): values of fields, as texts."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lingxing.engines.auctions.domain.events import Outcome
from lingxing.engines.auctions.domain.showing import clock
from lingxing.engines.auctions.domain.state import LotState
from lingxing.kernel.dates import SHANGHAI

LONGEST = 500
"""Characters of a field in which names stand together."""
TERMINATED = "terminated"
_NONE = "无"
_OF_ANNOUNCEMENT = {"location": "location", "area": "area", "use": "use", "term": "term_years"}


@dataclass(frozen=True, slots=True)
class Party:
    """One of those who have won, and its share as papers print it; `natural` where it is a person."""

    name: str
    share: str
    natural: bool


@dataclass(frozen=True, slots=True)
class Won:
    """Who has won, the company to be founded (empty: none), what was paid and what a bank guarantees, in fen."""

    parties: Sequence[Party]
    company: str
    paid: int
    guaranteed: int


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale that is over: what was announced last (name of the line → value), who sold, and when it ended."""

    lot: str
    lines: Mapping[str, str]
    seller: str
    ended_at: dt.datetime

    @property
    def ended_on(self) -> dt.date:
        """Return the day in Shanghai from which the terms run."""
        return self.ended_at.astimezone(SHANGHAI).date()

    def described(self) -> dict[str, object]:
        """Return the lot as both services' fields describe it."""
        texts = {name: " ".join(self.lines.get(line, "").split()) for name, line in _OF_ANNOUNCEMENT.items()}
        texts["area"] = f"{texts['area']}平方米"
        return {"lot": self.lot, **texts, "ended_on": self.ended_on.isoformat()}


def parties_of(details: Mapping[str, Any], *, natural: bool) -> list[Party]:
    """Return who applied, with shares; one alone has the whole. `natural`: whether that one is a person."""
    joint = [Party(one["name"], one["share"], one["kind"] != "credit_code") for one in details["parties"]]
    return joint or [Party(details["applicant"], "100%", natural)]


def confirmation_values(sale: Sale, state: LotState, won: Won) -> dict[str, object]:
    """Return what the winner's case is opened with; ValueError for a lot that nobody has won."""
    if state.winner is None:
        raise ValueError("nobody has won")
    return {
        **sale.described(),
        "seller": sale.seller,
        "hammer_at": clock(sale.ended_at),
        "paddle": state.winner.paddle,
        "price": yuan(state.winner.price),
        "winner": names_of(won.parties, lambda name: name),
        "natural_person": len(won.parties) == 1 and won.parties[0].natural,
        "joint": len(won.parties) > 1,
        "parties": [{"party_name": party.name, "share": party.share} for party in won.parties],
        "company": won.company or _NONE,
        "deposit": yuan(won.paid),
        "guarantee": yuan(won.guaranteed),
    }


def conclusion_values(
    sale: Sale, state: LotState, parties: Sequence[Party], left: int, mask: Callable[[str], str]
) -> dict[str, object]:
    """Return what the case of the result is opened with. `left`: what has to go back, in fen.

    Reading: the article wants the result published and does not say how; firms are named in full, natural persons with
    a part of the name hidden by `mask`.
    """
    described = sale.described()
    del described["term"]
    values: dict[str, object] = {**described, "result": result_of(state), "left": yuan(left)}
    if state.outcome is Outcome.SOLD and state.winner is not None:
        values |= {"price": yuan(state.winner.price), "winner": names_of(parties, mask)}
    return values


def result_of(state: LotState) -> str:
    """Return how the sale ended: sold, no_bid, below_reserve or terminated."""
    return state.outcome.value if state.outcome else TERMINATED


def names_of(parties: Sequence[Party], mask: Callable[[str], str]) -> str:
    """Return the names of all, persons' through `mask`; too many to stand in a field are counted behind the first."""
    names = [mask(party.name) if party.natural else party.name for party in parties]
    told = "、".join(names)
    return told if len(told) <= LONGEST else f"{names[0]}等{len(names)}方"


def yuan(fen: int) -> str:
    """Return an amount as fields of money are filled in: 24000000.00."""
    return f"{fen // 100}.{fen % 100:02}"
