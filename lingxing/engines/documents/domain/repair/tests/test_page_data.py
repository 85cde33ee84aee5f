"""The tables of data of web pages, in their many shapes, and the site's own lines."""

import pytest

from lingxing.engines.documents.domain.model import RawLine, Source
from lingxing.engines.documents.domain.repair import clean_lines
from lingxing.engines.documents.domain.repair.furniture import is_furniture
from lingxing.engines.documents.domain.repair.page_data import page_data
from lingxing.engines.documents.domain.repair.tests.lines import source

BODY = "云梦泽县农村道路办法\n一、请护路。"


@pytest.mark.parametrize(
    "data",
    [
        "索 引 号\tYM001-42\t公开目录\t县政府文件\n文    号\t云政发〔2023〕4号\t有效性\t有效",
        "- 索引号：YM001-42\n- 发文字号：云政发〔2023〕4号\n- 公文种类 ：其他",
        "索引号：YM001-42    主题分类：农业\n发文字号：云政发〔2023〕4号    成文日期：2023-05-08",
    ],
)
def test_the_number_stays_and_all_else_goes(data: str) -> None:
    found = [line.text for line in clean_lines(source(f"{data}\n{BODY}")).lines]
    assert found == ["云政发〔2023〕4号", *BODY.split("\n")]


def test_cells_of_a_real_table_are_data_too() -> None:
    rows = (("索引号", "YM001-42", "主题分类", "农业"), ("发布机构", "县政府办", "文号", "云政发〔2023〕4号"))
    raw = [RawLine(at, "", row) for at, row in enumerate(rows, 1)]
    text = [RawLine(at, line) for at, line in enumerate(BODY.split("\n"), 3)]
    found = clean_lines(Source("page.html", "0" * 64, (*raw, *text))).lines
    assert [line.text for line in found] == ["云政发〔2023〕4号", *BODY.split("\n")]


def test_a_value_that_a_spanned_cell_repeats_is_one_value() -> None:
    title = "云梦泽县农村道路办法"
    cells = [("标题：", title, title, title), ("文号：", "云政发〔2023〕4号", "索引号：", "42")]
    assert page_data(["", ""], cells) == {0: title, 1: "云政发〔2023〕4号"}


@pytest.mark.parametrize("text", ["姓名：林远\t单位：县水利局\t备注：", "名称\t规格\t文号", "第一条 名称：东渡。"])
def test_other_rows_are_no_data(text: str) -> None:
    assert page_data([text] * 3, [None] * 3) == {}


@pytest.mark.parametrize(
    "text",
    [
        "您当前所在的位置：首页 > 政务公开 > 政策文件",
        "【信息时间：2023-07-11  阅读次数：1033】【我要打印】【关闭】",
        "时间:2024-07-02 08:50:40 来源: 某网 作者:某网 阅读:8411",
        "收藏本站| 设为首页| 首页",
        "下载地址: 点击此处下载",
        "相关文档",
        "网站标识码：0000000001",
    ],
)
def test_a_sites_own_lines(text: str) -> None:
    assert is_furniture(text, frozenset())


@pytest.mark.parametrize(
    "text",
    ["会议时间：2023年5月8日  地点：县政府", "资金来源：县财政  审核：", "联系地址：  联系电话：", "关闭渡口的打印件"],
)
def test_lines_of_forms_are_text(text: str) -> None:
    assert not is_furniture(text, frozenset())
