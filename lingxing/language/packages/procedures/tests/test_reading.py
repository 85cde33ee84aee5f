"""What procedure.yaml and catalogue.yaml declare, read whole."""

import datetime as dt

import pytest

from lingxing.kernel.units import CNY, parse_unit
from lingxing.language.packages import load_folder, load_packages
from lingxing.language.packages.procedures.tests.packaged import CATALOGUE, PROCEDURE, changed, package, procedure_of
from lingxing.language.packages.tests.folders import write
from lingxing.language.procedures.definitions import (
    START,
    ClockKind,
    ClockStart,
    Duty,
    FieldKind,
    Personal,
    PublicationKind,
    Rung,
)


@pytest.fixture(scope="module")
def procedure(tmp_path_factory):
    return procedure_of(tmp_path_factory.mktemp("canoes"))


@pytest.fixture(scope="module")
def permit(procedure):
    return procedure.services["permit"]


def test_a_package_without_a_procedure_has_none(tmp_path):
    assert load_folder(write(tmp_path)).procedure is None


def test_every_package_of_the_tree_has_a_readable_procedure_or_none():
    for held in load_packages().packages.values():
        assert held.procedure is None or held.procedure.package == held.id


def test_the_procedure_is_read_once(tmp_path):
    held = package(tmp_path)
    assert held.procedure is held.procedure


def test_roles_are_the_fixed_ones_and_the_declared(procedure):
    assert list(procedure.roles) == ["applicant", "everyone", "system", "harbour", "master", "water", "fire"]
    assert (procedure.roles["master"].duty, procedure.roles["master"].organ) == (Duty.HEAD, "港务管理所")
    assert procedure.roles["water"].duty is Duty.CLERK
    assert procedure.marks == {"broken_word": "违背承诺"}


def test_lists_have_typed_columns(procedure):
    shapes = procedure.catalogue["shapes"]
    assert shapes.items["dugout"].values == {
        "office": "水利局",
        "checked": True,
        "seats": 2,
        "rules": ("限内河", "限日间"),
    }
    assert shapes.items["frame"].values["rules"] == ()
    assert (shapes.items["dugout"].article, shapes.article) == ("第一条", "附件1")


def test_a_service_is_named_and_numbered(permit):
    assert (permit.id, permit.number, permit.audience) == ("yunmengze/canoes_2025/permit", "XC", ("person", "firm"))
    assert [act.name for act in permit.openings] == ["apply"]
    assert permit.openings[0].source == (START,)
    assert permit.guide.lists == ("shapes",)


def test_fields_are_in_base_units(permit):
    fields = permit.fields
    # 5000 yuan = 500000 fen
    assert (fields["deposit"].lower, fields["deposit"].upper, fields["deposit"].unit) == (0, 500_000, CNY)
    assert (fields["deposit"].unit_label, fields["deposit"].decimals) == ("元", 2)
    assert fields["begins_on"].upper == dt.date(2035, 12, 31)
    assert (fields["identity"].personal, fields["phone"].personal) == (Personal.IDENTITY, Personal.PHONE)
    assert fields["phone"].required is False
    assert fields["shape"].choices == {"dugout": "独木", "frame": "骨架"}


def test_a_field_of_a_fact_takes_its_sort_and_may_have_its_own_label(permit):
    price, wood = permit.fields["price"], permit.fields["wood"]
    assert (price.kind, price.label, price.fact.name, price.upper) == (FieldKind.MONEY, "舟价", "price", 10_000_000)
    assert (wood.kind, wood.label, wood.choices) == (FieldKind.CHOICE, "木料", {"fir": "杉木", "oak": "橡木"})


def test_a_list_of_facts_becomes_rows(permit):
    trips = permit.fields["trips"]
    assert (trips.kind, trips.fact_list, trips.label, trips.required) == (FieldKind.ROWS, "trips", "行程", False)
    assert trips.columns["length"].kind is FieldKind.QUANTITY
    assert trips.columns["length"].unit == parse_unit("km")


