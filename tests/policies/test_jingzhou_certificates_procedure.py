"""Jingzhou's many certificates in one: one set of papers, three working days, data that departments claim daily."""

import datetime as dt

import pytest

from lingxing.kernel.tests.identity_samples import credit_code, resident_number
from tests.policies.playing import Stories

PACKAGE = "jingzhou/combined_certificates_2017"
DAY = dt.date(2026, 3, 2)
FIRM, ONE = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 3))
FORM = {
    "kind": "new",
    "firm_name": "云梦机械厂",
    "representative": "甲一",
    "representative_identity": resident_number(),
    "phone": "13800001234",
    "address": "云梦路1号",
    "scope": "机械制造",
    "merged": "税务登记、社会保险登记",
}
LICENCE = {"issued_code": credit_code(), "licence_number": "001", "electronic": "true"}


def accepted(day: str = "2026-03-02") -> Stories:
    """Return a registration that was applied for and accepted on the day."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(FIRM, "registration", day, "applicant", "apply", FORM)
    cases.do(FIRM, day, "window", "accept")
    return cases


@pytest.mark.parametrize(
    ("day", "due"),
    # Monday 2 March: 3, 4 and 5 March. Thursday 5 March: 6, 9 and 10 March.
    [("2026-03-02", dt.date(2026, 3, 5)), ("2026-03-05", dt.date(2026, 3, 10))],
)
def test_a_licence_is_issued_within_three_working_days(day, due):
    case = accepted(day).told[FIRM]
    assert (case.due("licensing"), case.light("licensing", due + dt.timedelta(1)).color) == (due, "red")


def test_a_firm_is_registered_published_and_filed():
    cases = accepted()
    case = cases.do(FIRM, "2026-03-05", "registrar", "license", LICENCE)
    assert (case.state, case.issued, case.published) == ("licensed", ["receipt", "licence"], ["registered"])
    assert cases.do(FIRM, "2026-03-06", "window", "archive", {"file_number": "001"}).now.outcome == "granted"


def test_what_is_missing_is_told_at_once_and_only_once():
    cases = Stories(PACKAGE, DAY)
    case = cases.begin(FIRM, "registration", "2026-03-02", "applicant", "apply", FORM)
    assert case.due("acceptance") == dt.date(2026, 3, 3)
    cases.do(FIRM, "2026-03-02", "window", "ask", completion=("materials",))
    cases.do(FIRM, "2026-03-04", "applicant", "complete", {"scope": "机械制造和销售"})
    assert "只能办理一次" in case.refusal("2026-03-04", "window", "ask", completion=("materials",))


@pytest.mark.parametrize(("kind", "asked"), [("new", False), ("change", True), ("replace", True)])
def test_old_licences_are_handed_in_where_there_are_some(kind, asked):
    given = {**FORM, "kind": kind, "firm_code": credit_code()}
    papers = ("application", "materials")
    found = Stories(PACKAGE, DAY).refusal("registration", "2026-03-02", "applicant", "apply", given, papers=papers)
    assert ("原营业执照" in found) == asked


def test_a_department_claims_what_was_pushed_by_the_next_working_day():
    cases = accepted("2026-03-04")
    cases.do(FIRM, "2026-03-06", "registrar", "license", LICENCE)
    push = cases.begin(ONE, "push", "2026-03-06", "window", "push", {"registration": FIRM, "unit": "21"})
    # Friday 6 March: the next working day is Monday the 9th.
    assert (push.due("claiming"), push.value("heading")) == (dt.date(2026, 3, 9), "云梦机械厂")
    cases.do(ONE, "2026-03-09", "unit", "claim")
    assert push.due("entering") == dt.date(2026, 3, 10)
    assert cases.do(ONE, "2026-03-10", "unit", "enter", {"own_system": "税务系统001"}).state == "entered"


def test_nothing_is_pushed_before_the_licence():
    found = accepted().refusal("push", "2026-03-03", "window", "push", {"registration": FIRM, "unit": "21"})
    assert "不能选择" in found


def test_who_is_asked_for_more_papers_complains_and_is_answered():
    cases = Stories(PACKAGE, DAY)
    told = {"kind": "asked_again", "unit": "21", "content": "又要一份执照复印件", "phone": "13800001234"}
    case = cases.begin(ONE, "complaint", "2026-03-09", "applicant", "submit", told)
    cases.do(ONE, "2026-03-10", "service_office", "forward", {"answer_by": "2026-03-17"})
    assert (case.due("answering"), case.turns()) == (dt.date(2026, 3, 17), ("unit",))
    cases.do(ONE, "2026-03-16", "unit", "correct_it", {"correction": "不再收取"})
    assert cases.do(ONE, "2026-03-17", "service_office", "answer", {"answer": "已改正"}).state == "answered"
