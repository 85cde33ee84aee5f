"""The demo's town: whatever the day, its whole story can happen, once."""

import datetime as dt
from pathlib import Path

import pytest

from lingxing.cli.demo.accounts import ACCOUNTS, demo_accounts
from lingxing.cli.demo.filling import fill_town
from lingxing.cli.demo.script import quarter_start, read_town, working_day_before
from lingxing.engines.cases.models import Case, CaseEvent, ServiceBinding
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.queries import account_named
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.holidays import national_calendar
from lingxing.kernel.identity_numbers import check_credit_code, check_resident_number
from lingxing.language.packages import load_packages


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day", ["2026-11-30", "2027-01-03", "2026-03-14"], ids=["a Monday", "a Sunday", "an early day"]
)
def test_everything_told_of_the_town_can_happen_before_any_day(day, tmp_path, capsys):
    now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(0, 30), SHANGHAI)
    passwords = demo_accounts(tmp_path / "accounts.json")
    assert set(passwords) == {account.username for account in ACCOUNTS}
    told = fill_town(now)
    assert capsys.readouterr().err == ""
    count = Case.objects.count()
    assert told.startswith(f"办件：新办 {count} 件")
    assert count > 30
    assert not CaseEvent.objects.filter(at__gte=now).exclude(actor="system").exists()
    bindings = ServiceBinding.objects.count()

    assert demo_accounts(tmp_path / "accounts.json") == passwords
    assert fill_town(now + dt.timedelta(days=3)) == "办件：已有演示办件"
    assert (Case.objects.count(), ServiceBinding.objects.count()) == (count, bindings)


@pytest.mark.django_db
def test_every_role_of_every_package_can_be_played(tmp_path: Path):
    now = dt.datetime(2026, 11, 30, 9, tzinfo=SHANGHAI)
    demo_accounts(tmp_path / "accounts.json")
    fill_town(now)
    held = set()
    for demo in ACCOUNTS:
        account = account_named(demo.username)
        assert account is not None
        held |= {(card.organ_id, str(card.duty)) for card in memberships(account.pk, now.date())}
    for package in load_packages().packages.values():
        for role in package.procedure.roles.values() if package.procedure else ():
            for bound in ServiceBinding.objects.filter(package=package.policy.id, role=role.name):
                assert (bound.organ_id, str(role.duty)) in held, f"{package.policy.id} {role.name}"


def test_nobody_of_the_town_can_be_anybody():
    """Each number holds by its checksum, and 429099 is the code of no county."""
    for person in read_town().people.values():
        if person.is_firm:
            assert check_credit_code(person.number)[2:8] == "429099"
        else:
            number = check_resident_number(person.number, dt.date(2026, 11, 30))
            assert (number.division, str(number.birth)) == ("429099", str(person.birth))


def test_days_are_counted_back_over_weekends_and_holidays():
    calendar = national_calendar()
    # Before Monday 12 October 2026 lie Saturday 10 (worked for the holiday), Friday 9, Thursday 8 and 30 September.
    found = [working_day_before(calendar, dt.date(2026, 10, 12), count).isoformat() for count in (1, 2, 3, 4)]
    assert found == ["2026-10-10", "2026-10-09", "2026-10-08", "2026-09-30"]
    assert [quarter_start(dt.date(2026, 2, 9), back).isoformat() for back in (0, 1)] == ["2026-01-01", "2025-10-01"]
