"""A form a kind of fact: what is filled in reaches the case; what is wrong comes back to its control."""

from fractions import Fraction

import pytest

from lingxing.engines.rules.domain.cases import WrongCase, read_case
from lingxing.engines.rules.forms import MOST_ROWS, CaseForm, with_row_added, with_row_removed
from lingxing.engines.rules.views.case import problems_of

RIGHT = {
    "income": "2,500.00",
    "area": "88.5",
    "born_on": "1950-05-01",
    "stove": "gas",
    "district": "a",
    "persons": "3",
    "discount": "10%",
    "registered": "true",
}


@pytest.fixture
def heating(invented):
    return invented["yunmeng/heating_2026"].program()


@pytest.fixture
def clinic(invented):
    return invented["yunmeng/clinic_2026"].program()


def controls(form):
    return {control.name: control for control in form}


def test_every_kind_of_fact_has_its_control(heating):
    found = {name: (control.widget, control.unit) for name, control in controls(CaseForm(heating)).items()}
    assert found == {
        "income": ("number", "元/月"),
        "area": ("number", "平方米"),
        "born_on": ("date", ""),
        "stove": ("radios", ""),
        "district": ("select", ""),
        "persons": ("number", "人"),
        "discount": ("number", "%"),
        "registered": ("radios", ""),
    }


def test_what_is_filled_in_is_the_case(heating):
    case = read_case(heating, CaseForm(heating, RIGHT).given())
    assert case.values["income"] == 250_000
    assert case.values["registered"] is True
    assert str(case.values["born_on"]) == "1950-05-01"
    assert case.values["discount"] == Fraction(1, 10)


def test_an_empty_form_says_nothing_but_the_defaults(heating, clinic):
    assert CaseForm(heating).given() == {}
    assert CaseForm(clinic).given() == {}
    assert [taken.label for taken in read_case(heating, {}).defaults] == ["已享受的减免比例"]


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("income", "很多", "不是数值"),
        ("income", "-1", "不能为负"),
        ("income", "1000000.01", "超出范围"),
        ("income", "12.345", "小数位数过多"),
        ("income", "12 m2", "单位"),
        ("area", "三十", "不是数值"),
        ("area", "-0.01", "不能为负"),
        ("area", "10000.01", "超出范围"),
        ("area", "1.234", "小数位数过多"),
        ("born_on", "昨天", "日期写法不对"),
        ("born_on", "2026-02-30", "没有这一天"),
        ("born_on", "1899-12-31", "超出范围"),
        ("born_on", "2027-01-01", "超出范围"),
        ("stove", "wood", "集中供暖"),
        ("district", "z", "东区"),
        ("persons", "2.5", "小数位数过多"),
        ("persons", "0", "超出范围"),
        ("persons", "21", "超出范围"),
        ("discount", "60", "超出范围"),
        ("discount", "-1%", "不能为负"),
        ("discount", "0.12345", "小数位数过多"),
        ("registered", "maybe", "true"),
    ],
)
def test_what_is_wrong_comes_back_to_its_control(heating, name, typed, told):
    form = CaseForm(heating, RIGHT | {name: typed})
    with pytest.raises(WrongCase) as wrong:
        read_case(heating, form.given())
    problems, general = problems_of(wrong.value, form)
    assert list(problems) == [name]
    assert told in problems[name][0]
    assert general == ()
    shown = controls(CaseForm(heating, form.data, problems))[name]
    assert shown.errors
    assert f"id_{name}_error" in shown.described_by
    assert shown.text == typed


def test_all_mistakes_are_told_at_once(heating):
    form = CaseForm(heating, {"income": "x", "area": "y", "born_on": "z"})
    with pytest.raises(WrongCase) as wrong:
        read_case(heating, form.given())
    assert set(problems_of(wrong.value, form)[0]) == {"income", "area", "born_on"}


VISITS = {
    "visits-rows": "4",
    "visits-1-date": "2026-02-01",
    "visits-1-cost": "100",
    "visits-3-date": "2026-03-01",
    "visits-3-cost": "-20",
    "visits-3-level": "low",
}


def test_rows_that_hold_nothing_are_left_out(clinic):
    assert CaseForm(clinic, VISITS).given()["visits"] == [
        {"date": "2026-02-01", "cost": "100"},
        {"date": "2026-03-01", "cost": "-20", "level": "low"},
    ]


def test_a_list_without_rows_says_that_nothing_happened(clinic):
    assert CaseForm(clinic, {"visits-rows": "0"}).given() == {"visits": []}


def test_a_mistake_in_a_row_comes_back_to_that_row(clinic):
    form = CaseForm(clinic, VISITS | {"visits-3-cost": "zwanzig"})
    with pytest.raises(WrongCase) as wrong:
        read_case(clinic, form.given())
    assert list(problems_of(wrong.value, form)[0]) == ["visits-3-cost"]


def test_a_row_is_added_and_the_rest_stays(clinic):
    (events,) = clinic.lists.values()
    changed, focus = with_row_added(VISITS, events)
    assert changed == VISITS | {"visits-rows": "5"}
    assert focus == "visits-4-date"


def test_a_row_is_removed_and_those_after_it_move_up(clinic):
    (events,) = clinic.lists.values()
    changed, focus = with_row_removed(VISITS | {"insured": "true"}, events, 1)
    assert changed == {
        "insured": "true",
        "visits-rows": "3",
        "visits-2-date": "2026-03-01",
        "visits-2-cost": "-20",
        "visits-2-level": "low",
    }
    assert focus == "visits-1-date"


@pytest.mark.parametrize("count", ["x", "-1", "²", "9999", ""])
def test_a_number_of_rows_that_nobody_may_send_is_one(clinic, count):
    assert len(CaseForm(clinic, {"visits-rows": count}).lists[0].rows) == 1


def test_rows_are_bounded(clinic):
    (events,) = clinic.lists.values()
    changed, _ = with_row_added({"visits-rows": str(MOST_ROWS)}, events)
    assert len(CaseForm(clinic, changed).lists[0].rows) == MOST_ROWS
    assert CaseForm(clinic, {"visits-rows": "999"}).lists[0].is_full
