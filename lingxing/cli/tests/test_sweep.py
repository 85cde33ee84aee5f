"""`lingxing sweep`, and the sweeping beside the server."""

import signal
import threading

import pytest
from click.testing import CliRunner

from lingxing.cli import scheduling
from lingxing.cli.scheduling import sweep_until, sweeping
from lingxing.cli.sweep import sweep_command
from lingxing.engines.cases.services.sweeping import SweepReport
from tests.installation import lingxing, start

JUMP = """
import django; django.setup()
import datetime as dt
from django.utils import timezone
from lingxing.engines.cases.models import Heartbeat
Heartbeat.objects.update_or_create(name="sweep", defaults={"at": timezone.now() + dt.timedelta(days=2)})
"""


def output_of(process):
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output.strip()


@pytest.mark.database
def test_one_round_says_what_it_did(migrated):
    quiet = {**migrated, "LINGXING_BACKUPS_KEPT": "0"}
    first = lingxing(quiet, "sweep")
    assert (first.returncode, first.stdout) == (0, "没有到期的时限；已做台账检查点\n"), first.stderr
    again = lingxing(quiet, "sweep", "--once")
    assert (again.returncode, again.stdout) == (0, "没有到期的时限\n")


@pytest.mark.database
def test_a_clock_that_jumped_stops_it_until_it_is_resumed(migrated):
    output_of(start(migrated, "-c", JUMP))
    held = lingxing(migrated, "sweep")
    assert held.returncode == 1
    assert "系统时间倒退了" in held.stderr
    assert "--resume" in held.stderr
    resumed = lingxing(migrated, "sweep", "--resume")
    assert (resumed.returncode, "已恢复" in resumed.stdout) == (0, True)
    assert lingxing(migrated, "sweep").returncode == 0
    assert "没有暂停" in lingxing(migrated, "sweep", "--resume").stdout


@pytest.mark.database
def test_it_goes_on_until_it_is_told_to_stop(migrated):
    process = start(migrated, "-u", "-m", "lingxing", "sweep", "--every", "1")
    assert process.stdout.readline().startswith("没有到期的时限")
    assert process.stdout.readline().startswith("没有到期的时限")
    process.send_signal(signal.SIGTERM)
    output_of(process)


def test_two_ways_at_once_are_refused():
    assert CliRunner().invoke(sweep_command, ["--once", "--every", "5"]).exit_code == 2


def test_a_failed_round_is_followed_by_another(monkeypatch):
    rounds, stopped = [], threading.Event()

    def sweep(at, before):
        rounds.append(before)
        if len(rounds) == 1:
            raise OSError("the database restarts")
        if len(rounds) == 3:
            stopped.set()
        return SweepReport()

    monkeypatch.setattr(scheduling, "sweep", sweep)
    monkeypatch.setattr(scheduling, "connection", type("Closed", (), {"close": staticmethod(lambda: None)}))
    monkeypatch.setattr(scheduling, "close_old_connections", lambda: None)
    sweep_until(stopped, 0, lambda report: None)
    # The first two know no tick before; from the first round that went well on each is held against the last.
    assert [before is None for before in rounds] == [True, True, False]


def test_more_work_is_done_at_once(monkeypatch):
    stopped = threading.Event()
    reports = [SweepReport(more=True), SweepReport(more=True), SweepReport()]

    def sweep(at, before):
        if len(reports) == 1:
            stopped.set()
        return reports.pop(0)

    monkeypatch.setattr(scheduling, "sweep", sweep)
    monkeypatch.setattr(scheduling, "connection", type("Closed", (), {"close": staticmethod(lambda: None)}))
    monkeypatch.setattr(scheduling, "close_old_connections", lambda: None)
    sweep_until(stopped, 3600, lambda report: None)
    assert reports == []


def test_it_can_be_left_to_a_timer(monkeypatch):
    begun = []
    monkeypatch.setattr(scheduling, "sweep_until", lambda *given: begun.append(given))
    with sweeping(on=False):
        pass
    assert begun == []
    with sweeping(on=True, seconds=7):
        pass
    assert begun[0][1] == 7
