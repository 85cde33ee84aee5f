"""What belongs to the page or the site."""

import pytest

from lingxing.engines.documents.domain.repair import clean_lines
from lingxing.engines.documents.domain.repair.furniture import is_furniture, page_heads
from lingxing.engines.documents.domain.repair.tests.lines import source

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "— 12 —",
        "－ 3 －",
        "—— 8",
        "·3·",
        "第 3 页 共 9 页",
        "3 / 9",
        "临江市人民政府公报2023.05",
        "政办发临江市人民政府公报2023.05",
        "云梦泽县人民政府公报 2023年第4期",
        "2023.04临江市人民政府公报",
        "字号: 分享到:",
        "【字体：大 中 小】 打印",
        "责任编辑:王江",
        "• 主办单位:临江市人民政府",
        "浏览次数：312次",
        "首页 > 政务公开",
        "临江市人民政府公报（2023年第2号）",
    ],
)
def test_furniture(text: str) -> None:
    assert is_furniture(text, NONE)


@pytest.mark.parametrize(
    "text",
    ["12", "—— 坚持节水优先", "临江市人民政府", "2023年5月8日", "3/9的居民", "一、公报编印工作", "来源于上游的水"],
)
def test_text(text: str) -> None:
    assert not is_furniture(text, NONE)


def test_a_head_that_stands_on_three_pages() -> None:
    assert page_heads(["临江公报 综合", "正文", "临江公报 综合", "临江公报 综合", "公报室"]) == {"临江公报 综合"}


def test_the_data_of_a_web_page_go_and_what_is_printed_nowhere_else_stays() -> None:
    data = "索引号：LJ/1\n标题：市人民政府关于护水的意见\n发文字号：临政发〔2023〕9号\n成文日期：2023年5月9日\n"
    once = [line.text for line in clean_lines(source(data + "各镇：\n请护水。")).lines]
    assert once == ["市人民政府关于护水的意见", "临政发〔2023〕9号", "各镇：", "请护水。"]
    body = "市人民政府关于护水的意见\n临政发〔2023〕9号\n各镇：\n请护水。"
    assert [line.text for line in clean_lines(source(data + body)).lines] == body.split("\n")


def test_two_such_lines_are_text() -> None:
    text = "名称：东渡\n主题词：渡口"
    assert len(clean_lines(source(text)).lines) == 2


def test_keys_and_values_on_lines_of_their_own_are_data_too() -> None:
    data = (
        " • 索引号:\n   LJ/2\n • 主题分类:\n • 发文字号:\n   临政发〔2023〕9号\n • 发布日期:\n   2023年5月9日 16:40\n"
    )
    found = [line.text for line in clean_lines(source("返回顶部\n" + data + "临江市护水规则\n一、请护水。")).lines]
    assert found == ["临政发〔2023〕9号", "临江市护水规则", "一、请护水。"]
