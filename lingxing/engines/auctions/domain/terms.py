"""What is sold on which terms, and the rules that bind the sale."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lingxing.language.listings import Listing

MAXIMUM_PRICE = 10**15
"""The highest price that anybody may name, in fen: ten trillion yuan, far below what JSON holds exactly."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of sale of one lot that decide who may bid what until when. Money in fen, moments aware."""

    starting_price: int
    increment: int
    deposit: int
    has_reserve: bool
    joint_bidding: bool
    deposit_due_at: dt.datetime
    """Money that arrives later gives no qualification; applications are taken until then."""
    opens_at: dt.datetime
    closes_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of the policy that govern a sale, as its package states them on the day of the announcement."""

    announcement_days: int
    """Days from the announcement to the opening of the listing, at the least."""
    listing_days: int
    """Days that a listing lasts, at the least."""
    extension_days: int
    """Days that a change moving the price must be public before the listing closes."""
    reserve_window: dt.timedelta
    """The last part of the listing, in which alone the sealed reserve is imported."""
    question_time: dt.timedelta
    """How long bidders may say whether they want the live auction."""
    countdown: dt.timedelta
    """How long after each bid the live auction goes on."""
    prompts: int
    """How often the end of a countdown is announced."""
    prompt_time: dt.timedelta
    """The last part of a countdown, in which the prompts fall, evenly."""
    resumption_days: int
    """Days that a resumption is announced ahead, at the least."""
    articles: Mapping[str, str] = field(default_factory=dict)
    """Where the policy orders an act or forbids it: by kind of event or code of refusal."""


def rules_on(listing: Listing, day: dt.date) -> Rules:
    """Return the rules as a policy's package states them on the day."""
    figures = {name: figure.on(day) for name, figure in listing.figures.items()}
    minute = dt.timedelta(minutes=1)
    return Rules(
        announcement_days=figures["announcement_days"],
        listing_days=figures["listing_days"],
        extension_days=figures["extension_days"],
        reserve_window=figures["reserve_window"] * minute,
        question_time=figures["question_time"] * minute,
        countdown=figures["countdown"] * minute,
        prompts=figures["prompts"],
        prompt_time=figures["prompt_time"] * minute,
        resumption_days=figures["resumption_days"],
        articles=listing.articles(),
    )
