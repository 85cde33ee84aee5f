"""HTML: what a reader sees, in lines and rows; nothing that runs."""

import pytest

from lingxing.engines.documents.domain.reading import read_source
from lingxing.kernel.errors import UnreadableSource


def lines_of(body: str, encoding: str = "utf-8", charset: str = "utf-8") -> list[str]:
    page = f"<!DOCTYPE html><html><head><meta charset={charset}><title>page</title></head><body>{body}</body></html>"
    return [line.text for line in read_source("页.html", page.encode(encoding)).lines]


def rows_of(body: str) -> list[tuple[str, ...] | None]:
    return [line.cells for line in read_source("页.html", f"<html><body>{body}</body></html>".encode()).lines]


def test_blocks_become_lines_and_inline_parts_stay_together():
    assert lines_of("<h1>关于<b>点灯</b>的\n  通知</h1><p>第一段<br>第二段</p>尾") == [
        "关于点灯的通知",
        "第一段",
        "第二段",
        "尾",
    ]


def test_scripts_styles_navigation_and_hidden_parts_are_dropped():
    body = (
        "<script>alert('一')</script><style>p{}</style><nav>首页</nav><p onclick='x()'>正文</p>"
        "<p style='display: none'>藏</p><p hidden>藏</p><iframe src='x'>框</iframe><noscript>无</noscript>"
        "<!-- 注 --><?php 二 ?><footer>版权</footer>"
    )
    assert lines_of(body) == ["正文"]


def test_words_that_look_like_markup_stay_words():
    assert lines_of("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>") == ["<script>alert(1)</script>"]


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "gb2312"), ("big5", "big5")],
)
def test_the_encoding_is_found_even_where_the_page_errs(encoding, charset):
    assert lines_of("<p>雲夢的橋</p>", encoding, charset) == ["雲夢的橋"]


def test_a_numbered_list_shows_the_numbers_that_a_browser_shows():
    assert lines_of("<ol><li>甲</li><li>乙<ol><li>丙</li></ol></li><li value=7>丁</li><li>戊</li></ol>") == [
        "1.甲",
        "2.乙",
        "1.丙",
        "7.丁",
        "8.戊",
    ]


def test_an_item_that_prints_its_number_gets_no_second_one():
    assert lines_of("<ol><li>（一）甲</li><li>2、乙</li><li>第三条 丙</li></ol>") == ["（一）甲", "2、乙", "第三条 丙"]


def test_lines_of_preformatted_text_stay_apart():
    assert lines_of("<pre>甲\n乙</pre>") == ["甲", "乙"]


def test_a_table_becomes_rows_of_cells():
    body = "<table><tr><th>序号</th><th>任务</th></tr><tr><td>1</td><td>点灯<br>添油</td></tr></table>"
    assert rows_of(body) == [("序号", "任务"), ("1", "点灯 添油")]


def test_merged_cells_repeat_their_text_except_across_the_whole_row():
    body = (
        "<table><tr><th rowspan=2>区县</th><th colspan=2>盏数</th></tr><tr><td>2026年</td><td>2027年</td></tr>"
        "<tr><td colspan=3>一、城区</td></tr><tr><td>临江区</td><td>12</td><td>15</td></tr></table>"
    )
    assert rows_of(body) == [
        ("区县", "盏数", "盏数"),
        ("区县", "2026年", "2027年"),
        ("一、城区", "", ""),
        ("临江区", "12", "15"),
    ]
    source = read_source("页", f"<html><body>{body}</body></html>".encode())
    assert source.lines[1].text == "\t2026年\t2027年"


def test_a_table_that_lays_out_the_page_is_text():
    inner = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    assert rows_of(f"<table><tr><td>侧栏</td><td>{inner}</td></tr></table>") == [None, ("甲", "乙"), ("丙", "丁")]


def test_a_fragment_without_a_page_around_it_is_read():
    assert [line.text for line in read_source("片段", "<div><p>甲</p><p>乙</p></div>".encode()).lines] == ["甲", "乙"]


def test_endless_nesting_is_refused():
    with pytest.raises(UnreadableSource, match="嵌套超过250层"):
        lines_of("<div>" * 5000 + "深")


def test_spans_beyond_reason_are_refused():
    row = "<tr>" + "<td colspan=500 rowspan=500>" + "渡" * 2000 + "</td><td>口</td></tr>"
    with pytest.raises(UnreadableSource, match="表格"):
        rows_of(f"<table>{row * 200}</table>")


def test_a_page_without_words_is_refused():
    with pytest.raises(UnreadableSource, match="没有文字"):
        lines_of("<script>alert(1)</script>")
