"""Counting the cases that link to a linked one, and queues that are kept apart by a field."""

import pytest

from lingxing.language.packages.errors import WrongPackage
from lingxing.language.packages.procedures.tests.packaged import PROCEDURE, changed, procedure_of
from lingxing.language.procedures.conditions import evaluate, names

LINE = "order: [begins_on, opened_at]"
ADULT = "{if: age_of(identity) >= 18"


def with_condition(text: str) -> str:
    """Return the procedure with that condition in front of the grown-up one."""
    return changed(f"- {ADULT}", f"- {{if: {text}, label: 泊位不挤, article: 第三条}}\n          - {ADULT}")


def test_a_condition_counts_what_links_to_a_linked_case(tmp_path):
    procedure = procedure_of(tmp_path, with_condition("berth.linked.permit.sailing < 2"))
    checks = next(
        act.checks
        for act in procedure.services["permit"].acts.values()
        if any("linked" in c.condition.text for c in act.checks)
    )
    crowded = next(check.condition for check in checks if "linked" in check.condition.text)
    assert names(crowded) == ("berth.linked.permit.sailing",)
    assert evaluate(crowded, lambda name: 1) is True
    assert evaluate(crowded, lambda name: 2) is False


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("berth.linked.berth.free < 2", "no field of berth links to berth"),
        ("berth.linked.permit.flying < 2", "'flying' is not known"),
        ("berth.linked.ship.sailing < 2", "'ship' is not known"),
    ],
)
def test_only_services_that_link_there_are_counted(tmp_path, text, told):
    with pytest.raises(WrongPackage, match=told):
        procedure_of(tmp_path, with_condition(text))


def test_a_queue_may_be_kept_apart_by_a_field(tmp_path):
    assert procedure_of(tmp_path).services["permit"].queues["line"].each == ""
    apart = procedure_of(tmp_path, changed(LINE, f"{LINE}, each: shape"))
    assert apart.services["permit"].queues["line"].each == "shape"


@pytest.mark.parametrize("field", ["full_name", "crew", "nothing"])
def test_neither_rows_nor_what_is_personal_keeps_a_queue_apart(tmp_path, field):
    with pytest.raises(WrongPackage, match=f"'{field}' is not known"):
        procedure_of(tmp_path, changed(LINE, f"{LINE}, each: {field}"))


def test_the_package_itself_keeps_no_queue_apart():
    assert "each:" not in PROCEDURE
