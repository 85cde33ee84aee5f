"""Fields that hold an organ, and roles whose organ such a field names."""

import pytest

from lingxing.language.packages.errors import WrongPackage
from lingxing.language.packages.procedures.tests.packaged import changed, procedure_of
from lingxing.language.procedures.chart import term_label
from lingxing.language.procedures.definitions import FieldKind
from lingxing.language.procedures.guide import service_guide
from lingxing.language.procedures.wording import describe

NAMED = changed("{label: 消防部门, organ: 消防大队}", "{label: 消防部门, named_by: brigade}")
NAMED = changed("      deposit:", "      brigade: {label: 消防队, type: organ, article: 第四条}\n      deposit:", NAMED)
NAMED = changed(
    "by: harbour, from: submitted, to: opinions,",
    "by: harbour, from: submitted, to: opinions, fields: [brigade],",
    NAMED,
)


def test_a_field_names_the_organ_that_plays_a_role(tmp_path):
    found = procedure_of(tmp_path, NAMED)
    assert (found.roles["fire"].named_by, found.roles["fire"].organ, found.roles["fire"].is_organ) == (
        "brigade",
        "",
        True,
    )
    assert found.services["permit"].fields["brigade"].kind is FieldKind.ORGAN


def test_a_package_without_such_roles_keeps_its_digests(tmp_path):
    before = procedure_of(tmp_path / "one").services["berth"].digest
    assert procedure_of(tmp_path / "two", NAMED).services["berth"].digest != before


def test_organs_are_compared_with_each_other(tmp_path):
    other = "      other: {label: 支援队, type: organ, when: given(brigade)}\n      brigade:"
    check = '{if: "other != brigade and other not in [brigade]", label: 两队不同, article: 第四条}'
    text = changed("fields: [brigade],", f"fields: [brigade, other], when: [{check}],", NAMED)
    service = procedure_of(tmp_path, changed("      brigade:", other, text)).services["permit"]
    assert describe(service.acts["accept"].checks[0].condition) == "支援队与消防队不相同，且支援队不为消防队"
    when = service.fields["other"].when
    assert when is not None
    assert describe(when) == "已填写消防队"


WRONG = [
    ("named_by: brigade", "named_by: brigades", ["'brigades' is not known", "'brigade'"]),
    ("named_by: brigade", "named_by: deposit", ["'deposit' is not known", "brigade"]),
    ("named_by: brigade", "named_by: brigade, organ: 消防大队", ["bound to the role already"]),
    ("named_by: brigade", "duty: clerk", ["'organ' is missing"]),
    ("by: harbour, from: free, to: closed", "by: fire, from: free, to: closed", ["no field of type organ of berth"]),
    ("by: harbour, from: start, to: free", "by: fire, from: start, to: free", ["before a case is opened"]),
    ("type: organ,", "type: organ, personal: name,", ["'personal' is not known here"]),
    ("type: organ,", "type: organ, prefill: party.name,", ["'prefill' is not known here"]),
    ("order: [begins_on, opened_at]", "order: [brigade, opened_at]", ["'brigade' is not known"]),
    ("title_field: shape", "title_field: brigade", ["'brigade' is not known"]),
    ("when: deposit >= 100", "when: brigade", ["not a condition"]),
]


@pytest.mark.parametrize(("old", "new", "told"), WRONG)
def test_a_mistake_is_told_with_its_line(tmp_path, old, new, told):
    with pytest.raises(WrongPackage) as caught:
        procedure_of(tmp_path, changed(old, new, NAMED))
    assert [word for word in told if word not in str(caught.value)] == []
    assert "procedure.yaml:" in caught.value.where


CONDITIONS = [
    ("brigade == 'fire'", "is no organ"),
    ("brigade > brigade", "has no order"),
    ("brigade == deposit", "don't fit together"),
    ("brigade", "not a condition"),
]


@pytest.mark.parametrize(("condition", "told"), CONDITIONS)
def test_what_organs_are_not_compared_with(tmp_path, condition, told):
    check = f'fields: [brigade], when: [{{if: "{condition}", label: 消防队, article: 第四条}}],'
    with pytest.raises(WrongPackage, match=told):
        procedure_of(tmp_path, changed("fields: [brigade],", check, NAMED))


def test_a_package_without_such_fields_names_no_role(tmp_path):
    text = changed("{label: 消防部门, organ: 消防大队}", "{label: 消防部门, named_by: brigade}")
    with pytest.raises(WrongPackage, match="named_by"):
        procedure_of(tmp_path, text)


def test_a_clock_runs_to_a_day_that_is_set_or_else_for_its_term(tmp_path):
    text = changed(
        "kind: validity, until_field: ends_on,", "kind: window, term: 1 year, until_field: ends_on, rule: civil,"
    )
    found = procedure_of(tmp_path, text)
    service = found.services["permit"]
    clock = service.clocks["lease"]
    assert (clock.term, clock.until_field, clock.rule) == ("1 year", "ends_on", "civil")
    label = service.fields["ends_on"].label
    assert term_label(clock, service) == f"至{label}，没有填写的为1年"
    assert f"至{label}，没有填写的为1年" in [term.length for term in service_guide(service, found).terms]
