"""Jingzhou's supervision in stored cases: who the matter names has the turn, and time proposes what people decide."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.models import Case, CaseClock, Turn
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.parties.access_types import Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import NotAllowed
from tests.policies.stored import City, at, city, state
from tests.policies.supervision import CALL, MATTER, NOTICE, PACKAGE, PART, REFERRAL

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def jingzhou() -> City:
    return city(PACKAGE, "荆州市", "2026-01-02")


def bureau(name: str, role: str = "unit") -> Acting:
    """Return the clerk of a unit that no role is bound to."""
    organ = Organ.objects.create(city="荆州市", name=name)
    who = account(f"clerk_{organ.pk}", Role.CLERK)
    add_membership(who.pk, organ.pk, Duty.CLERK, Span(dt.date(2026, 1, 2)), OPERATOR, at("2026-01-02"))
    return Acting(who.actor, who.pk, role, organ.pk)


def assigned(jingzhou: City, unit: Acting, **other: str) -> tuple[Case, ActResult]:
    """Return the matter as the office assigned it on 3 June, with what that act did."""
    matter = {**MATTER, "unit": str(unit.organ_id), **other}
    case = jingzhou.start(jingzhou.acting("section"), "item", "propose", "2026-06-01", matter).case
    jingzhou.act(case, "deputy", "approve", "2026-06-02")
    jingzhou.act(case, "office", "register", "2026-06-03")
    return case, jingzhou.act(case, "office", "assign", "2026-06-03", values={})


def waiting(case: Case) -> set[tuple[str, int | None]]:
    return set(Turn.objects.filter(case=case).values_list("role", "organ"))


def test_the_turn_stands_with_the_unit_that_the_matter_names_and_moves_with_it(jingzhou):
    water, housing = bureau("云梦水务局"), bureau("云梦住建局")
    case, done = assigned(jingzhou, water)
    (notice,) = done.documents
    assert notice.number == "荆政督交〔2026〕1号"
    assert ("unit", water.organ_id) in waiting(case)
    with pytest.raises(NotAllowed):
        jingzhou.act(case, housing, "report", "2026-06-10", values={"report_text": "已通水"})
    change = {"unit": str(housing.organ_id), "main_person": "己六"}
    jingzhou.act(case, "office", "reassign", "2026-06-15", values=change, reason="职责调整")
    assert ("unit", housing.organ_id) in waiting(case)
    jingzhou.act(case, housing, "report", "2026-06-30", values={"report_text": "已通水"})
    assert state(case) == "reviewing"


def test_time_brings_a_late_matter_before_the_office_and_a_person_refers_it(jingzhou):
    water = bureau("云梦水务局")
    case, _ = assigned(jingzhou, water)
    # Thirty working days after 3 June end on 16 July.
    sweep(at("2026-07-16"))
    assert state(case) == "handling"
    sweep(at("2026-07-17"))
    assert state(case) == "behind"
    office = jingzhou.acting("office")
    referred = jingzhou.start(office, "referral", "refer", "2026-07-20", {**REFERRAL, "item": str(case.pk)})
    assert (referred.documents[0].number, state(case)) == ("荆政督移〔2026〕1号", "handling")
    jingzhou.act(referred.case, "inspection", "settle", "2026-08-03", values={"result": "诫勉谈话"})
    jingzhou.act(case, "office", "call", "2026-08-10", values={**CALL, "called_on": "2026-08-10"})
    jingzhou.act(case, "office", "urge", "2026-08-11", values={**NOTICE, "correct_by": "2026-08-21"})
    sweep(at("2026-08-22"))
    assert state(case) == "behind"
    assert not CaseClock.objects.filter(case=case, next_at__lte=at("2026-08-22")).exists()


def test_the_sweep_leaves_a_question_with_the_leader(jingzhou):
    water = bureau("云梦水务局")
    case, _ = assigned(jingzhou, water)
    jingzhou.act(case, water, "ask", "2026-07-14", "question_file", values={"question": "增加投资"})
    sweep(at("2026-07-17"))
    assert state(case) == "asking"
    jingzhou.act(case, "leader", "instruct", "2026-07-20", values={"instruction": "从紧安排"})
    assert state(case) == "behind"


def test_a_joint_unit_answers_before_the_lead_reports(jingzhou):
    water, housing = bureau("云梦水务局"), bureau("云梦住建局")
    case, _ = assigned(jingzhou, water, handling="joint", joint_units="云梦住建局")
    part = {**PART, "item": str(case.pk), "unit": str(housing.organ_id)}
    helping = jingzhou.start(jingzhou.acting("office"), "assist", "assign", "2026-06-03", part)
    assert helping.documents[0].number == "荆政督会〔2026〕1号"
    jingzhou.act(helping.case, housing, "answer", "2026-06-24", values={"answer_text": "管网已接通"})
    jingzhou.act(helping.case, "office", "accept", "2026-06-25")
    jingzhou.act(case, water, "report", "2026-06-26", values={"report_text": "已通水"})
    assert state(case) == "reviewing"
