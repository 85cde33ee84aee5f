"""Roles played by the organ that a field of the case names."""

import datetime as dt
from collections.abc import Iterator

import pytest

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Case, IssuedDocument, Notice, Turn
from lingxing.engines.cases.queries.access import Sight, sight_of
from lingxing.engines.cases.queries.bindings import Bound, playing_in
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.organs import choosing, naming
from lingxing.engines.cases.queries.record import openable_fields, record_for
from lingxing.engines.cases.queries.seen import seen_case
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.correcting import correct
from lingxing.engines.cases.services.reforming import follow_reforms
from lingxing.engines.cases.services.results import Refused
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.cases.tests.homes import procedure as homes
from lingxing.engines.cases.tests.orders import Offices, at, installed_orders, open_offices, procedure
from lingxing.engines.ledger.queries import export
from lingxing.engines.ledger.verification import verify_export
from lingxing.engines.parties.duties.services import NewStandIn, appoint_stand_in
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.organs.services_reform import Reform, dissolve_into
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import NotAllowed
from lingxing.kernel.verdicts import Evidence

pytestmark = pytest.mark.django_db
DAY = "2026-03-02"
NOW = at(DAY)
ON = dt.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _installed() -> Iterator[None]:
    with installed_orders():
        yield


@pytest.fixture
def offices() -> Offices:
    return open_offices()


def turns(case):
    """Return role → organ of whose turn it is."""
    return dict(Turn.objects.filter(case=case).values_list("role", "organ_id"))


def roles_of(account, case, on=ON):
    return {one.role for one in acting_for(account, Case.objects.get(pk=case), on)}


def test_nobody_plays_the_role_before_an_organ_is_named(offices):
    case = offices.listed(NOW)
    assert turns(case) == {"office": offices.office.pk}
    assert roles_of(offices.plumber, case) == set()
    assert Case.objects.get(pk=case).organ_id == offices.office.pk


def test_the_named_organ_has_the_turn_and_acts(offices):
    case = offices.sent(NOW, offices.water)
    assert turns(case)["unit"] == offices.water.pk
    assert roles_of(offices.plumber, case) == {"unit"}
    assert roles_of(offices.plumbers_head, case) == set()  # no act of this service is the head's
    with pytest.raises(NotAllowed):
        offices.report(case, NOW, offices.paver, offices.roads)
    offices.report(case, NOW, offices.plumber, offices.water)
    assert Case.objects.get(pk=case).state == "answered"
    signed = IssuedDocument.objects.get(case=case, name="answer")
    assert signed.organ_id == offices.water.pk


def test_the_turn_moves_with_the_field(offices):
    case = offices.sent(NOW, offices.water)
    Turn.objects.filter(case=case, role="unit").update(assignee=offices.plumber)
    later = at("2026-03-04")
    offices.assign(case, later, offices.roads)
    turn = Turn.objects.get(case=case, role="unit")
    assert (turn.organ_id, turn.assignee_id, turn.since) == (offices.roads.pk, None, later)
    with pytest.raises(NotAllowed):
        offices.report(case, later, offices.plumber, offices.water)
    offices.report(case, later, offices.paver, offices.roads)


def test_an_act_of_the_unit_hands_the_case_to_another(offices):
    case = offices.sent(NOW, offices.water, helper=offices.roads.pk)
    perform(case, Command("refer"), offices.staff("unit", offices.plumber, offices.water), NOW)
    assert turns(case)["unit"] == offices.roads.pk


def test_a_correction_brings_the_earlier_organ_back(offices):
    case = offices.sent(NOW, offices.water)
    offices.assign(case, NOW, offices.roads)
    correct(case, 3, "派错了", offices.staff("office", offices.officer, offices.office), NOW)
    assert turns(case)["unit"] == offices.water.pk
    assert roles_of(offices.plumber, case) == {"unit"}
    assert roles_of(offices.paver, case) == set()


