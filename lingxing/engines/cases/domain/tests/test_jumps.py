"""A machine's clock that jumps is told from one that goes on."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.jumps import Tick, jump_between

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)


def after(**wall):
    return NOON + dt.timedelta(**wall)


@pytest.mark.parametrize(
    ("wall", "seconds", "told"),
    [
        ({"seconds": 20}, 20, ""),
        ({"minutes": 5, "seconds": 20}, 20, ""),
        ({"minutes": 5, "seconds": 21}, 20, "向前跳了5分钟"),
        ({"hours": 3, "seconds": 20}, 20, "向前跳了3小时"),
        ({"days": 400}, 20, "向前跳了399天"),
        ({"hours": 9}, 9 * 3600, ""),
        ({"seconds": -100}, 20, ""),
        ({"seconds": -101}, 20, "倒退了2分钟"),
        ({"days": -3}, 20, "倒退了3天"),
    ],
)
def test_the_wall_against_the_time_that_passed(wall, seconds, told):
    assert told in jump_between(Tick(NOON, 1000), Tick(after(**wall), 1000 + seconds), None)
    assert bool(told) == bool(jump_between(Tick(NOON, 1000), Tick(after(**wall), 1000 + seconds), None))


@pytest.mark.parametrize(("behind", "jumped"), [(120, False), (121, True)])
def test_a_fresh_process_sees_a_clock_behind_what_was_written(behind, jumped):
    assert bool(jump_between(None, Tick(NOON, 5), after(seconds=behind))) is jumped


def test_a_fresh_process_takes_a_standstill_for_one():
    assert jump_between(None, Tick(NOON, 5), after(days=-30)) == ""