def test_a_fact_of_a_list_may_be_a_field_of_its_own(tmp_path):
    fields = procedure_of(tmp_path, changed("{fact: trips, required: false}", "{fact: day}")).services["permit"].fields
    day = fields["trips"]
    assert (day.kind, day.fact_list, day.label, day.fact.scope) == (FieldKind.DATE, "", "日期", "trips")


def test_rows_and_links(permit):
    crew, berth = permit.fields["crew"], permit.fields["berth"]
    assert (crew.most, list(crew.columns), crew.columns["age"].upper) == (6, ["member", "age"], 120)
    assert (berth.service, berth.states, berth.own) == ("berth", ("free",), False)


def test_states_say_whether_a_case_is_decided_or_ended(permit):
    states = permit.states
    assert (states["sailing"].settled, states["sailing"].final, states["sailing"].outcome) == (True, False, "granted")
    assert states["refused"].settled
    assert states["refused"].final


def test_acts(permit):
    apply, decide = permit.acts["apply"], permit.acts["decide"]
    assert [check.label for check in apply.checks] == ["年满18周岁", "有补贴且守信", "泊位合适"]
    assert [target.state for target in decide.targets] == ["notice", "refused"]
    assert decide.targets[1].when is None
    assert (decide.computes, decide.after, decide.needs_reason) == ({"subsidy_sum": "subsidy"}, ("give_view",), True)
    assert permit.acts["grant"].cascades == {"berth": "take"}
    assert permit.acts["give_view"].each_role
    assert permit.acts["end"].marks == ("broken_word",)


def test_clocks(permit):
    review, lease = permit.clocks["review"], permit.clocks["lease"]
    assert (review.kind, review.term, review.rule, review.starts) == (
        ClockKind.DUTY,
        "15 working days",
        "licensing",
        (ClockStart("accept"),),
    )
    assert review.rungs == (Rung("half"), Rung("due"), Rung("1 working day after", "master", escalates=True))
    assert (lease.until_field, lease.rule, lease.expires, lease.opens) == ("ends_on", "plain", "end", "1 month")
    assert permit.clocks["objections_open"].holder == "system"


def test_what_is_issued_published_and_listed(permit):
    assert permit.documents["decision"].remedy
    assert permit.documents["certificate"].fields == ("full_name", "shape")
    result = permit.publications["result"]
    assert (result.kind, result.within, result.lasts, result.announced_by) == (
        PublicationKind.PUBLIC_NOTICE,
        "0 days",
        "5 working days",
        "announce",
    )
    assert permit.registers["boats"].columns["full_name"] == "name"
    assert permit.queues["line"].order == ("begins_on", "opened_at")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: 行船许可", "label: 行舟许可"),
        ("- {if: age_of(identity) >= 18", "- {if: age_of(identity) >= 16"),
        ("label: 港务所所长", "label: 港务所长"),
        ("by: master, from: opinions, to: same, once: true", "by: master, from: opinions, to: same, once: false"),
    ],
)
def test_any_word_of_the_definition_changes_its_digest(permit, tmp_path, old, new):
    other = procedure_of(tmp_path, changed(old, new)).services["permit"]
    assert other.digest != permit.digest
    assert len(permit.digest) == 64


def test_the_digest_knows_the_lists_and_nothing_of_where_the_files_lie(permit, tmp_path):
    assert procedure_of(tmp_path / "a").services["permit"].digest == permit.digest
    other = package(tmp_path / "b", PROCEDURE, changed("独木", "整木", CATALOGUE))
    assert other.procedure.services["permit"].digest != permit.digest


def test_another_service_changes_nothing(permit, tmp_path):
    other = procedure_of(tmp_path, changed("label: 泊位登记", "label: 泊位登录")).services["permit"]
    assert other.digest == permit.digest
