"""Quotes and brackets without a partner."""

import pytest

from lingxing.engines.documents.domain.repair.oddities import strange_words
from lingxing.engines.documents.domain.repair.pairing import is_balanced, unpaired_signs
from lingxing.engines.documents.domain.repair.tests.lines import lines


@pytest.mark.parametrize(
    ("text", "sign"),
    [("供水办法》已经同意", "》"), ("（责任单位：县水利局", "（"), ("各县市、区）政府", "）"), ("“甲》乙”", "》")],
)
def test_a_sign_alone_is_named(text: str, sign: str) -> None:
    (problem,) = unpaired_signs(lines(text))
    assert sign in problem.message


def test_a_quotation_over_paragraphs_and_numbered_lists_are_no_fault() -> None:
    assert (
        unpaired_signs(lines("修改为：“第二条 水价。", "第三条 水质。”", "1）水厂（含泵站）", "《甲〈乙〉的通知》"))
        == []
    )


def test_balance() -> None:
    assert is_balanced("《临江市“两湖”（试行）办法》")
    assert not is_balanced("临江市方案2023—2025年）")


def test_an_english_word_inside_chinese_is_named() -> None:
    (problem,) = strange_words(lines("加强水厂and泵站建设", "推广Brand and Co设备", "发展AI和5G"))
    assert problem.line == 1


def test_figures_that_no_calendar_holds_are_named() -> None:
    found = strange_words(
        lines("标准为东山镇783月，西河镇780月。", "缴费期为9月1日至1231日。", "公示90日，12月31日前、100日内办结。")
    )
    assert [(problem.line, problem.message[:6]) for problem in found] == [(1, "“783月”"), (2, "“1231日")]
