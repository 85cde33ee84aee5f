"""How units are assessed over a year: shares with weights, deductions, ranks, ties; all marks exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lingxing.kernel.exact import Exact


class ShareOf(StrEnum):
    """What a measure is the share of, of the matters of a unit in a year."""

    DONE = "done"
    IN_TIME = "in_time"
    ANSWERED = "answered"
    TARGETS_MET = "targets_met"

    @property
    def label(self) -> str:
        """Return in Chinese what is divided by what."""
        return _SHARES[self.value]


class Counted(StrEnum):
    """What marks are taken off for, once for each matter or, where said, for each time."""

    LATE = "late"
    OVERDUE = "overdue"
    URGED = "urged"
    RETURNED = "returned"
    LISTED = "listed"
    REFERRED = "referred"
    TARGETS_MISSED = "targets_missed"

    @property
    def label(self) -> str:
        """Return in Chinese what is counted."""
        return _COUNTED[self.value]


_SHARES = {
    "done": "应在年内办结的事项中已经办结的",
    "in_time": "应在年内办结的事项中按期办结的",
    "answered": "应在年内办结的事项中没有被退回重报的",
    "targets_met": "年内有目标的指标中已经达到的",
}
_COUNTED = {
    "late": "逾期才办结的事项",
    "overdue": "年末逾期仍未办结的事项",
    "urged": "被下发督查通知的事项",
    "returned": "报告被退回（次）",
    "listed": "被挂牌督办的事项",
    "referred": "被提请问责的事项",
    "targets_missed": "没有达到的年度指标",
}


class Ties(StrEnum):
    """How units with equal marks are placed."""

    SHARED = "shared"
    """1, 2, 2, 4."""
    DENSE = "dense"
    """1, 2, 2, 3."""

    @property
    def label(self) -> str:
        """Return the rule in Chinese."""
        return {"shared": "同分并列，其后名次顺延", "dense": "同分并列，其后名次不空"}[self.value]


class Empty(StrEnum):
    """What becomes of a measure's weight where a unit has nothing to be measured by."""

    SPREAD = "spread"
    FULL = "full"

    @property
    def label(self) -> str:
        """Return the rule in Chinese."""
        return {"spread": "没有可考事项的指标不计，满分按其余指标折算", "full": "没有可考事项的指标得满分"}[self.value]


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of a unit's matters that earns its part of `weight` marks."""

    name: str
    label: str
    share: ShareOf
    weight: Exact
    article: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """Marks taken off: `each` for every one counted, at most `most` in all where that is set."""

    name: str
    label: str
    counts: Counted
    each: Exact
    most: Exact | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """A grade from so many marks on."""

    label: str
    at_least: Exact


@dataclass(frozen=True, slots=True)
class Assessment:
    """A definition: the weights add up to `full`; marks are shown with `decimals`, compared exactly.

    A unit with fewer matters than `fewest` is not placed. `breaks` are measures (more is better) and deductions (less
    is better) that part units of equal marks before they share a place.
    """

    name: str
    label: str
    full: Exact
    measures: Mapping[str, Measure]
    deductions: Mapping[str, Deduction]
    ranks: tuple[Rank, ...]
    """From the best down; the last begins at 0."""
    ties: Ties = Ties.SHARED
    empty: Empty = Empty.SPREAD
    breaks: tuple[str, ...] = ()
    fewest: int = 1
    decimals: int = 2
    article: str = ""
    where: str = ""
