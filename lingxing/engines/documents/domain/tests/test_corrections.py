"""Corrections as a pure layer over a text."""

import dataclasses
import datetime as dt

import pytest

from lingxing.engines.documents.domain.corrections import (
    Act,
    ActKind,
    MarkState,
    apply_acts,
    parse_period,
    source_value,
    standing_acts,
)
from lingxing.engines.documents.domain.model import Document
from lingxing.engines.documents.domain.places import place_label, read_value, relation_name, segment
from lingxing.engines.documents.tests import samples
from lingxing.kernel.dates import Period
from lingxing.kernel.errors import LingxingError


def act(document: Document, path: str, typed: str, kind: ActKind = ActKind.CORRECT) -> Act:
    value = None if kind is ActKind.WITHDRAW else read_value(path, typed)
    return Act(1, kind, path, value, source_value(document, path), "与纸质原件核对", "operator", samples.AT)


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("number", "云政规[2024]5", "云政规〔2024〕5号"),
        ("issuer", "", None),
        ("units/art_3/text", "渡船停航。", "渡船停航。"),
        ("tables/table_1/rows/1/1", "45", "45"),
        ("tasks/task_1/deadline/due_on", "2025年1月31日", "2025-01-31"),
        ("tasks/task_1/lead_units/市交通局/organs", "甲局、乙局", ["甲局", "乙局"]),
        ("instruments/inst_1/title", "渡口办法", "渡口办法"),
    ],
)
def test_a_value_is_set_where_its_path_leads(path: str, typed: str, value: object):
    document = samples.ferry_rules()
    corrected = apply_acts(document, [act(document, path, typed)])
    assert source_value(corrected.document, path) == value
    assert corrected.marks[0].state is MarkState.APPLIED
    assert dataclasses.replace(document) == samples.ferry_rules()


def test_a_relation_is_named_by_its_kind_and_number():
    document = samples.ferry_rules()
    path = "relations/" + segment(relation_name("repeals", "云政办发〔2017〕11号", "")) + "/effective_on"
    corrected = apply_acts(document, [act(document, path, "2024-09-01")]).document
    assert corrected.relations[0].effective_on == dt.date(2024, 9, 1)


def test_a_corrected_effect_moves_the_end_of_the_period_counted_from_it():
    document = samples.ferry_rules()
    corrected = apply_acts(document, [act(document, "validity/effective_on", "2024-09-01")]).document
    # five years from 2024-09-01 end with 2029-08-31
    assert corrected.validity.expires_on == dt.date(2029, 8, 31)
    assert corrected.instruments[0].validity == corrected.validity


def test_an_end_beyond_the_calendar_is_no_end():
    document = samples.ferry_rules()
    corrected = apply_acts(document, [act(document, "validity/effective_on", "9998-09-01")]).document
    # five years from 9998-09-01 would end in the year 10003
    assert corrected.validity.expires_on is None


def test_an_end_that_was_set_itself_stays():
    document = samples.ferry_rules()
    acts = [act(document, "validity/expires_on", "2030-01-01"), act(document, "validity/effective_on", "2024-09-01")]
    assert apply_acts(document, acts).document.validity.expires_on == dt.date(2030, 1, 1)


def test_a_corrected_signature_moves_an_effect_that_was_the_signature():
    document = samples.ferry_rules()
    validity = dataclasses.replace(document.validity, effective_on=document.date)
    document = dataclasses.replace(document, validity=validity)
    corrected = apply_acts(document, [act(document, "date", "2024-06-10")]).document
    assert corrected.validity.effective_on == dt.date(2024, 6, 10)
    assert corrected.validity.expires_on == dt.date(2029, 6, 9)


def test_the_last_act_on_a_path_stands_and_a_withdrawal_ends_it():
    document = samples.ferry_rules()
    first, second = act(document, "title", "甲"), act(document, "title", "乙")
    assert apply_acts(document, [first, second]).document.title == "乙"
    withdrawn = act(document, "title", "", ActKind.WITHDRAW)
    assert standing_acts([first, second, withdrawn]) == ()
    assert apply_acts(document, [first, withdrawn]).document == document


@pytest.mark.parametrize(
    ("now", "state"), [("云梦泽市渡口管理办法", "applied"), ("渡口新规", "agrees"), ("别的题目", "conflict")]
)
def test_a_mark_says_how_the_source_stands_to_it_now(now: str, state: str):
    document = samples.ferry_rules()
    correction = act(document, "title", "渡口新规")
    later = apply_acts(dataclasses.replace(document, title=now), [correction])
    assert later.document.title == "渡口新规"
    assert later.marks[0].state.value == state


def test_an_act_on_a_place_that_is_gone_is_shown_and_not_applied():
    document = samples.ferry_rules()
    correction = act(document, "tasks/task_2/text", "公布新名录")
    later = apply_acts(dataclasses.replace(document, tasks=document.tasks[:1]), [correction])
    assert later.marks[0].state is MarkState.LOST
    assert len(later.document.tasks) == 1


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("date", "2024年2月30日"),
        ("number", "十一号"),
        ("units/art_1/number", "一"),
        ("repairs/0/before", "x"),
        ("id", "x"),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_remedy(path: str, typed: str):
    with pytest.raises(LingxingError) as refused:
        read_value(path, typed)
    assert refused.value.remedy


def test_a_value_outside_its_choices_is_refused():
    document = samples.ferry_rules()
    with pytest.raises(LingxingError, match="格式"):
        apply_acts(document, [act(document, "tasks/task_1/deadline/kind", "某天")])


def test_an_unknown_place_is_refused():
    with pytest.raises(LingxingError, match="没有这一项"):
        source_value(samples.ferry_rules(), "units/art_99/text")
    assert place_label("units/art_99/text") == "条文"


def test_a_name_with_a_slash_is_escaped():
    assert segment("甲/乙~丙") == "甲~1乙~0丙"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("P5Y", Period(5)),
        ("P1Y6M", Period(1, 6)),
        ("P30D", Period(days=30)),
        ("五年", None),
        ("P5", None),
        (None, None),
    ],
)
def test_periods_are_read(text: str | None, period: Period | None):
    assert parse_period(text) == period
