"""What time alone brings."""

import datetime as dt

from lingxing.engines.auctions.domain.applying import apply
from lingxing.engines.auctions.domain.events import (
    Cause,
    Ended,
    Event,
    ListingClosed,
    LiveClosed,
    QuestionClosed,
    Resumed,
    Suspended,
)
from lingxing.engines.auctions.domain.guards import lacks_reserve
from lingxing.engines.auctions.domain.ladder import answers, awaits_reserve, result, rules_of
from lingxing.engines.auctions.domain.state import LotState, Stage

NO_FILE = "0" * 64
"""The digest of an event that the clock brings: there is no paper behind it."""


def due(state: LotState, at: dt.datetime) -> tuple[Event, ...]:
    """Return what time has brought by `at`, in order; nothing where it isn't due, or the reserve is to be opened first.

    An event of a deadline bears the moment at which it is recorded, and the next stage begins then: nobody loses time
    to a late clock.
    """
    found: list[Event] = []
    while event := _next(state, at):
        state = apply(state, event)
        found.append(event)
    return tuple(found)


def wakes_at(state: LotState) -> dt.datetime | None:
    """Return when time alone next changes something; a past moment for what is due at once, None for nothing."""
    if state.suspension:
        return state.suspension.resumes_at
    return state.last_at if state.stage is Stage.CLOSED else state.deadline


def ending(state: LotState, at: dt.datetime) -> Ended:
    """Return the result of a closed lot."""
    outcome, winner = result(state)
    return Ended(
        at=at, outcome=outcome, paddle=winner.paddle if winner else None, price=winner.price if winner else None
    )


def prompts(state: LotState) -> tuple[dt.datetime, ...]:
    """Return when the end of the running countdown is announced, in order (art. 25); none outside the live auction."""
    if state.stage is not Stage.LIVE or state.deadline is None:
        return ()
    rules = rules_of(state)
    step = rules.prompt_time / rules.prompts
    return tuple(state.deadline - rules.prompt_time + step * number for number in range(rules.prompts))


def _next(state: LotState, at: dt.datetime) -> Event | None:
    if state.suspension:
        resumes_at = state.suspension.resumes_at
        return Resumed(at=at) if resumes_at is not None and at >= resumes_at else None
    if state.stage is Stage.CLOSED:
        return None if awaits_reserve(state) else ending(state, at)
    if state.deadline is None or at < state.deadline:
        return None
    return _at_deadline(state, at, state.deadline)


def _at_deadline(state: LotState, at: dt.datetime, deadline: dt.datetime) -> Event:
    if lacks_reserve(state, at):
        since = max(deadline, state.last_at or deadline)
        return Suspended(at=at, cause=Cause.OTHER, since=since, digest=NO_FILE)
    if state.stage is Stage.LISTING:
        return ListingClosed(at=at)
    if state.stage is Stage.QUESTION:
        wanted = any(bidder.wants_live for bidder in state.bidders.values())
        return QuestionClosed(at=at, answers=answers(state) if wanted else ())
    return LiveClosed(at=at)
