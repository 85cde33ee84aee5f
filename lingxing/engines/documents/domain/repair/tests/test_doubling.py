"""Bold heads printed twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.repair import clean_lines
from lingxing.engines.documents.domain.repair.doubling import close_squares, undouble
from lingxing.engines.documents.domain.repair.tests.lines import source


@pytest.mark.parametrize(
    ("printed", "once"),
    [
        ("11.. 修建湖滨步道修建湖滨步道。。今年完成", "1. 修建湖滨步道。今年完成"),
        ("1212.. 整治黑臭水体整治黑臭水体。。", "12. 整治黑臭水体。"),
        ("33.. 推行推行““河长河长++警长警长””制度制度。。各镇", "3. 推行“河长+警长”制度。各镇"),
        ("（（二二））改造老旧管网改造老旧管网", "（二）改造老旧管网"),
        ("继续继续““送水送水””上门上门。。对山区", "继续“送水”上门。对山区"),
    ],
)
def test_every_run_of_a_doubled_head_is_printed_once(printed: str, once: str) -> None:
    assert undouble(printed, carried=False)[0] == once


def test_a_doubled_head_goes_on_in_the_next_line() -> None:
    first, carried = undouble("22.. 建立健全湖泊日常巡查机建立健全湖泊日常巡查机", carried=False)
    second, after = undouble("制制。。各镇每月巡查", carried=carried)
    assert (first, second) == ("2. 建立健全湖泊日常巡查机", "制。各镇每月巡查")
    assert carried
    assert not after


@pytest.mark.parametrize(
    "plain",
    ["处处干净、人人满意", "11.5万元用于研究研究", "大大小小的河湖", "2020年2020户", "一一对应", "市市场监管局"],
)
def test_ordinary_repetition_stays(plain: str) -> None:
    assert undouble(plain, carried=False) == (plain, False)


def test_a_long_word_twice_in_a_row_is_closed() -> None:
    assert close_squares("要加强饮用水源保护加强饮用水源保护工作") == "要加强饮用水源保护工作"


def test_a_source_without_doubling_is_left_alone() -> None:
    text = "各村各村民小组要看好自家门自家人自家事自家人自家事"
    assert clean_lines(source(text)).lines[0].text == text


@given(st.lists(st.text("山水林田湖草沙", min_size=2, max_size=8), min_size=1, max_size=4))
def test_doubling_and_undoubling_give_the_head_back(words: list[str]) -> None:
    """An independent maker of the fault: every run twice, signs between them twice as well."""
    runs = [word for word in words if word[: len(word) // 2] * 2 != word]
    head = "，".join(runs)
    printed = "55.. " + "，，".join(run * 2 for run in runs) + "。。" + "后文"
    assert undouble(printed, carried=False)[0] == f"5. {head}。后文"
