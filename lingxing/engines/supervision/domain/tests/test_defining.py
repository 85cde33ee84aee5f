"""An office's own definition: written by a form, kept in the words of catalogue.yaml, read back the same."""

from dataclasses import replace
from fractions import Fraction

import pytest

from lingxing.engines.supervision.domain.defining import WrongDefinition, definition_text, from_form, read_definition
from lingxing.language.assessments import Counted, Empty, Rank, ShareOf, Ties

FORM = {
    "label": "云梦泽市年度督查考评：“试行”",
    "weight-in_time": "70.5",
    "weight-targets_met": "29.5",
    "each-urged": "2",
    "most-urged": "10",
    "each-returned": "0.5",
    "ranks": "合格 60\n优秀：90\n不合格 0\n",
    "ties": "dense",
    "empty": "full",
    "fewest": "3",
}


def test_a_form_becomes_a_definition():
    made = from_form(FORM)
    assert (made.full, made.fewest, made.ties, made.empty) == (100, 3, Ties.DENSE, Empty.FULL)
    assert {one.share: one.weight for one in made.measures.values()} == {
        ShareOf.IN_TIME: Fraction(141, 2),
        ShareOf.TARGETS_MET: Fraction(59, 2),
    }
    assert [(one.counts, one.each, one.most) for one in made.deductions.values()] == [
        (Counted.URGED, 2, 10),
        (Counted.RETURNED, Fraction(1, 2), None),
    ]
    assert made.ranks == (Rank("优秀", 90), Rank("合格", 60), Rank("不合格", 0))
    assert replace(read_definition(definition_text(made)), where="") == replace(made, where="")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"weight-in_time": "", "weight-targets_met": "0"}, "没有一项指标有权重"),
        ({"weight-in_time": "七十"}, "“七十”不是分值"),
        ({"each-urged": ""}, "只写了最多扣分"),
        ({"most-urged": "1"}, "最多扣的比一件扣的还少"),
        ({"ranks": "优秀 90"}, "没有从0分起"),
        ({"ranks": "优秀 0\n合格 0"}, "两个等次的分数相同"),
        ({"ranks": "优秀"}, "“优秀”不是等次"),
        ({"fewest": "1.12345"}, "不是分值"),
    ],
)
def test_what_makes_no_definition_is_refused(wrong: dict[str, str], told: str):
    with pytest.raises(WrongDefinition, match=told):
        from_form({**FORM, **wrong})


def test_a_text_holds_exactly_one_definition():
    text = definition_text(from_form(FORM))
    with pytest.raises(WrongDefinition, match="读不懂"):
        read_definition("yearly: {label: 无}")
    with pytest.raises(WrongDefinition, match="正好有一套"):
        read_definition(text + text.replace("yearly:", "other:", 1))
