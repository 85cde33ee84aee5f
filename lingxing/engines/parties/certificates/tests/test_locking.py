"""Five wrong passwords in a row on one day lock the rights to bid (art. 34)."""

import datetime as dt

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.ledger import queries as ledger
from lingxing.engines.parties.certificates import services_locking
from lingxing.engines.parties.certificates.domain import WrongRun, after_wrong, locks
from lingxing.engines.parties.certificates.models import BiddingLock
from lingxing.engines.parties.certificates.queries import lock_of, wrong_passwords_on
from lingxing.engines.parties.certificates.services_locking import (
    Confirmed,
    confirm_lock,
    count_wrong_password,
    unlock_bidding,
)
from lingxing.engines.parties.certificates.tests.worlds import applicant, bidder
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.services import prove_password, sign_in
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

MORNING = dt.datetime(2026, 6, 1, 9, tzinfo=SHANGHAI)
CONFIRMED = Confirmed("云梦泽数字认证中心", "核〔2026〕7号", dt.date(2026, 6, 2))


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=40))
def test_the_run_is_the_wrong_ones_since_the_last_right_one_or_midnight(attempts):
    day, run, history = dt.date(2026, 6, 1), WrongRun(), []
    for later, right in attempts:
        day += dt.timedelta(days=later)
        history.append((day, right))
        run = WrongRun() if right else after_wrong(run, day)
    # An oracle that looks at the whole history: from the end back, as long as wrong and of the last day.
    expected = 0
    for on, right in reversed(history):
        if right or on != history[-1][0]:
            break
        expected += 1
    assert run.count == expected
    assert locks(run) == (expected >= 5)


@pytest.fixture(autouse=True)
def _no_lock_of_minutes(monkeypatch):
    monkeypatch.setattr(settings, "LOCK_AFTER", 1000)


def wrong(times, at=MORNING, username="hu_guang"):
    for second in range(times):
        assert prove_password(username, "wrong", "192.0.2.1", at + dt.timedelta(seconds=second)) is None


@pytest.mark.django_db
def test_the_installed_rule_says_how_many(monkeypatch):
    assert wrong_passwords_on(MORNING.date()) == 5
    monkeypatch.setattr(services_locking, "wrong_passwords_on", lambda day: 2)
    made = bidder()
    wrong(2)
    assert lock_of(made.pk) is not None


@pytest.mark.django_db
def test_four_lock_nothing_and_the_fifth_locks_for_good():
    made = bidder()
    wrong(4)
    assert lock_of(made.pk) is None
    wrong(1, MORNING + dt.timedelta(hours=1))
    lock = lock_of(made.pk)
    assert lock.locked_at == MORNING + dt.timedelta(hours=1)
    entry = list(ledger.entries(f"account:{made.pk}"))[-1]
    assert (entry.act, entry.article) == ("lock_bidding", "第三十四条")
    # The right password still signs in, the next day too; the lock stays.
    later = MORNING + dt.timedelta(days=1)
    assert sign_in("hu_guang", PASSWORD, "192.0.2.1", later) == made
    assert lock_of(made.pk) == lock


@pytest.mark.django_db
def test_the_next_day_begins_afresh_at_midnight_in_shanghai():
    made = bidder()
    wrong(4, dt.datetime(2026, 6, 1, 15, 59, 50, tzinfo=dt.UTC))
    wrong(4, dt.datetime(2026, 6, 1, 16, 0, 0, tzinfo=dt.UTC))
    assert lock_of(made.pk) is None
    wrong(1, dt.datetime(2026, 6, 1, 16, 0, 30, tzinfo=dt.UTC))
    assert lock_of(made.pk) is not None


@pytest.mark.django_db
def test_a_right_password_in_between_ends_the_run():
    made = bidder()
    wrong(4)
    assert prove_password("hu_guang", PASSWORD, "192.0.2.1", MORNING) == made
    wrong(4)
    assert lock_of(made.pk) is None


@pytest.mark.django_db
def test_only_who_may_bid_is_locked():
    others = [applicant(), account("clerk_one", Role.CLERK)]
    wrong(6)
    wrong(6, username="clerk_one")
    assert [lock_of(one.pk) for one in others] == [None, None]


@pytest.mark.django_db
def test_the_number_is_the_callers():
    made = bidder()
    for _ in range(3):
        count_wrong_password(made, MORNING, 3)
    assert lock_of(made.pk) is not None


@pytest.mark.django_db
def test_unlocking_needs_the_services_confirmation_and_the_officers_act():
    made, officer = bidder(), account("land_one", Role.LAND_OFFICER)
    wrong(5)
    lock, at = lock_of(made.pk), MORNING + dt.timedelta(days=1)
    with pytest.raises(LingxingError, match="第三十四条"):
        unlock_bidding(lock.pk, officer, at)
    confirm_lock(lock.pk, CONFIRMED, officer, at)
    assert lock_of(made.pk) is not None, "a confirmation alone unlocks nothing"
    unlock_bidding(lock.pk, officer, at)
    assert lock_of(made.pk) is None
    kept = BiddingLock.objects.get()
    assert (kept.unlocked_by, kept.confirmation.reference) == (officer, "核〔2026〕7号")
    acts = [entry.act for entry in ledger.entries(f"account:{made.pk}")][-3:]
    assert acts == ["lock_bidding", "confirm_identity", "unlock_bidding"]
    # The run begins anew: four more wrong ones lock nothing.
    wrong(4, at)
    assert lock_of(made.pk) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("confirmed", "where"),
    [
        (Confirmed(" ", "核1号", dt.date(2026, 6, 1)), "核实机构"),
        (Confirmed("中心", "x" * 101, dt.date(2026, 6, 1)), "核实文号"),
        (Confirmed("中心", "核1号", dt.date(2026, 6, 3)), "核实日期"),
    ],
)
def test_a_confirmation_names_service_number_and_a_day_that_has_come(confirmed, where):
    made, officer = bidder(), account("land_one", Role.LAND_OFFICER)
    wrong(5)
    with pytest.raises(LingxingError) as raised:
        confirm_lock(lock_of(made.pk).pk, confirmed, officer, MORNING + dt.timedelta(days=1))
    assert raised.value.where == where
