"""What an outage does: found by the missing beats, before anything that time would have brought."""

import datetime as dt

import pytest

from lingxing.engines.auctions.domain.events import Cause, OutageBridged, Suspended
from lingxing.engines.auctions.domain.outages import outage
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.engines.auctions.models import Heartbeat
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services import batches, pulse, ticking
from lingxing.engines.auctions.services.bidding import answer_question, place_bid
from lingxing.engines.auctions.services.ticking import keep_alive
from lingxing.engines.auctions.tests.sales import (
    BIDDER,
    DAY,
    MINUTE,
    RULES,
    SECOND,
    START,
    STEP,
    announced,
    pass_time,
)

NOON = dt.datetime(2026, 12, 1, 4, tzinfo=dt.UTC)
CLOSES = NOON + 10 * DAY
NO_GRACE, GRACE = dt.timedelta(), 60 * SECOND
database = pytest.mark.django_db


def running(stage, deadline, last_at=NOON):
    return LotState(stage=stage, deadline=deadline, last_at=last_at, rules=RULES)


@pytest.mark.parametrize(
    ("gap", "grace", "expected"),
    [
        (5 * SECOND, NO_GRACE, ()),
        (5 * SECOND + dt.timedelta(microseconds=1), NO_GRACE, (Suspended,)),
        (60 * SECOND, GRACE, (OutageBridged,)),
        (60 * SECOND + dt.timedelta(microseconds=1), GRACE, (Suspended,)),
    ],
)
def test_five_seconds_are_no_outage_and_the_grace_is_kept_to_the_microsecond(gap, grace, expected):
    found = outage(running(Stage.LIVE, NOON + 5 * MINUTE), NOON, NOON + gap, grace)
    assert tuple(type(event) for event in found) == expected
    assert all((event.since, event.at) == (NOON, NOON + gap) for event in found)


@pytest.mark.parametrize(
    ("closes_in", "concerned"),
    [
        (MINUTE, True),  # closes in the outage
        (10 * MINUTE + 30 * MINUTE - SECOND, True),  # the outage reaches one second into the last half hour
        (10 * MINUTE + 30 * MINUTE, False),  # it ends where the last half hour begins
        (5 * DAY, False),
    ],
)
def test_a_listing_is_concerned_by_its_last_half_hour_alone(closes_in, concerned):
    found = outage(running(Stage.LISTING, NOON + closes_in), NOON, NOON + 10 * MINUTE, NO_GRACE)
    assert bool(found) == concerned


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CLOSED, Stage.ENDED, Stage.TERMINATED])
def test_what_is_not_running_is_not_concerned(stage):
    assert outage(LotState(stage=stage, last_at=NOON), NOON, NOON + DAY, NO_GRACE) == ()


def test_what_ended_before_the_outage_ends_by_itself():
    assert outage(running(Stage.LIVE, NOON + SECOND), NOON + SECOND, NOON + DAY, NO_GRACE) == ()


def test_an_event_of_the_lot_is_a_sign_of_life_too():
    state = running(Stage.LIVE, NOON + 5 * MINUTE, last_at=NOON + MINUTE)
    assert outage(state, NOON, NOON + MINUTE + 5 * SECOND, NO_GRACE) == ()
    (suspended,) = outage(state, NOON, NOON + 2 * MINUTE, NO_GRACE)
    assert suspended.since == NOON + MINUTE


@pytest.fixture
def clock(monkeypatch):
    times = [NOON]
    for module in (batches, ticking):
        monkeypatch.setattr(module, "now", lambda: times[-1])
    pulse.forget()
    yield times
    pulse.forget()


@pytest.fixture
def live(clock, db):
    """Give a live auction with a beat at its very start."""
    lot = announced(NOON, CLOSES, paddles=(101, 202))
    place_bid(lot.pk, 101, START, "a", BIDDER)
    clock.append(CLOSES)
    answer_question(lot.pk, 101, True, "q", BIDDER)
    clock.append(CLOSES + 5 * MINUTE)
    pass_time(lot)
    keep_alive()
    return lot


def test_the_first_beat_is_no_outage_and_beats_never_go_back(clock, db):
    keep_alive()
    clock.append(NOON - MINUTE)
    keep_alive()
    assert Heartbeat.objects.get().at == NOON


def test_beats_on_time_leave_a_running_auction_alone(live, clock):
    begun = clock[-1]
    for second in range(1, 30, 5):
        clock.append(begun + second * SECOND)
        keep_alive()
    assert state_of(live.pk).suspension is None


def test_an_auction_does_not_end_by_itself_after_an_outage(live, clock):
    begun = clock[-1]
    clock.append(begun + 2 * MINUTE)
    keep_alive()
    clock.append(begun + 2 * MINUTE + DAY)
    keep_alive()
    state = state_of(live.pk)
    assert state.stage is Stage.LIVE
    # The last sign of life was the beat two minutes before: five minutes of the countdown were left, all of them.
    assert (state.suspension.cause, state.suspension.since, state.suspension.left) == (Cause.FAILURE, begun, 5 * MINUTE)
    live.refresh_from_db()
    assert (live.suspended, live.wakes_at) == (True, None)
    assert Heartbeat.objects.get().at == clock[-1]


def test_whoever_comes_before_the_clock_meets_the_outage_and_not_its_end(live, clock):
    clock.append(clock[-1] + DAY)
    with pytest.raises(Refusal, match="中止"):
        place_bid(live.pk, 101, START + 5 * STEP, "late", BIDDER)
    state = state_of(live.pk)
    assert state.stage is Stage.LIVE
    assert state.suspension.left == 5 * MINUTE


def test_within_the_grace_the_deadline_moves_by_the_outage(live, clock, settings):
    settings.AUCTION_GRACE_SECONDS = 60
    begun = clock[-1]
    clock.append(begun + 40 * SECOND)
    keep_alive()
    assert state_of(live.pk).deadline == begun + 5 * MINUTE + 40 * SECOND
    clock.append(begun + 41 * SECOND)
    assert place_bid(live.pk, 101, START + 5 * STEP, "b", BIDDER).leading


def test_an_outage_answered_for_is_not_answered_for_twice(live, clock, settings):
    settings.AUCTION_GRACE_SECONDS = 60
    begun = clock[-1]
    clock.append(begun + 40 * SECOND)
    with pytest.raises(Refusal):
        place_bid(live.pk, 101, 1, "wake", BIDDER)
    keep_alive()
    assert state_of(live.pk).deadline == begun + 5 * MINUTE + 40 * SECOND


@database
def test_without_any_beat_there_is_no_outage(clock):
    lot = announced(NOON, CLOSES, paddles=(101,))
    clock.append(NOON + 5 * DAY)
    assert place_bid(lot.pk, 101, START, "a", BIDDER).leading
    assert not Heartbeat.objects.exists()
