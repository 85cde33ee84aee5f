"""What an outage of the server does to a lot: the sale stands still, nothing ends by itself (arts. 37 no. 4, 38)."""

import datetime as dt
import hashlib

from lingxing.engines.auctions.domain.events import Cause, Event, OutageBridged, Suspended
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.kernel.canonical import canonical_json

LIMIT = dt.timedelta(seconds=5)
"""How long no process may have beaten before the server counts as having been away; it beats every second."""


def outage(state: LotState, beat: dt.datetime, at: dt.datetime, grace: dt.timedelta) -> tuple[Event, ...]:
    """Return what follows for a lot where nobody was there from `beat` until `at`; nothing where it is not concerned.

    An event of the lot itself is a beat too. Where the outage was longer than `grace` the sale is suspended for
    cause 4 from the last beat on, else the deadline moves by the outage.

    Reading: a running question or live auction is always concerned, since each second of it is a bidder's. A listing
    lasts ten days and more: it is concerned where the outage falls, be it in part, into its closing time or the last
    half hour before it (the window of the sealed reserve), which those who wait for the end count on.
    """
    since = max(beat, state.last_at or beat)
    if at - since <= LIMIT or not _is_concerned(state, since, at):
        return ()
    if at - since <= grace:
        return (OutageBridged(at=at, since=since),)
    return (Suspended(at=at, cause=Cause.FAILURE, since=since, digest=_digest(since, at)),)


def _is_concerned(state: LotState, since: dt.datetime, at: dt.datetime) -> bool:
    if state.suspension is not None or state.deadline is None or state.deadline <= since:
        return False
    if state.stage is Stage.LISTING and state.rules is not None:
        return at > state.deadline - state.rules.reserve_window
    return state.stage in (Stage.QUESTION, Stage.LIVE)


def _digest(since: dt.datetime, at: dt.datetime) -> str:
    """Return the SHA-256 of the reason on file: from when until when nobody was there."""
    reason = {"outage": [since.astimezone(dt.UTC).isoformat(), at.astimezone(dt.UTC).isoformat()]}
    return hashlib.sha256(canonical_json(reason).encode()).hexdigest()
