"""Roles for which a case names organs, and clocks with a set day or else a term, played without a database."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.capacities import lead_role, named_organs
from lingxing.engines.cases.domain.organ_names import organs_held, with_names
from lingxing.engines.cases.domain.play import Story
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.values import Unfit, from_json, read_value, to_json
from lingxing.engines.cases.papers.filling import shown_value
from lingxing.engines.cases.tests.orders import procedure
from lingxing.language.procedures.definitions import Field, FieldKind

ON = dt.date(2026, 3, 2)
UNIT = Field("unit", "承办单位", FieldKind.ORGAN)


def story() -> Story:
    told = Story(procedure(), "order")
    told.do("2026-03-02", "office", "list", {"heading": "修桥"})
    return told


def test_nobody_is_waited_for_while_no_organ_is_named():
    told = story()
    assert (told.turns(), told.organ("unit")) == (("office",), None)
    assert "还没有填写“承办单位”" in told.refusal("2026-03-02", "unit", "report", {"result": "好"})


def test_the_organ_changes_with_the_field_and_back_with_a_correction():
    told = story()
    told.do("2026-03-02", "office", "assign", {"unit": 7, "helper": 8})
    assert (told.organ("unit"), told.organ("unit_head"), told.organ("helper")) == (7, 7, 8)
    assert set(told.turns()) == {"office", "unit"}
    told.do("2026-03-03", "unit", "refer")
    assert told.organ("unit") == 8
    told.correct("2026-03-03")
    assert told.organ("unit") == 7


def test_an_organ_that_does_not_stand_is_refused():
    told = story()
    told.world["organ_stands"] = lambda organ: organ != 9
    assert told.refusals("2026-03-02", "office", "assign", {"unit": 9}) == (
        "承办单位：没有这个单位，或已撤并，请从单位名录中选择（第四条）",
    )
    with pytest.raises(Refused):
        told.do("2026-03-02", "office", "assign", {"unit": 7, "partners": [{"unit": 9, "share": "供水"}]})


# Ten working days after Monday 2 March 2026 are 3–6, 9–13 and 16 March; Saturday 21 March is no working day.
@pytest.mark.parametrize(
    ("due", "last"),
    [(None, dt.date(2026, 3, 16)), ("2026-03-21", dt.date(2026, 3, 21)), ("2027-05-01", dt.date(2027, 5, 1))],
)
def test_the_clock_runs_to_the_day_that_is_set_or_for_its_term(due, last):
    told = story()
    told.do("2026-03-02", "office", "assign", {"unit": 7, "due": due})
    assert told.due("handling") == last


def test_a_clock_that_starts_anew_goes_by_the_day_set_then():
    told = story()
    told.do("2026-03-02", "office", "assign", {"unit": 7, "due": "2026-03-21"})
    told.do("2026-03-03", "office", "assign", {"unit": 8, "due": None})
    assert told.due("handling") == dt.date(2026, 3, 17)  # ten working days after 3 March


def test_the_role_that_leads_is_bound_not_named():
    service, roles = procedure().services["order"], procedure().roles
    assert lead_role(service, roles) == "office"
    assert named_organs(roles, {"unit": 7, "due": ON}) == {"unit": 7, "unit_head": 7}


@pytest.mark.parametrize("given", [7, "7", " 7 "])
def test_an_organ_is_read_by_its_id(given):
    assert read_value(UNIT, given, ON) == 7


@pytest.mark.parametrize("given", [0, -7, True, 7.0, "七", "7a", "07", 2**31, "９"])
def test_what_is_no_id_is_not(given):
    with pytest.raises(Unfit, match="请从单位名录中选择"):
        read_value(UNIT, given, ON)


def test_organs_are_stored_as_whole_numbers_and_shown_by_name():
    service = procedure().services["order"]
    rows = read_value(service.fields["partners"], [{"unit": 8, "share": "供水"}], ON)
    assert to_json(UNIT, 7) == from_json(UNIT, 7) == 7
    assert organs_held(service, [{"unit": 7, "partners": rows}, {"unit": None}]) == {7, 8}
    named = with_names(service, {7: "公路局", 8: "水务局"})
    assert shown_value(named.fields["unit"], 7) == "公路局"
    assert shown_value(named.fields["partners"], rows) == "水务局，供水"