@pytest.mark.parametrize("wrong", ["市水务局", 999_999, "0", -1, True, 2.5, 2**40])
def test_what_is_no_organ_is_refused(offices, wrong):
    case = offices.listed(NOW)
    with pytest.raises(Refused) as refused:
        offices.assign(case, NOW, wrong)
    (item,) = refused.value.items
    assert item.field == "unit"
    assert "请从单位名录中选择" in item.label


def test_conditions_compare_organs(offices):
    case = offices.listed(NOW)
    with pytest.raises(Refused, match="协办单位不是承办单位自己"):
        offices.assign(case, NOW, offices.water, helper=offices.water.pk)
    offices.assign(case, NOW, offices.water, helper=str(offices.roads.pk))


def merged(offices, into, on):
    reform = Reform(dt.date.fromisoformat(on), "云梦泽市机构改革方案")
    dissolve_into(offices.water.pk, [organ.pk for organ in into], reform, OPERATOR, at(on))


def test_an_organ_that_has_ended_is_refused(offices):
    merged(offices, [offices.roads], DAY)
    case = offices.listed(NOW)
    with pytest.raises(Refused, match="已撤并"):
        offices.assign(case, NOW, offices.water)
    partners = [{"unit": offices.water.pk, "share": "供水"}]
    with pytest.raises(Refused, match="参加单位：没有这个单位"):
        offices.assign(case, NOW, offices.roads, partners=partners)


def test_the_successor_plays_the_role_from_the_day_of_the_reform(offices):
    case = offices.sent(NOW, offices.water)
    merged(offices, [offices.roads], "2026-03-05")
    assert roles_of(offices.paver, case, dt.date(2026, 3, 4)) == set()
    assert roles_of(offices.paver, case, dt.date(2026, 3, 5)) == {"unit"}
    offices.report(case, at("2026-03-05"), offices.paver, offices.roads)
    signed = IssuedDocument.objects.get(case=case, name="answer")
    assert signed.organ_id == offices.roads.pk


def test_the_sweep_brings_the_turn_to_the_successor(offices):
    case = offices.sent(NOW, offices.water)
    merged(offices, [offices.roads], "2026-03-05")
    assert follow_reforms(at("2026-03-04")) == 0
    assert sweep(at("2026-03-05")).followed == 1
    assert turns(case) == {"office": offices.office.pk, "unit": offices.roads.pk}
    assert follow_reforms(at("2026-03-06")) == 0


def test_an_organ_without_a_successor_leaves_nobody_waiting(offices):
    case = offices.sent(NOW, offices.water)
    merged(offices, [], "2026-03-05")
    assert sweep(at("2026-03-05")).followed == 1
    assert turns(case) == {"office": offices.office.pk}
    assert roles_of(offices.plumber, case, dt.date(2026, 3, 5)) == set()


def test_the_named_organ_is_reminded_and_its_head_told_when_it_is_late(offices):
    # ten working days after Monday 2 March end on the 16th; two working days before that is the 12th
    case = offices.sent(NOW, offices.water)
    offices.sent(NOW, offices.roads)

    def told(account):
        return list(Notice.objects.filter(account=account, case=case).values_list("kind", flat=True))

    sweep(at("2026-03-12"))
    assert (told(offices.plumber), told(offices.paver)) == (["reminder"], [])
    sweep(at("2026-03-17"))
    assert told(offices.plumbers_head) == ["escalation"]
    assert told(offices.watcher) == ["escalation"]


