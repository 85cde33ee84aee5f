"""What happens to a lot, in order. Each event is one entry of the lot's chain in the ledger.

Fields named in an event's `SECRET` enter the ledger as commitments only, and are opened when the lot has ended.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, TypeAlias

from lingxing.engines.auctions.domain.terms import Rules, Terms


class Cause(StrEnum):
    """Why a sale is suspended or terminated (art. 37); the value is the item of the article."""

    INVESTIGATION = "1"
    GRANTOR = "2"
    REAPPROVAL = "3"
    FAILURE = "4"
    OTHER = "5"


class Outcome(StrEnum):
    """How a sale ended."""

    SOLD = "sold"
    NO_BID = "no_bid"
    BELOW_RESERVE = "below_reserve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event: when it happened, by the server's clock, never before the event that precedes it."""

    SECRET: ClassVar[tuple[str, ...]] = ()
    PUBLIC: ClassVar[bool] = False
    """Whether the hall shows it before the end."""

    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced(Happening):
    """The lot was announced (arts. 8, 9). `digest` is the SHA-256 of the announcement as published."""

    PUBLIC: ClassVar[bool] = True

    terms: Terms
    rules: Rules
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented(Happening):
    """A supplementary announcement was published (art. 10); `terms.closes_at` is already extended where it must be."""

    PUBLIC: ClassVar[bool] = True

    terms: Terms
    moves_price: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied(Happening):
    """Somebody applied (arts. 13 to 15). `application` is opaque, the order number and the details are secret."""

    SECRET: ClassVar[tuple[str, ...]] = ("order_number", "bidder", "details")

    application: str
    order_number: str
    bidder: str
    """The party's opaque id."""
    details: Mapping[str, object] = field(default_factory=dict)
    """Names and shares of joint parties, the company to be founded: canonical JSON values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReceived(Happening):
    """Money came in under an application's order number (art. 16). `paid_at` is the bank's time of receipt."""

    application: str
    amount: int
    paid_at: dt.datetime
    reference: str
    """The SHA-256 of the bank's own reference of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeRecorded(Happening):
    """A bank guarantee was recorded in place of the deposit (art. 17)."""

    application: str
    amount: int
    valid_until: dt.date
    reference: str
    """The SHA-256 of the guarantee's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualified(Happening):
    """An application may bid, under a random paddle number (art. 16)."""

    application: str
    paddle: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveImported(Happening):
    """The sealed reserve price was imported (art. 11). `commitment` binds it, `digest` is the file's SHA-256."""

    PUBLIC: ClassVar[bool] = True

    commitment: str
    digest: str


@dataclass(frozen=True, slots=True)
class Run:
    """Automatic bids in turn: `steps` bids, one increment apart, by `first`, `second`, `first`, and so on."""

    first: int
    second: int | None
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPlaced(Happening):
    """A bid was accepted (arts. 19, 20, 25). `answers` are the automatic bids that it woke, in the same instant."""

    PUBLIC: ClassVar[bool] = True

    paddle: int
    price: int
    key: str
    """The client's idempotency key."""
    answers: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BidRefused(Happening):
    """A qualified bidder's bid was refused for `reason`, a code of `refusals`; nothing changes."""

    paddle: int
    price: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingClosed(Happening):
    """The listing closed: the question is open, or the lot ends where nobody has bid (arts. 22, 24)."""

    PUBLIC: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationAnswered(Happening):
    """A bidder said whether to take part in the live auction (art. 24). The answer may be changed while it is open."""

    paddle: int
    wants: bool
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionClosed(Happening):
    """The question closed: the live auction begins, or nobody wanted it (arts. 22, 23). `answers`: see BidPlaced."""

    PUBLIC: ClassVar[bool] = True

    answers: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxySet(Happening):
    """A bidder gave a proxy with a ceiling (art. 26). `answers`: the automatic bids that it made at once."""

    SECRET: ClassVar[tuple[str, ...]] = ("ceiling",)

    paddle: int
    ceiling: int
    key: str
    answers: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyRevoked(Happening):
    """A bidder took the proxy back (art. 26)."""

    paddle: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveClosed(Happening):
    """The countdown of the live auction ran out (art. 25)."""

    PUBLIC: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveOpened(Happening):
    """The reserve price was opened (art. 25). `salt` and `price` fit the commitment at import."""

    PUBLIC: ClassVar[bool] = True

    price: int
    salt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Happening):
    """The lot ended (arts. 22, 25, 27). Paddle and price are those of the winner, None where it was not sold."""

    PUBLIC: ClassVar[bool] = True

    outcome: Outcome
    paddle: int | None
    price: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopProposed(Happening):
    """The agency asked the grantor to suspend or terminate the sale (art. 38). `digest`: of the reasons on file."""

    cause: Cause
    terminate: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopDecided(Happening):
    """The grantor decided on what the agency asked (art. 38)."""

    approved: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(Happening):
    """The sale was suspended (arts. 37, 38). The countdown stands still from `since` on, at most `at`."""

    PUBLIC: ClassVar[bool] = True

    cause: Cause
    since: dt.datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumptionAnnounced(Happening):
    """It was announced when the sale resumes (art. 39)."""

    PUBLIC: ClassVar[bool] = True

    resumes_at: dt.datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Happening):
    """The sale goes on with the time that was left (art. 39)."""

    PUBLIC: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageBridged(Happening):
    """The server was away from `since` on, for less than the stated grace: the running countdown stood still."""

    PUBLIC: ClassVar[bool] = True

    since: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminated(Happening):
    """The sale was terminated on the grantor's decision (arts. 37, 38)."""

    PUBLIC: ClassVar[bool] = True

    cause: Cause
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(Happening):
    """The winner's confirmation was completed with the originals checked (art. 28)."""

    PUBLIC: ClassVar[bool] = True

    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided(Happening):
    """The result was declared void (art. 43), or the winner refused to sign or gave the lot up (art. 44)."""

    PUBLIC: ClassVar[bool] = True

    article: str
    forfeits_deposit: bool
    digest: str


Event: TypeAlias = (
    Announced
    | Supplemented
    | Applied
    | DepositReceived
    | GuaranteeRecorded
    | Qualified
    | ReserveImported
    | BidPlaced
    | BidRefused
    | ListingClosed
    | ParticipationAnswered
    | QuestionClosed
    | ProxySet
    | ProxyRevoked
    | LiveClosed
    | ReserveOpened
    | Ended
    | StopProposed
    | StopDecided
    | Suspended
    | ResumptionAnnounced
    | Resumed
    | OutageBridged
    | Terminated
    | Confirmed
    | Voided
)
