"""What a lot's events add up to."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lingxing.engines.auctions.domain.events import Cause, Outcome
from lingxing.engines.auctions.domain.terms import Rules, Terms


class Stage(StrEnum):
    """Where a lot stands. Announced and listing are one stage of the events: the opening needs no event."""

    DRAFT = "draft"
    LISTING = "listing"
    """Announced; bids are taken from `terms.opens_at` until `deadline`."""
    QUESTION = "question"
    LIVE = "live"
    CLOSED = "closed"
    """No more bids; the reserve is still to be opened and the result to be stated."""
    ENDED = "ended"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True)
class Admission:
    """How far an application has come."""

    paid: int = 0
    """Money that arrived in time, in fen."""
    late: int = 0
    """Money that arrived too late: it gives no qualification and goes back."""
    guaranteed: int = 0
    paddle: int | None = None


@dataclass(frozen=True, slots=True)
class Bidder:
    """What a paddle has done."""

    bids: int = 0
    wants_live: bool | None = None


@dataclass(frozen=True, slots=True)
class Leading:
    """The highest bid. `automatic` where a proxy made it."""

    paddle: int
    price: int
    at: dt.datetime
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy in force. The earlier ones stand before the later in `LotState.proxies`."""

    paddle: int
    ceiling: int


@dataclass(frozen=True, slots=True)
class Suspension:
    """Why the sale stands still, the time that was left, and when it goes on once that is announced."""

    cause: Cause
    since: dt.datetime
    left: dt.timedelta
    resumes_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the agency asked of the grantor, and what that decided."""

    cause: Cause
    terminate: bool
    approved: bool | None = None


@dataclass(frozen=True, slots=True)
class LotState:
    """A lot at the moment of its last event."""

    stage: Stage = Stage.DRAFT
    last_at: dt.datetime | None = None
    events: int = 0
    terms: Terms | None = None
    rules: Rules | None = None
    deadline: dt.datetime | None = None
    """When the listing, the question or the live auction ends; None before, after, and while suspended."""
    closes_not_before: dt.datetime | None = None
    """The listing lasts until then at least, since a change that moves the price was published (art. 10)."""
    admissions: Mapping[str, Admission] = field(default_factory=dict)
    bidders: Mapping[int, Bidder] = field(default_factory=dict)
    """By paddle; of the qualified only."""
    leading: Leading | None = None
    bids: int = 0
    """Accepted bids, the automatic ones included."""
    live_bids: int = 0
    proxies: tuple[Proxy, ...] = ()
    reserve_commitment: str = ""
    reserve: int | None = None
    """The opened reserve price."""
    suspension: Suspension | None = None
    proposal: Proposal | None = None
    outcome: Outcome | None = None
    winner: Leading | None = None
    confirmed: bool = False
    voided: bool = False
    forfeited: bool = False
