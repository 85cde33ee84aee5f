"""Conditions as people read them."""

import pytest

from lingxing.language.packages.procedures.tests.packaged import procedure_of
from lingxing.language.procedures.parsing import parse_condition
from lingxing.language.procedures.proving import conditions_of
from lingxing.language.procedures.tests.scopes import Names
from lingxing.language.procedures.wording import describe


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rent >= 100", "rent ≥ 100元"),
        ("rent < 99.5", "rent < 99.50元"),
        ("share == 0.35", "share = 35%"),
        ("size != 90", "size ≠ 90平方米"),
        ("rent <= deposit * 0.70", "rent ≤ deposit × 0.7"),
        ("age_of(identity) >= 18", "年龄（按identity） ≥ 18周岁"),
        ("months_between(begins, today) >= 6", "begins至today的整月数 ≥ 6个月"),
        ("begins >= '2026-03-01'", "begins ≥ 2026年3月1日"),
        ("begins == '2026-03-01'", "begins为2026年3月1日"),
        ("colour == 'red'", "colour为红"),
        ("colour != 'red'", "colour不为红"),
        ("colour in ['red', 'blue']", "colour为红、蓝之一"),
        ("colour not in ['red', 'blue']", "colour不是红、蓝中的任何一项"),
        ("colour in ['red']", "colour为红"),
        ("flag and not other", "flag，且非“other”"),
        ("(flag or other) and third", "（flag，或other），且third"),
        ("flag == false", "非“flag”"),
        ("flag == other", "flag与other相同"),
        ("(colour == 'red') == (rent > 1)", "（colour为红）与（rent > 1元）相同"),
        ("note == '一'", "note为“一”"),
        ("len(rows) > 3", "rows的项数 > 3"),
        ("given(note)", "已填写note"),
    ],
)
def test_a_condition_is_told(text, told):
    assert describe(parse_condition(text, Names())) == told


def test_what_stands_around_a_case_is_told_with_its_labels(tmp_path):
    procedure = procedure_of(tmp_path)
    told = {condition.text: describe(condition) for condition in conditions_of(procedure.services["permit"])}
    assert told["rule.subsidy and not mark.broken_word"] == "补贴，且没有“违背承诺”的记录"
    assert told["berth.size <= 50 and berth.state == 'free'"] == "泊位的面积 ≤ 50平方米，且泊位的状态为空闲"
    assert told["opinion.give_view.all.view == 'agree'"] == "水利部门的意见为同意，且消防部门的意见为同意"
    assert told["clock.objections_open.expired and objections.open == 0"] == "“公示期”已届满，且未处理的异议件数 = 0"
