"""A matter's row moves with the acts of its case, whoever does them and wherever, or neither of them does."""

import datetime as dt

import pytest
from pytest_django.fixtures import Settings

from lingxing.engines.cases.models import Case, CaseClock, CaseEvent
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.calendar import change_calendar
from lingxing.engines.cases.services.commands import Command
from lingxing.engines.cases.services.correcting import correct
from lingxing.engines.cases.services.followers import Changed
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.cases.tests.story import do, signed_in, told
from lingxing.engines.ledger.models import LedgerEntry
from lingxing.engines.supervision.domain.boards import Standing
from lingxing.engines.supervision.models import Item, UnitRole
from lingxing.engines.supervision.services.assigning import acting_in
from lingxing.engines.supervision.services.following import catch_up
from lingxing.engines.supervision.tests.plan_town import PlanTown, assigned, at, done, open_plan_town, staff
from lingxing.kernel.actors import OPERATOR

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CALL = {"called_on": "2026-04-10", "called_person": "甲", "call_note": "请抓紧"}


@pytest.fixture
def town() -> PlanTown:
    return open_plan_town()


@pytest.fixture
def item(town: PlanTown) -> Item:
    """Return a matter of the finance bureau, due on 18 May 2026 and helped in by nobody."""
    return assigned(town, 11, undated=True)[0]


def standing(item: Item) -> tuple[str, int, int]:
    """Return the state, calls and revision of the row; state and revision must be those of the case."""
    item.refresh_from_db()
    case = Case.objects.get(pk=item.case_id)
    assert (item.state, item.revision, item.closed) == (case.state, case.revision, case.closed)
    return item.state, item.calls, item.revision


def failing(changed: list[Changed]) -> None:
    """Follow nothing, and fail."""
    raise ArithmeticError(changed)


def referred(town: PlanTown, item: Item) -> Case:
    """Return the referral of a matter; opening it makes the matter itself go on."""
    who, package = acting_in(town.officer, item.case_id, "office", at("2026-05-20"))
    given = {"item": str(item.case_id), "cause": "late", "facts_text": "逾期未报。", "correct_by": "2026-06-01"}
    return start_case(package, "referral", Command("refer", given), who, at("2026-05-20")).case


def test_an_act_on_the_cases_page_stands_on_the_board_at_once(
    town: PlanTown, item: Item, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2026-04-10"))
    _, calls, revision = standing(item)
    answer = do(town.officer, item.case, "call", **CALL)
    assert answer.status_code == 302, told(answer)
    assert standing(item) == ("handling", calls + 1, revision + 1)
    assert catch_up(at("2026-04-10")) == 0


def test_an_act_by_the_interface_stands_on_the_board_at_once(
    town: PlanTown, item: Item, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2026-05-18"))
    assert item.lead is not None
    unit = signed_in(staff("finance_one", item.lead))
    sent = {"act": "report", "values": {"report_text": "资金已安排。"}}
    answer = unit.post(f"/api/cases/{item.case_id}/acts", sent, content_type="application/json")
    assert answer.status_code == 200, told(answer)
    assert standing(item)[0] == "reviewing"
    assert (item.reported_on, item.settled) == (dt.date(2026, 5, 18), Standing.REPORTED.value)


def test_what_a_clock_does_stands_on_the_board_with_it(item: Item):
    assert sweep(at("2026-05-18")).fired.expired == 0
    assert standing(item)[0] == "handling"
    assert sweep(at("2026-05-19")).fired.expired == 1
    assert standing(item)[0] == "behind"


def test_an_act_that_is_taken_back_leaves_the_board_with_it(town: PlanTown, item: Item):
    done(town.officer, item.case_id, "office", "call", "2026-04-10", **CALL)
    assert standing(item)[1] == 1
    who, _ = acting_in(town.officer, item.case_id, "office", at("2026-04-10"))
    last = CaseEvent.objects.filter(case=item.case_id).order_by("-sequence")[0]
    correct(item.case_id, last.sequence, "点错了", who, at("2026-04-10", 11))
    assert standing(item)[1] == 0


def test_what_an_act_does_in_a_linked_case_is_followed_there(town: PlanTown, item: Item):
    sweep(at("2026-05-19"))
    referral = referred(town, item)
    standing(item)
    assert item.referred_on == dt.date(2026, 5, 20)
    done(town.officer, item.case_id, "office", "call", "2026-05-20", **CALL)
    assert standing(item)[1] == 1
    assert Case.objects.get(pk=referral.pk).state == "referred"


def test_the_case_of_a_joint_unit_is_followed_by_its_matters_row(town: PlanTown):
    (item,) = assigned(town, 13)
    helping = item.units.filter(role=UnitRole.JOINT, case__isnull=False)
    ended = helping.values_list("case_id", flat=True)[0]
    assert ended is not None
    others = helping.count() - 1
    who, _ = acting_in(town.officer, ended, "office", at("2026-04-10"))
    perform(ended, Command("cancel", {}, "任务已并入主办单位。"), who, at("2026-04-10"))
    assert helping.count() == others


def test_a_changed_calendar_moves_the_last_day_on_the_board_too(item: Item):
    assert item.due_on == dt.date(2026, 5, 18)
    day, moment = dt.date(2026, 5, 11), at("2026-04-10")
    change_calendar(day, working=False, reason="调休", source="通知", actor=OPERATOR, at=moment)
    sweep(at("2026-04-10"))
    item.refresh_from_db()
    clock = CaseClock.objects.get(case=item.case_id, name="finish")
    assert item.due_on == clock.due_on == dt.date(2026, 5, 19)


def test_an_act_whose_follower_fails_is_not_done_either(town: PlanTown, item: Item, settings: Settings):
    sweep(at("2026-05-19"))
    before, entries = standing(item), LedgerEntry.objects.count()
    settings.CASE_FOLLOWERS = [*settings.CASE_FOLLOWERS, f"{__name__}.failing"]
    with pytest.raises(ArithmeticError):
        done(town.officer, item.case_id, "office", "call", "2026-05-20", **CALL)
    with pytest.raises(ArithmeticError):
        referred(town, item)
    assert not Case.objects.filter(service="referral").exists()
    assert (standing(item), LedgerEntry.objects.count()) == (before, entries)


def test_the_sweep_brings_up_what_came_in_another_way(town: PlanTown, item: Item, settings: Settings):
    settings.CASE_FOLLOWERS = []
    who, _ = acting_in(town.officer, item.case_id, "office", at("2026-04-10"))
    perform(item.case_id, Command("call", CALL), who, at("2026-04-10"))
    item.refresh_from_db()
    assert item.calls == 0
    assert catch_up(at("2026-04-10")) == 1
    assert standing(item)[1] == 1
    assert catch_up(at("2026-04-10")) == 0
