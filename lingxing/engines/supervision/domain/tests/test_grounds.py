"""What the system may propose of a matter on a day."""

import datetime as dt
from dataclasses import replace

from lingxing.engines.supervision.domain.grounds import Facts, grounds_of

DUE, ON = dt.date(2026, 3, 31), dt.date(2026, 5, 11)
LATE = Facts(
    state="behind",
    major=False,
    due_on=DUE,
    correct_by=None,
    urged_on=None,
    inspected=False,
    listed_on=None,
    summoned_on=None,
    referred_on=None,
)


def grounds(facts: Facts, on: dt.date = ON) -> list[str]:
    return list(grounds_of(facts, on))


def test_a_matter_is_late_from_the_day_after_its_last():
    assert grounds(LATE, DUE) == []
    assert grounds(LATE, DUE + dt.timedelta(days=1)) == ["late"]
    assert grounds(replace(LATE, state="reviewing")) == []


def test_a_notice_is_unmet_when_its_own_day_is_over():
    urged = replace(LATE, urged_on=dt.date(2026, 4, 7), correct_by=dt.date(2026, 5, 10))
    assert grounds(urged, dt.date(2026, 5, 10)) == ["late"]
    assert grounds(urged) == ["late", "notice_unmet"]
    assert grounds(replace(urged, major=True)) == ["behind_after_urging", "late", "notice_unmet"]


def test_what_was_referred_is_proposed_again_only_for_a_day_set_after_that():
    """荆政发〔2017〕13号, art. 11: lateness and a notice that is not met are causes of their own."""
    referred = replace(LATE, urged_on=dt.date(2026, 4, 7), referred_on=dt.date(2026, 4, 15))
    assert grounds(replace(referred, correct_by=dt.date(2026, 4, 14))) == []
    assert grounds(replace(referred, correct_by=ON)) == []
    assert grounds(replace(referred, correct_by=dt.date(2026, 5, 10))) == ["notice_unmet"]
    listed = replace(referred, urged_on=None, listed_on=dt.date(2026, 4, 20), summoned_on=dt.date(2026, 4, 22))
    assert grounds(replace(listed, correct_by=dt.date(2026, 5, 10))) == ["listed_unmet"]