def test_the_record_of_a_case_that_names_organs_is_verified(offices):
    case = offices.sent(NOW, offices.water, partners=[{"unit": offices.parks.pk, "share": "种树"}])
    seen = seen_case(offices.watcher, case, ON)
    assert {"unit", "partners"} <= openable_fields(seen).keys()
    stream, openings = record_for(seen, ["unit", "partners"])
    lines = list(export(NOW, [stream], openings=openings))
    assert verify_export(lines, Evidence()).faults == []
    opened = dict(openings)
    ((place, fields),) = [(place, fields) for place, fields in opened.items() if "unit" in fields]
    assert fields["unit"][1] == offices.water.pk
    opened[place] = {**fields, "unit": (fields["unit"][0], offices.roads.pk)}
    faults = verify_export(list(export(NOW, [stream], openings=opened)), Evidence()).faults
    assert any("unit" in str(fault) for fault in faults)


def test_each_of_several_successors_may_act(offices):
    case = offices.sent(NOW, offices.water)
    merged(offices, [offices.roads, offices.parks], "2026-03-05")
    on = dt.date(2026, 3, 5)
    assert roles_of(offices.paver, case, on) == roles_of(offices.gardener, case, on) == {"unit"}


def test_an_organ_joined_in_the_register_is_followed(offices):
    case = offices.sent(NOW, offices.water)
    Organ.objects.filter(pk=offices.water.pk).update(merged_into=offices.roads)
    assert roles_of(offices.paver, case) == {"unit"}


def test_members_of_the_named_organ_see_the_case_and_who_acted_keeps_reading(offices):
    case = offices.sent(NOW, offices.water)

    def sight(account):
        return sight_of(account, Case.objects.get(pk=case), ON)

    assert sight(offices.plumber) is Sight.HANDLER
    assert sight(offices.watcher) is Sight.SUPERVISOR
    assert sight(offices.paver) is None
    offices.assign(case, NOW, offices.roads)
    assert sight(offices.plumber) is None  # had it, did nothing with it
    assert sight(offices.paver) is Sight.HANDLER
    offices.report(case, NOW, offices.paver, offices.roads)
    perform(case, Command("back", reason="重办"), offices.staff("office", offices.officer, offices.office), NOW)
    offices.assign(case, NOW, offices.water)
    assert sight(offices.paver) is Sight.HANDLER  # has acted
    assert roles_of(offices.paver, case) == set()


def test_a_substitute_acts_for_the_named_organ(offices):
    case = offices.sent(NOW, offices.water)
    absence = NewStandIn(offices.plumber.pk, offices.gardener.pk, offices.water.pk, ON, dt.date(2026, 3, 9), "出差")
    appoint_stand_in(absence, OPERATOR, NOW)
    (acting,) = acting_for(offices.gardener, Case.objects.get(pk=case), ON)
    assert (acting.role, acting.organ_id, acting.standing_in_for) == (
        "unit",
        offices.water.pk,
        str(offices.plumber.pk),
    )
    perform(case, Command("report", {"result": "已修好"}), acting, NOW)


def test_nobody_claims_a_role_for_an_organ_that_is_not_named(offices):
    case = offices.listed(NOW)
    who = Acting(offices.plumber.actor, offices.plumber.pk, "unit", offices.water.pk)
    with pytest.raises(NotAllowed):
        perform(case, Command("report", {"result": "已修好"}), who, NOW)


def test_packages_whose_cases_name_no_organs_pay_nothing(django_assert_num_queries):
    declared, bound = homes(), Bound({"clerk": [1]}, {1: None})
    roles = declared.roles
    with django_assert_num_queries(0):
        assert playing_in(bound, roles, {"unit": 7}, ON) is bound
        service = declared.services["lease"]
        assert naming(service, [{}]) is service
        assert choosing(service, {}, ON) is service


def test_an_act_asks_once_for_the_organ_that_it_leaves_in_place(offices, django_assert_num_queries):
    roles = procedure().roles
    with django_assert_num_queries(1):
        before = playing_in(Bound({}, {}), roles, {"unit": offices.water.pk}, ON)
        assert playing_in(before, roles, {"unit": offices.water.pk, "heading": "桥"}, ON) is before
    emptied = playing_in(before, roles, {}, ON)
    assert (emptied.roles, emptied.named) == ({}, {})
