"""Spaces and half-width punctuation next to Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.repair.spacing import tighten, widen


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("到 2030 年建成 12 座泵站", "到2030年建成12座泵站"),
        ("第一章 总 则", "第一章 总则"),
        ("通 知", "通知"),
        ("附件 2", "附件2"),
        ("临江市委 临江市人民政府", "临江市委 临江市人民政府"),
        ("王 江 市水利局", "王 江 市水利局"),
        ("序号 事项 单位", "序号 事项 单位"),
        ("Open Data 平台", "Open Data平台"),
        ("姓名\t单 位", "姓名\t单 位"),
    ],
)
def test_spaces_go_only_where_they_part_nothing(printed: str, clean: str) -> None:
    assert tighten(printed) == clean


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("本县,是指;其他:", "本县，是指；其他："),
        ("(一)报名", "（一）报名"),
        ("(责任单位:市水利局(市河长办),各镇)", "（责任单位：市水利局（市河长办），各镇）"),
        ("投资1,200万元,比例3:7", "投资1,200万元，比例3:7"),
        ("见 http://example.org/a,b?c=d 说明", "见http://example.org/a,b?c=d说明"),
        ("邮箱:a.b@example.org", "邮箱：a.b@example.org"),
        ("CO(2)和f(x)", "CO(2)和f(x)"),
        ("(责任单位:市水利局", "（责任单位：市水利局"),
        ("各镇)", "各镇）"),
        ("GB/T 1-2020 (E)", "GB/T 1-2020 (E)"),
    ],
)
def test_punctuation_next_to_chinese_is_widened(printed: str, clean: str) -> None:
    assert widen(tighten(printed)) == clean


@given(st.text("市县（(，, 。;:12a ", max_size=30))
def test_widening_changes_nothing_but_the_width_of_signs(text: str) -> None:
    narrow = str.maketrans("，；：？！（）", ",;:?!()")
    assert widen(text).translate(narrow).replace(" ", "") == text.translate(narrow).replace(" ", "")


@given(st.text("市县 12ab，。", max_size=30))
def test_tightening_takes_out_nothing_but_spaces(text: str) -> None:
    assert tighten(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("第 一 条 为 了 护 水 ， 制 定 本 办 法 。", "第一条为了护水，制定本办法。"),
        ("二 〇 二 三 年 五 月 八 日", "二〇二三年五月八日"),
        ("云 梦 泽 市 人 民 政 府", "云梦泽市人民政府"),
        ("王 江 林 远 李 河 陈 平", "王 江 林 远 李 河 陈 平"),
        ("王  江  林  远  李  河  ，", "王  江  林  远  李  河，"),
    ],
)
def test_sentences_spaced_out_are_closed_and_names_are_not(printed: str, clean: str) -> None:
    assert tighten(printed) == clean


@pytest.mark.parametrize("text", ["1 总则", "3.1 响应启动", "3.1.2 响应分级由县政府确定。"])
def test_the_space_behind_a_headings_number_is_no_fault(text: str) -> None:
    assert tighten(text) == text


@pytest.mark.parametrize(("text", "clean"), [("12 月底前完成", "12月底前完成"), ("3.5 万亩渔场", "3.5万亩渔场")])
def test_the_space_behind_a_figure_is_taken_out(text: str, clean: str) -> None:
    assert tighten(text) == clean
