"""Yearly budgets over all applicants, as a second pass over the results: what each is paid once the budget is shared.

The rules are those of `domain.ceilings.allot`; here they run over files, in constant memory, to the same fen.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from lingxing.kernel.errors import LingxingError
from lingxing.language.definitions import Ceiling

Amounts = Callable[[], Iterator[np.ndarray]]
"""Gives the amounts asked for, in fen, batch after batch in the order of the rows; may be asked again."""
_BUCKETS = 1 << 16
_WHOLE = 2**63 - 1


class Sharing(Protocol):
    """How a budget is shared. Batches come in the order of the rows."""

    def begin(self) -> None:
        """Go back to the first row."""

    def paid(self, amounts: np.ndarray) -> np.ndarray:
        """Return what is paid of the next amounts."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What became of a ceiling, in fen; `budget` is None where nobody supplied it, and everything is paid."""

    ceiling: Ceiling
    asked: int
    budget: int | None
    paid: int


class InFull:
    """Everything asked for is paid."""

    def begin(self) -> None:
        """Go back to the first row."""

    def paid(self, amounts: np.ndarray) -> np.ndarray:
        """Return the amounts."""
        return amounts


@dataclass(slots=True)
class FirstCome:
    """In full while the budget lasts; who crosses its end gets what is left."""

    budget: int
    left: int = 0

    def begin(self) -> None:
        """Go back to the first row."""
        self.left = self.budget

    def paid(self, amounts: np.ndarray) -> np.ndarray:
        """Return what is paid of the next amounts."""
        before = np.cumsum(amounts) - amounts
        found: np.ndarray = np.clip(self.left - before, 0, amounts)
        self.left -= int(found.sum())
        return found


@dataclass(slots=True)
class ProRata:
    """In proportion; fen left over by rounding down go to the largest remainders, equal ones in the order given."""

    budget: int
    asked: int
    threshold: int = 0
    """Remainders above it get a fen more."""
    ties: int = 0
    """So many rows whose remainder is the threshold get one too."""
    left: int = 0

    def begin(self) -> None:
        """Go back to the first row."""
        self.left = self.ties

    def parts(self, amounts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return quotient and remainder of amount × budget by what all ask for."""
        if int(amounts.max(initial=0)) * self.budget <= _WHOLE:
            whole, rest = np.divmod(amounts * np.int64(self.budget), np.int64(self.asked))
            return whole, rest
        wide = [divmod(amount * self.budget, self.asked) for amount in amounts.tolist()]
        return np.array([whole for whole, _ in wide], np.int64), np.array([rest for _, rest in wide], np.int64)

    def paid(self, amounts: np.ndarray) -> np.ndarray:
        """Return what is paid of the next amounts."""
        whole, rest = self.parts(amounts)
        equal = np.flatnonzero(rest == self.threshold)[: self.left] if self.threshold else np.empty(0, np.int64)
        self.left -= len(equal)
        whole += rest > self.threshold
        whole[equal] += 1
        return whole


def sharing(ceiling: Ceiling, budget: int | None, amounts: Amounts) -> tuple[Sharing, Shared]:
    """Return how the budget is shared among the amounts, and what comes of it."""
    asked = 0
    for batch in amounts():
        if int(batch.min(initial=0)) < 0:
            raise LingxingError(
                "有负数的申请额，年度总额无法分配", where=ceiling.label, remedy="请把退回的款项另行处理"
            )
        asked += int(batch.sum())
    if budget is None or asked <= budget:
        return InFull(), Shared(ceiling, asked, budget, asked)
    if ceiling.order == "first_come":
        return FirstCome(budget), Shared(ceiling, asked, budget, budget)
    return _pro_rata(ProRata(budget, asked), amounts), Shared(ceiling, asked, budget, budget)


def _pro_rata(shares: ProRata, amounts: Amounts) -> ProRata:
    """Return the shares with their threshold: the remainder down to which a fen is left over."""
    width = shares.asked // _BUCKETS + 1
    counts = np.zeros(_BUCKETS + 1, np.int64)
    given = 0
    for batch in amounts():
        whole, rest = shares.parts(batch)
        given += int(whole.sum())
        counts += np.bincount(rest // width, minlength=_BUCKETS + 1)
    left = shares.budget - given
    if not left:
        shares.threshold = shares.asked
        return shares
    above = np.cumsum(counts[::-1])[::-1]
    bucket = int(np.flatnonzero(above >= left)[-1])
    inside = [rest[rest // width == bucket] for rest in (shares.parts(batch)[1] for batch in amounts())]
    ordered = np.sort(np.concatenate(inside))[::-1]
    place = left - int(above[bucket] - counts[bucket]) - 1
    shares.threshold = int(ordered[place])
    shares.ties = place + 1 - int(np.count_nonzero(ordered > shares.threshold))
    return shares


@dataclass(slots=True)
class Budgets:
    """The ceilings of a document, each shared among what the ones before it leave."""

    ceilings: Sequence[Ceiling]
    budgets: Sequence[int | None]
    shared: list[Shared] = field(default_factory=list)
    _sharings: list[Sharing] = field(default_factory=list)

    def settle(self, asked: Callable[[], Iterator[dict[str, np.ndarray]]]) -> None:
        """Find out how each budget is shared; `asked` gives the measures' amounts in fen, batch after batch."""
        for place, ceiling in enumerate(self.ceilings):

            def amounts(place: int = place) -> Iterator[np.ndarray]:
                self.begin()
                for batch in asked():
                    yield _row_by_row(self.ceilings[place], self._after(batch, place))

            found, told = sharing(ceiling, self.budgets[place], amounts)
            self._sharings.append(found)
            self.shared.append(told)

    def begin(self) -> None:
        """Go back to the first row."""
        for one in self._sharings:
            one.begin()

    def paid(self, batch: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return what is paid of the next rows' measures."""
        return self._after(batch, len(self.ceilings))

    def _after(self, batch: dict[str, np.ndarray], count: int) -> dict[str, np.ndarray]:
        """Return what is left of the amounts after the first ceilings."""
        held = dict(batch)
        for ceiling, one in zip(self.ceilings[:count], self._sharings, strict=False):
            paid = one.paid(_row_by_row(ceiling, held))
            held |= dict(zip(ceiling.measures, paid.reshape(-1, len(ceiling.measures)).T, strict=True))
        return held


def _row_by_row(ceiling: Ceiling, batch: dict[str, np.ndarray]) -> np.ndarray:
    """Return the ceiling's measures row by row, in the order in which it names them."""
    return np.stack([batch[name] for name in ceiling.measures], axis=1).ravel()
