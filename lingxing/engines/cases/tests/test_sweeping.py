"""The sweep on the invented market: fifteen days for an answer, reminders on the way, an escalation after it."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.jumps import Tick
from lingxing.engines.cases.models import CaseClock, Firing, Heartbeat, Notice, Turn
from lingxing.engines.cases.services import reminding
from lingxing.engines.cases.services.calendar import change_calendar, revoke_calendar_change
from lingxing.engines.cases.services.sweeping import held, now_tick, resume, sweep
from lingxing.engines.cases.tests.office import AT
from lingxing.engines.cases.tests.stories import applied, completion_asked, done, issued
from lingxing.engines.ledger.queries import verify_all
from lingxing.engines.parties.access_types import Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI

HOUR = dt.timedelta(hours=1)


def shanghai(month, day, hour=0, minute=0):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def rungs():
    return [firing.rung for firing in Firing.objects.order_by("pk")]


def told(account, kind):
    return [notice.text for notice in Notice.objects.filter(account=account, kind=kind).order_by("pk")]


def flood(at):
    """Make 17 March 2026, a Tuesday, a day off."""
    day = dt.date(2026, 3, 17)
    return change_calendar(day, working=False, reason="防汛放假", source="云政办〔2026〕9号", actor=OPERATOR, at=at)


def test_a_clock_goes_off_on_its_days_and_once(office):
    # Applied on Monday 2 March; 15 days end on the 17th, a Tuesday. Half of fifteen, rounded up, is the 8th: 10 March.
    case = applied(office)
    clock = CaseClock.objects.get(case=case, name="review")
    assert (clock.due_on, clock.next_at) == (dt.date(2026, 3, 17), shanghai(3, 10))
    sweep(shanghai(3, 9, 23, 59))
    assert rungs() == []
    assert sweep(shanghai(3, 10)).fired.rungs == 1
    assert sweep(shanghai(3, 10)).fired.rungs == 0
    assert told(office.clerk, "reminder") == [
        f"便民市场摊位申请 {case.number}：“审查答复”时间过半，最后一天是2026年3月17日"
    ]
    sweep(shanghai(3, 17, 8))
    sweep(shanghai(3, 18, 8))
    assert rungs() == ["half", "due", "1 working day after"]
    assert CaseClock.objects.get(pk=clock.pk).next_at is None
    # The escalation reaches the chief, and the supervisor of the bureau above the office.
    assert len(told(office.chief, "escalation")) == 1
    assert len(told(office.supervisor, "escalation")) == 1
    assert told(office.clerk, "escalation") == []
    assert told(office.applicant, "reminder") == []


def test_who_has_the_case_is_reminded_alone(office):
    case = applied(office)
    colleague = account("clerk_two", Role.CLERK)
    add_membership(colleague.pk, office.office.pk, Duty.CLERK, Span(dt.date(2026, 1, 1)), OPERATOR, AT)
    sweep(shanghai(3, 10))
    Turn.objects.filter(case=case, role="office").update(assignee=colleague)
    sweep(shanghai(3, 17))
    assert [len(told(who, "reminder")) for who in (office.clerk, colleague)] == [1, 2]


def test_after_a_standstill_the_last_reminder_and_the_escalation_are_told(office):
    applied(office)
    assert sweep(shanghai(4, 1)).fired.rungs == 3
    assert len(told(office.clerk, "reminder")) == 1
    assert len(told(office.chief, "escalation")) == 1


def test_a_case_that_waits_for_papers_sets_nothing_off(office):
    case = completion_asked(office, applied(office), shanghai(3, 4, 9))
    sweep(shanghai(3, 30))
    assert rungs() == []
    assert CaseClock.objects.get(case=case, name="review").state == "paused"


def test_validity_reminds_the_one_who_holds_it(office):
    issued(office, applied(office), shanghai(3, 5, 9))
    # The permit of 5 March runs a year, to Friday 5 March 2027; ten working days before it is 19 February, a Friday,
    # as far as the calendar of 2027 is known.
    sweep(dt.datetime(2027, 3, 1, tzinfo=SHANGHAI))
    assert len(told(office.applicant, "reminder")) == 1
    assert "暂定" in told(office.applicant, "reminder")[0]


def test_a_crash_in_the_middle_leaves_nothing_half_done(office, monkeypatch):
    applied(office)

    def crash(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(reminding, "tell_many", crash)
    with pytest.raises(KeyboardInterrupt):
        sweep(shanghai(3, 10))
    assert rungs() == []
    monkeypatch.undo()
    assert sweep(shanghai(3, 10)).fired.rungs == 1


def test_one_clock_at_fault_keeps_no_other_from_going_off(office, monkeypatch):
    sound, broken = applied(office), applied(office)
    CaseClock.objects.filter(case=broken, name="review").update(run={"nothing": 1})
    report = sweep(shanghai(3, 10))
    assert (report.fired.rungs, report.fired.put_off) == (1, 1)
    assert Firing.objects.get().clock.case_id == sound.pk
    assert CaseClock.objects.get(case=broken, name="review").next_at == shanghai(3, 10) + dt.timedelta(minutes=10)


def test_a_clock_whose_package_is_gone_waits(office):
    case = applied(office)
    type(case).objects.filter(pk=case.pk).update(package="yunmeng/gone_2020")
    sweep(shanghai(3, 10))
    assert rungs() == []
    assert CaseClock.objects.get(case=case, name="review").next_at == shanghai(3, 10, 1)


def test_a_changed_calendar_moves_what_ends_there_and_says_so(office):
    case = applied(office)
    sweep(shanghai(3, 3))
    change_calendar(
        dt.date(2026, 3, 17),
        working=False,
        reason="防汛放假",
        source="云政办〔2026〕9号",
        actor=OPERATOR,
        at=shanghai(3, 5),
    )
    report = sweep(shanghai(3, 5, 10))
    assert (report.recounted.clocks, report.recounted.moved) == (1, 1)
    clock = CaseClock.objects.get(case=case, name="review")
    # The 17th is a day off now, so the last day moves to the 18th.
    assert clock.due_on == dt.date(2026, 3, 18)
    assert Turn.objects.get(case=case, role="office").due_on == dt.date(2026, 3, 18)
    for person in (office.clerk, office.applicant):
        (text,) = told(person, "calendar")
        assert "由2026年3月17日变为2026年3月18日（2026年3月17日改为休息日：云政办〔2026〕9号）" in text
    assert sweep(shanghai(3, 5, 11)).recounted.clocks == 0
    sweep(shanghai(3, 17, 9))
    assert "due" not in rungs()
    sweep(shanghai(3, 18, 9))
    assert "due" in rungs()
    assert verify_all() == []


def test_a_revoked_change_moves_it_back(office):
    case = applied(office)
    change = change_calendar(
        dt.date(2026, 3, 17),
        working=False,
        reason="防汛放假",
        source="云政办〔2026〕9号",
        actor=OPERATOR,
        at=shanghai(3, 5),
    )
    sweep(shanghai(3, 5, 10))
    revoke_calendar_change(change.pk, OPERATOR, shanghai(3, 6))
    sweep(shanghai(3, 6, 10))
    assert CaseClock.objects.get(case=case, name="review").due_on == dt.date(2026, 3, 17)
    assert "撤销了2026年3月17日的日历更改" in told(office.applicant, "calendar")[-1]


@pytest.mark.parametrize("jump", [dt.timedelta(hours=5), -dt.timedelta(hours=5)])
def test_a_clock_that_jumps_holds_the_sweep_until_somebody_says_so(office, jump):
    applied(office)
    before = now_tick(AT)
    sweep(AT)
    late = AT + jump
    report = sweep(late, before)
    assert "系统时间" in report.held
    assert report.held == held()
    assert sweep(shanghai(3, 20)).fired.rungs == 0
    assert resume(OPERATOR, late) == report.held
    assert resume(OPERATOR, late) == ""
    assert held() == ""
    assert sweep(late).held == ""
    assert sweep(shanghai(3, 10)).fired.rungs == 1


def test_a_clock_set_back_is_seen_by_a_fresh_process(office):
    sweep(AT)
    assert "倒退" in sweep(AT - HOUR).held


def test_a_long_standstill_of_the_service_is_no_jump(office):
    sweep(AT)
    assert sweep(AT + dt.timedelta(days=30)).held == ""


def test_time_that_passes_as_it_should_is_no_jump(office):
    first = now_tick(AT)
    earlier = Tick(AT, first.seconds - 3600)
    assert sweep(AT + HOUR, earlier).held == ""
    assert Heartbeat.objects.get(name="sweep").at == AT + HOUR


def test_upkeep_is_done_once_a_day(office):
    assert sweep(AT).upkeep.checkpoint
    assert not sweep(AT + HOUR).upkeep.checkpoint
    assert sweep(AT + dt.timedelta(days=2)).upkeep.checkpoint


def test_a_withdrawn_case_sets_nothing_off(office):
    case = applied(office)
    done(case, office.applicant, "applicant", "withdraw", shanghai(3, 4, 9))
    sweep(shanghai(4, 1))
    assert rungs() == []
