"""The daily backup: when it is due, what is kept, and what it holds of the sales."""

import datetime as dt

import pytest

from lingxing.cli.backup import daily
from lingxing.cli.backup.archive import open_backup
from lingxing.cli.backup.daily import DailyBackup
from lingxing.kernel.dates import SHANGHAI
from tests.installation import lingxing, start

TWO = dt.datetime(2026, 1, 5, 2, tzinfo=SHANGHAI)
DAY = dt.timedelta(days=1)
SALE = """
import sys
import django; django.setup()
from django.utils import timezone
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.services.bidding import place_bid
from lingxing.engines.auctions.tests.sales import BIDDER, DAY, START, STEP, announced
if sys.argv[1] == "open":
    now = timezone.now()
    lot = announced(now, now + 10 * DAY, paddles=(101, 202))
    place_bid(lot.pk, 101, START, "before", BIDDER)
else:
    answer = place_bid(Lot.objects.get().pk, 202, START + int(sys.argv[2]) * STEP, sys.argv[1], BIDDER)
    print(answer.highest, answer.repeated)
"""
STATE = """
import django; django.setup()
from django.apps import apps
from django.db import connection
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.states import state_of
state = state_of(Lot.objects.get().pk)
tables = sorted(model._meta.db_table for model in apps.get_app_config("auctions").get_models())
counts = {}
with connection.cursor() as cursor:
    for table in tables:
        cursor.execute(f"SELECT count(*) FROM {table}")
        counts[table] = cursor.fetchone()[0]
print(state.leading.paddle, state.leading.price, state.events, counts)
"""


@pytest.fixture
def made(monkeypatch):
    """Give the files that were made, each an empty one."""
    files = []

    def make(file):
        files.append(file.name)
        file.touch()

    monkeypatch.setattr(daily, "make_backup", make)
    return files


def test_it_is_made_once_a_day_from_two_in_the_morning_on(tmp_path, made):
    backup = DailyBackup(tmp_path / "backups", 7)
    for at in (TWO - dt.timedelta(seconds=1), TWO, TWO + dt.timedelta(hours=9), TWO + DAY, TWO + 1.5 * DAY):
        backup.run(at)
    assert made == ["lingxing-2026-01-05.zip", "lingxing-2026-01-06.zip"]
    assert DailyBackup(tmp_path / "backups", 7).run(TWO + DAY) is None


def test_the_newest_are_kept_and_nobody_elses_files_touched(tmp_path, made):
    (tmp_path / "lingxing-2025-01-01.zip.mine").touch()
    backup = DailyBackup(tmp_path, 2)
    for day in range(4):
        backup.run(TWO + day * DAY)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["lingxing-2025-01-01.zip.mine", "lingxing-2026-01-07.zip", "lingxing-2026-01-08.zip"]


def test_a_failure_is_logged_and_tried_again_after_an_hour(tmp_path, monkeypatch, caplog):
    tried = []

    def fail(file):
        tried.append(file)
        raise OSError("disk full")

    monkeypatch.setattr(daily, "make_backup", fail)
    backup = DailyBackup(tmp_path, 7)
    for minutes in (0, 1, 59, 60, 61):
        assert backup.run(TWO + dt.timedelta(minutes=minutes)) is None
    assert len(tried) == 2
    assert "the daily backup failed" in caplog.text


def test_zero_makes_none(tmp_path, made):
    assert DailyBackup(tmp_path, 0).run(TWO) is None
    assert made == []


def ran(installation, text, *arguments):
    output, errors = (process := start(installation, "-c", text, *arguments)).communicate(timeout=120)
    assert process.returncode == 0, errors
    return output.strip()


@pytest.mark.database
def test_a_lot_comes_back_as_it_stood_with_its_secrets_and_goes_on(migrated, tmp_path):
    file = tmp_path / "one.zip"
    ran(migrated, SALE, "open")
    before = ran(migrated, STATE)
    assert lingxing(migrated, "backup", str(file)).returncode == 0
    assert ran(migrated, SALE, "after", "1") == "10100000 False"
    assert ran(migrated, STATE) != before
    restored = lingxing(migrated, "restore", "--force", str(file))
    assert restored.returncode == 0, restored.stderr
    assert ran(migrated, STATE) == before
    # What came after the backup is gone, its key free again; the bid from before is still known under its own.
    assert ran(migrated, SALE, "after", "2") == "10200000 False"
    assert ran(migrated, SALE, "after", "2") == "10200000 True"
    assert "台账完好" in lingxing(migrated, "ledger", "check").stdout
    with open_backup(file) as reader:
        names = {member.name for member in reader.manifest.members}
    tables = {name.removeprefix("tables/") for name in names if name.startswith("tables/auctions_")}
    assert "database.sqlite3" in names or {"auctions_lot", "auctions_lotsecret", "auctions_bidrequest"} <= tables
