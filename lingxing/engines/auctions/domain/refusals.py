"""Why something is refused, each with a code that stands in the record and a text for people."""

from collections.abc import Mapping
from enum import StrEnum

from lingxing.kernel.errors import LingxingError


class Reason(StrEnum):
    """The codes."""

    WRONG_TERMS = "wrong_terms"
    WRONG_STAGE = "wrong_stage"
    OUT_OF_ORDER = "out_of_order"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    SUSPENDED = "suspended"
    NOT_SUSPENDED = "not_suspended"
    WRONG_VALUE = "wrong_value"
    REPEATED = "repeated"
    UNKNOWN_APPLICATION = "unknown_application"
    UNKNOWN_PADDLE = "unknown_paddle"
    DEPOSIT_MISSING = "deposit_missing"
    PRICE_TOO_LOW = "price_too_low"
    PRICE_TOO_HIGH = "price_too_high"
    NO_LISTING_BID = "no_listing_bid"
    NOT_TAKING_PART = "not_taking_part"
    PROXY_IN_FORCE = "proxy_in_force"
    NO_PROXY = "no_proxy"
    CEILING_TOO_LOW = "ceiling_too_low"
    RESERVE_MISSING = "reserve_missing"
    RESERVE_DIFFERS = "reserve_differs"
    NOT_APPROVED = "not_approved"
    DOES_NOT_FOLLOW = "does_not_follow"
    """Recorded as a consequence (automatic bids, a refusal, the result), but something else follows."""


class Refusal(LingxingError):
    """What can't happen. `reason` is its code, `article` the place in the rule, where that is known."""

    def __init__(self, reason: Reason, what: str, *, remedy: str = "", article: str = "") -> None:
        super().__init__(what, where=article, remedy=remedy)
        self.reason = reason
        self.article = article

    @property
    def code(self) -> str:
        """Return the code as it stands in the record."""
        return self.reason.value

    def citing(self, articles: Mapping[str, str], act: str) -> "Refusal":
        """Return the same refusal with the article that the policy gives for its code, else for the act."""
        article = self.article or articles.get(self.code) or articles.get(act, "")
        return Refusal(self.reason, self.what, remedy=self.remedy, article=article)
