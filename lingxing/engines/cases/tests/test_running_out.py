"""Terms that run out, on the invented ferry: three working days to complete, twenty-four hours of public notice."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.models import CalendarChange, Case, CaseClock, CaseEvent, Firing, Notice
from lingxing.engines.cases.services.correcting import correct
from lingxing.engines.cases.services.objecting import decide_objection, object_to
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.cases.tests.office import Office
from lingxing.engines.cases.tests.stories import capacity, done, ferry_applied, noticed, open_ferry
from lingxing.engines.ledger.queries import verify_all
from lingxing.engines.parties.duties.models import Membership
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import NotAllowed


def shanghai(month, day, hour=0, minute=0):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture
def ferry(office: Office) -> Office:
    open_ferry(office)
    return office


def state(case):
    return Case.objects.get(pk=case.pk).state


def test_a_window_that_closes_lapses_the_case(ferry):
    # Asked on Wednesday 4 March; three working days are 5, 6 and 9 March; too late from the 10th, 0:00.
    case = done(ferry_applied(ferry), ferry.clerk, "harbour", "ask", shanghai(3, 4, 9), reason="缺图")
    sweep(shanghai(3, 9, 23, 59))
    assert state(case) == "awaiting"
    # The reminder one working day before the last went to the applicant, with the one of the act itself.
    assert Notice.objects.filter(account=ferry.applicant, kind="reminder").count() == 1
    report = sweep(shanghai(3, 10))
    assert (report.fired.expired, state(case)) == (1, "lapsed")
    event = CaseEvent.objects.get(case=case, act="lapse")
    assert (event.role, event.actor, event.organ_id) == ("system", "system", None)
    clock = CaseClock.objects.get(case=case, name="completion")
    assert (clock.state, clock.next_at) == ("expired", None)
    assert sweep(shanghai(3, 10)).fired.expired == 0
    assert verify_all() == []


def test_an_answer_in_time_keeps_the_case(ferry):
    case = done(ferry_applied(ferry), ferry.clerk, "harbour", "ask", shanghai(3, 4, 9), reason="缺图")
    done(case, ferry.applicant, "applicant", "answer", shanghai(3, 9, 23, 59), values={"place": "南渡"})
    sweep(shanghai(3, 12))
    assert state(case) == "submitted"


def test_an_answer_that_comes_too_late_is_refused_though_nobody_has_swept_yet(ferry):
    case = done(ferry_applied(ferry), ferry.clerk, "harbour", "ask", shanghai(3, 4, 9), reason="缺图")
    with pytest.raises(Refused, match="不能办理"):
        done(case, ferry.applicant, "applicant", "answer", shanghai(3, 10), values={"place": "南渡"})
    sweep(shanghai(3, 10, 0, 1))
    assert state(case) == "lapsed"
    assert CaseEvent.objects.filter(case=case, act="lapse").count() == 1


def test_what_ran_out_and_cannot_take_effect_holds_no_other_act_up(ferry):
    case = noticed(ferry, ferry_applied(ferry), shanghai(3, 4, 9, 30))
    object_to(case.pk, "钱七二", "13900000000", "渡口已有人经营", shanghai(3, 4, 10))
    done(case, ferry.clerk, "harbour", "refuse", shanghai(3, 5, 10), reason="异议成立")
    assert state(case) == "refused"
    assert verify_all() == []


def test_an_act_after_the_notice_meets_what_the_end_of_the_notice_has_brought_about(ferry):
    case = noticed(ferry, ferry_applied(ferry), shanghai(3, 4, 9, 30))
    with pytest.raises(Refused, match="不能办理"):
        done(case, ferry.clerk, "harbour", "refuse", shanghai(3, 5, 9, 30), reason="改变主意")
    done(case, ferry.clerk, "harbour", "grant", shanghai(3, 5, 9, 31))
    assert state(case) == "granted"


def test_hours_run_from_the_minute(ferry):
    case = noticed(ferry, ferry_applied(ferry), shanghai(3, 4, 9, 30))
    sweep(shanghai(3, 5, 9, 29))
    assert state(case) == "noticed"
    sweep(shanghai(3, 5, 9, 30))
    assert state(case) == "granted"


def test_what_is_refused_is_tried_again_and_told_nobody(ferry):
    case = noticed(ferry, ferry_applied(ferry), shanghai(3, 4, 9, 30))
    objection = object_to(case.pk, "钱七二", "13900000000", "渡口已有人经营", shanghai(3, 4, 10))
    report = sweep(shanghai(3, 5, 9, 30))
    assert (report.fired.put_off, state(case)) == (1, "noticed")
    assert not Firing.objects.filter(clock__case=case).exists()
    who = capacity(ferry.clerk, case, "harbour", shanghai(3, 5, 9, 35))
    decide_objection(objection.pk, upheld=False, reason="已核实，无人经营", who=who, at=shanghai(3, 5, 9, 35))
    sweep(shanghai(3, 5, 9, 39))
    assert state(case) == "noticed"
    sweep(shanghai(3, 5, 9, 40))
    assert state(case) == "granted"


def test_a_term_whose_running_out_was_taken_back_is_left_to_people_while_its_end_stays(ferry):
    case = done(ferry_applied(ferry), ferry.clerk, "harbour", "ask", shanghai(3, 4, 9), reason="缺图")
    sweep(shanghai(3, 10))
    who = capacity(ferry.clerk, case, "harbour", shanghai(3, 10, 9))
    correct(case.pk, 3, "申请人当天已到窗口", who, shanghai(3, 10, 9))
    assert sweep(shanghai(3, 11)).fired.expired == 0, "a clerk has to go on by hand"
    assert state(case) == "awaiting"
    row = CaseClock.objects.get(case=case, name="completion")
    assert (row.state, row.next_at) == ("running", None)


def test_a_correction_that_moves_the_end_lets_the_term_run_out_anew(ferry):
    case = done(ferry_applied(ferry), ferry.clerk, "harbour", "ask", shanghai(3, 4, 9), reason="缺图")
    sweep(shanghai(3, 10))
    # A newer national calendar knows Monday 9 March as a day off: the last day was the 10th.
    days = {"day": dt.date(2026, 3, 9), "working": False, "reason": "放假", "source": "国务院办公厅通知"}
    CalendarChange.objects.create(**days, by="operator", at=shanghai(3, 10, 8))
    who = capacity(ferry.clerk, case, "harbour", shanghai(3, 10, 9))
    correct(case.pk, 3, "期限未到", who, shanghai(3, 10, 9))
    assert sweep(shanghai(3, 10, 23, 59)).fired.expired == 0
    assert sweep(shanghai(3, 11)).fired.expired == 1
    assert state(case) == "lapsed"


def test_an_act_of_an_older_procedure_is_refused_and_not_stumbled_over(ferry):
    case = done(ferry_applied(ferry), ferry.clerk, "harbour", "ask", shanghai(3, 4, 9), reason="缺图")
    CaseEvent.objects.filter(case=case, sequence=1).update(act="handed_over")
    who = capacity(ferry.clerk, case, "harbour", shanghai(3, 5))
    with pytest.raises(Refused, match="不在现行程序中"):
        correct(case.pk, 2, "误操作", who, shanghai(3, 5))


def test_an_objection_is_settled_by_nobody_whose_duty_has_ended(ferry):
    case = noticed(ferry, ferry_applied(ferry), shanghai(3, 4, 9, 30))
    objection = object_to(case.pk, "钱七二", "13900000000", "渡口已有人经营", shanghai(3, 4, 10))
    who = capacity(ferry.clerk, case, "harbour", shanghai(3, 4, 11))
    Membership.objects.filter(account=ferry.clerk).update(until=dt.date(2026, 3, 3))
    with pytest.raises(NotAllowed):
        decide_objection(objection.pk, upheld=False, reason="无人经营", who=who, at=shanghai(3, 4, 11))
