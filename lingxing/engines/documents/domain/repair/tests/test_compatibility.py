"""Look-alike characters, and tabs that part no cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.repair import clean_lines
from lingxing.engines.documents.domain.repair.compatibility import unify
from lingxing.engines.documents.domain.repair.indents import untabbed
from lingxing.engines.documents.domain.repair.tests.lines import source


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("云政发〔２０２３〕５号", "云政发〔2023〕5号"),
        ("⼈⺠政府", "人民政府"),
        ("Ａ类企业", "A类企业"),
        ("笫三条自5月8曰起，自印发之曰起，子曰", "第三条自5月8日起，自印发之日起，子曰"),
        ("—、总则", "一、总则"),
        ("—护水", "—护水"),
        ("Ⅰ级响应，50％，①", "Ⅰ级响应，50％，①"),
    ],
)
def test_look_alikes(printed: str, usual: str) -> None:
    assert unify(printed) == usual


@given(st.text())
def test_the_length_never_changes(text: str) -> None:
    assert len(unify(text)) == len(text)


def test_the_change_is_logged() -> None:
    (repair,) = clean_lines(source("２０２３年５月８日")).repairs
    assert (repair.before, repair.after) == ("２０２３年５月８日", "2023年5月8日")


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("\t第一条 为了护水，制定本办法。", "第一条 为了护水，制定本办法。"),
        ("第一条\t为了护水，制定本办法。", "第一条 为了护水，制定本办法。"),
        ("\t（一）\t水源地；", "（一） 水源地；"),
        ("1.\t水源地由镇政府看护，每日巡查。", "1. 水源地由镇政府看护，每日巡查。"),
    ],
)
def test_tabs_that_indent_are_taken_out(printed: str, clean: str) -> None:
    assert untabbed(["护水办法", printed, "完。"]) == {1: clean}


def test_rows_of_a_table_keep_their_tabs() -> None:
    assert untabbed(["序号\t镇名", "1\t东镇", "\t西镇", "1.\t南镇", "一\t合计"]) == {}


def test_a_text_indented_throughout_keeps_the_rows_of_its_tables() -> None:
    texts = ["\t护水办法", "\t第一条 护水。", "\t如下表：", "镇名\t人数", "\t东镇\t5", "\t以上。"]
    assert set(untabbed(texts)) == {0, 1, 2, 5}
