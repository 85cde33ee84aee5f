"""Who sees a case and in which capacity: every role of the invented market against one case."""

import datetime as dt

import pytest

from lingxing.engines.cases.models import Case
from lingxing.engines.cases.queries.access import Sight, handles, may_see, sight_of
from lingxing.engines.cases.queries.bindings import missing_roles, role_bindings
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.binding import bind, unbind
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.cases.tests.office import AT
from lingxing.engines.cases.tests.stories import FERRY, applied, day_of, done, ferry_applied, open_ferry
from lingxing.engines.parties.access_types import Duty, Role
from lingxing.engines.parties.duties.models import Membership
from lingxing.engines.parties.duties.services import NewStandIn, Span, add_membership, appoint_stand_in
from lingxing.engines.parties.people.models import PartyAccount
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError

ON = day_of(AT)
PEOPLE = ("applicant", "other", "clerk", "chief", "doctor", "fireman", "elsewhere", "supervisor", "administrator")
SEES = {
    "applicant": Sight.APPLICANT,
    "clerk": Sight.HANDLER,
    "chief": Sight.HANDLER,
    "supervisor": Sight.SUPERVISOR,
}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_case_is_seen_by_those_whom_it_concerns(office, name):
    case = applied(office)
    who = getattr(office, name)
    assert sight_of(who, case, ON) == SEES.get(name)
    assert may_see(who, case, ON) is (name in SEES)


def test_nobody_is_nobody(office):
    assert sight_of(None, applied(office), ON) is None


def test_an_organ_sees_it_once_it_is_waited_for_and_keeps_seeing_what_it_did(office):
    case = done(applied(office), office.clerk, "office", "accept", AT, originals_seen=True)
    assert sight_of(office.doctor, case, ON) is Sight.HANDLER
    done(case, office.doctor, "health", "give_opinion", AT, values={"view": "agree"})
    assert sight_of(office.doctor, case, ON) is Sight.HANDLER


def test_a_duty_that_ended_shows_nothing_any_more(office):
    case = applied(office)
    Membership.objects.filter(account=office.clerk).update(until=ON)
    assert may_see(office.clerk, case, ON)
    assert not may_see(office.clerk, case, ON + dt.timedelta(days=1))


def test_who_no_longer_represents_the_party_sees_nothing(office):
    case = applied(office)
    PartyAccount.objects.filter(account=office.applicant).update(ended_at=AT)
    assert not may_see(office.applicant, case, ON)


def test_an_organ_that_plays_no_role_any_more_sees_nothing(office):
    case = applied(office)
    for role in ("office", "chief"):
        for bound in (b for r in role_bindings(MARKET) if r.role.name == role for b in r.bindings):
            unbind(bound.pk, OPERATOR, AT)
    assert not may_see(office.clerk, Case.objects.get(pk=case.pk), ON)


def test_a_supervisor_watches_over_what_lies_below_and_nothing_else(office):
    case = applied(office)
    other = account("watch_two", Role.SUPERVISOR)
    add_membership(other.pk, office.office.pk, Duty.CLERK, Span(dt.date(2026, 1, 1)), OPERATOR, AT)
    assert sight_of(other, case, ON) is None


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("applicant", ["applicant"]),
        ("other", []),
        ("clerk", ["office"]),
        ("chief", ["chief"]),
        ("doctor", ["health"]),
        ("elsewhere", []),
        ("supervisor", []),
        ("administrator", []),
    ],
)
def test_capacities_in_a_case(office, name, roles):
    who = getattr(office, name)
    assert [acting.role for acting in acting_for(who, applied(office), ON)] == roles


def test_capacities_for_opening_a_case(office):
    stall = service(MARKET, "stall")
    (own,) = acting_for(office.applicant, stall, ON)
    assert (own.role, own.organ_id) == ("applicant", None)
    assert own.party_id is not None
    (counter,) = acting_for(office.clerk, stall, ON)
    assert (counter.role, counter.organ_id, counter.party_id) == ("office", office.office.pk, None)
    assert acting_for(office.chief, stall, ON) == ()
    assert acting_for(None, stall, ON) == ()


def test_a_stand_in_acts_for_the_absent_one_and_says_so(office):
    case = applied(office)
    days = NewStandIn(office.clerk.pk, office.elsewhere.pk, office.office.pk, ON, ON + dt.timedelta(days=1), "出差")
    appoint_stand_in(days, OPERATOR, AT)
    (acting,) = acting_for(office.elsewhere, case, ON)
    assert (acting.role, acting.standing_in_for) == ("office", str(office.clerk.pk))
    assert sight_of(office.elsewhere, case, ON) is Sight.HANDLER
    assert acting_for(office.elsewhere, case, ON + dt.timedelta(days=2)) == ()
    assert not may_see(office.elsewhere, case, ON + dt.timedelta(days=2))


def test_two_offices_do_not_see_each_others_cases(office):
    east = applied(office)
    bind(MARKET, "", "office", office.elsewhere.memberships.get().organ_id, OPERATOR, AT)
    assert not may_see(office.elsewhere, east, ON)
    assert acting_for(office.elsewhere, east, ON) == ()


def test_the_lists_of_a_service_are_read_by_those_who_handle_it(office):
    assert handles(office.clerk, MARKET, "stall", ON)
    assert not handles(office.clerk, FERRY, "crossing", ON)
    assert not handles(office.applicant, MARKET, "stall", ON)
    assert not handles(None, MARKET, "stall", ON)


def test_bindings_are_held_against_the_package(office):
    open_ferry(office)
    for role, organ in (("applicant", office.office.pk), ("captain", office.office.pk), ("harbour", 0)):
        with pytest.raises(LingxingError):
            bind(FERRY, "", role, organ, OPERATOR, AT)
    with pytest.raises(LingxingError):
        bind(FERRY, "bridge", "harbour", office.office.pk, OPERATOR, AT)
    with pytest.raises(LingxingError):
        bind("yunmeng/none_2026", "", "harbour", office.office.pk, OPERATOR, AT)
    first = bind(FERRY, "", "harbour", office.office.pk, OPERATOR, AT)
    assert bind(FERRY, "", "harbour", office.office.pk, OPERATOR, AT) == first


def test_what_is_missing_before_a_service_opens(office):
    crossing = service(FERRY, "crossing")
    assert missing_roles(crossing) == ["渡口管理站"]
    open_ferry(office)
    assert missing_roles(crossing) == []
    (row,) = role_bindings(FERRY)
    assert ([bound.organ.name for bound in row.bindings], row.needed) == (["城东市场监督管理所"], ())
    assert ferry_applied(office).organ_id == office.office.pk
