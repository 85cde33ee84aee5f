"""What a document sets for listing sales (网上挂牌出让): its figures by day, and the article of every act."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What a figure of a listing sale is counted in."""

    DAY = "day"
    WORKING_DAY = "working day"
    MINUTE = "minute"
    TIME = "time"

    @property
    def label(self) -> str:
        """Return the Chinese measure that stands after the number."""
        return {Measure.DAY: "日", Measure.WORKING_DAY: "个工作日", Measure.MINUTE: "分钟", Measure.TIME: "次"}[self]


FIGURES: Mapping[str, Measure] = {
    "announcement_days": Measure.DAY,
    "listing_days": Measure.DAY,
    "extension_days": Measure.DAY,
    "reserve_window": Measure.MINUTE,
    "question_time": Measure.MINUTE,
    "countdown": Measure.MINUTE,
    "prompts": Measure.TIME,
    "prompt_time": Measure.MINUTE,
    "resumption_days": Measure.DAY,
    "wrong_passwords": Measure.TIME,
    "letter_days": Measure.DAY,
    "confirmation_days": Measure.WORKING_DAY,
    "publication_days": Measure.WORKING_DAY,
    "release_days": Measure.WORKING_DAY,
}
"""The figures that every document on listing sales sets, and what each is counted in."""

ACTS: tuple[str, ...] = (
    "announced",
    "supplemented",
    "applied",
    "deposit_received",
    "guarantee_recorded",
    "qualified",
    "reserve_imported",
    "bid_placed",
    "bid_refused",
    "listing_closed",
    "participation_answered",
    "question_closed",
    "proxy_set",
    "proxy_revoked",
    "live_closed",
    "live_unanswered",
    "reserve_opened",
    "ended",
    "stop_proposed",
    "stop_decided",
    "suspended",
    "resumption_announced",
    "resumed",
    "outage_bridged",
    "terminated",
    "confirmed",
    "voided",
)
"""What happens in a listing sale. `live_unanswered` is a live auction in which nobody bids."""

GROUNDS: tuple[str, ...] = (
    "too_early",
    "too_late",
    "suspended",
    "unknown_paddle",
    "deposit_missing",
    "price_too_low",
    "no_listing_bid",
    "not_taking_part",
    "proxy_in_force",
    "ceiling_too_low",
    "reserve_missing",
    "not_approved",
)
"""Grounds of a refusal that have an article of their own; for all others stands the article of the act."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a document sets: with each first day the value that holds from then on, the days rising."""

    name: str
    label: str
    unit: Measure
    article: str
    versions: tuple[tuple[dt.date, int], ...]
    where: str

    def on(self, day: dt.date) -> int:
        """Return the value of the day; before the first day the first value."""
        return next((value for first, value in reversed(self.versions) if first <= day), self.versions[0][1])


@dataclass(frozen=True, slots=True)
class Listing:
    """What listing.yaml declares: all of FIGURES, the article of each of ACTS, and those of GROUNDS that have one."""

    figures: Mapping[str, Figure]
    acts: Mapping[str, str]
    grounds: Mapping[str, str]
    where: str

    def articles(self) -> Mapping[str, str]:
        """Return the articles by act and by ground of refusal; a ground goes before the act of the same name."""
        return {**self.acts, **self.grounds}
