"""catalogue.yaml, `assessments`: what it says, and that mistakes in it are named with line."""

from fractions import Fraction

import pytest

from lingxing.language.assessments import Assessment, Counted, Empty, ShareOf, Ties
from lingxing.language.packages import WrongPackage
from lingxing.language.packages.assessments_file import read_assessments
from lingxing.language.packages.items import compose

TEXT = """\
yearly:
  label: 云梦泽市年度督查考评
  article: 第九条
  full: 100
  fewest: 3
  measures:
    in_time: {label: 按期办结率, share: in_time, weight: 70.5}
    targets: {label: 指标完成率, share: targets_met, weight: 29.5}
  deductions:
    urged: {label: 督查通知, counts: urged, each: 2, most: 10, article: 第十一条}
    returned: {label: 退回重报, counts: returned, each: 0.5}
  ranks:
    - {label: 优秀, at_least: 90}
    - {label: 不合格, at_least: 0}
  ties: dense
  empty: full
  breaks: [in_time, urged]
"""


def read(text: str) -> Assessment:
    (found,) = read_assessments(compose(text, "catalogue.yaml")).values()
    return found


def test_a_definition_is_read_exactly():
    found = read(TEXT)
    assert (found.full, found.fewest, found.decimals, found.ties, found.empty) == (100, 3, 2, Ties.DENSE, Empty.FULL)
    assert found.measures["in_time"].weight == Fraction(141, 2)
    assert found.measures["targets"].share is ShareOf.TARGETS_MET
    assert (found.deductions["urged"].counts, found.deductions["urged"].most) == (Counted.URGED, 10)
    assert found.deductions["returned"].each == Fraction(1, 2)
    assert [(rank.label, rank.at_least) for rank in found.ranks] == [("优秀", 90), ("不合格", 0)]
    assert found.breaks == ("in_time", "urged")


def test_nothing_is_declared_where_the_key_is_absent():
    assert read_assessments(None) == {}


WRONG = [
    ("weight: 29.5", "weight: 29", 7, "add up to 199/2, not to 100"),
    ("weight: 29.5", "weight: 0", 8, "is not above 0"),
    ("share: in_time", "share: in_tine", 7, "'in_tine' is not known"),
    ("counts: urged", "counts: scolded", 10, "'scolded' is not known"),
    ("most: 10", "most: 1", 10, "less than what one costs"),
    ("at_least: 90}", "at_least: 0}", 13, "do not fall"),
    ("at_least: 0}", "at_least: 60}", 13, "does not begin at 0"),
    ("    urged:", "    in_time:", 10, "is taken"),
    ("breaks: [in_time, urged]", "breaks: [late]", 17, "'late' is not known"),
    ("fewest: 3", "fewest: 1.5", 5, "no whole number"),
    ("ties: dense", "tie: dense", 15, "did you mean 'ties'"),
]


@pytest.mark.parametrize(("old", "new", "line", "told"), WRONG)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, told: str):
    assert old in TEXT
    with pytest.raises(WrongPackage) as caught:
        read(TEXT.replace(old, new, 1))
    assert caught.value.where == f"catalogue.yaml:{line}"
    assert told in str(caught.value)
