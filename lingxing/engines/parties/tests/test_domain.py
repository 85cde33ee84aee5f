"""The lock-out rule."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.parties.domain import Attempts, LockRule, after_attempt, minutes_locked

AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
RULE = LockRule(5, dt.timedelta(minutes=15))


def attempts(*minutes):
    state = Attempts()
    for minute in minutes:
        state = after_attempt(state, AT + dt.timedelta(minutes=minute), RULE)
    return state


def test_the_fifth_attempt_in_a_row_locks_those_after_it():
    assert minutes_locked(attempts(0, 1, 2, 3), AT + dt.timedelta(minutes=3)) == 0
    assert minutes_locked(attempts(0, 1, 2, 3, 4), AT + dt.timedelta(minutes=4)) == 15


def test_the_minutes_left_are_rounded_up_and_the_end_is_free():
    locked = attempts(0, 0, 0, 0, 0)
    assert minutes_locked(locked, AT + dt.timedelta(minutes=14, seconds=59)) == 1
    assert minutes_locked(locked, AT + dt.timedelta(minutes=14)) == 1
    assert minutes_locked(locked, AT + dt.timedelta(minutes=13, seconds=59)) == 2
    assert minutes_locked(locked, AT + dt.timedelta(minutes=15)) == 0


def test_attempts_older_than_the_lock_are_forgotten():
    assert attempts(0, 1, 2, 3, 18).count == 5
    assert attempts(0, 1, 2, 3, 18.1).count == 1


@given(st.lists(st.floats(0, 30), max_size=60))
def test_however_the_attempts_fall_no_more_than_five_are_free_in_fifteen_minutes(gaps):
    state, now, taken = Attempts(), AT, []
    for gap in gaps:
        now += dt.timedelta(minutes=gap)
        if not minutes_locked(state, now):
            state = after_attempt(state, now, RULE)
            taken.append(now)
    for begin in taken:
        assert sum(begin <= at < begin + RULE.lasting for at in taken) <= 2 * RULE.attempts - 1
