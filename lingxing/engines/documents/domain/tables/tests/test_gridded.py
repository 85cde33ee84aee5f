"""Tables with a row on each line, in invented texts."""

from lingxing.engines.documents.domain.model import Line, RepairKind, TableForm
from lingxing.engines.documents.domain.tables import TablesFound, extract_tables


def found(*texts: str, prefix: str = "") -> TablesFound:
    return extract_tables([Line(text, i, i) for i, text in enumerate(texts, start=1) if text], prefix)


def test_a_header_repeated_on_the_next_page_is_dropped_once_logged() -> None:
    tables = found(
        "全市植树任务分工表",
        "序号\t任务\t责任单位",
        "一、城区\t\t",
        "1\t沿河植柳\t市园林局",
        "",
        "序号\t任务\t责任单位",
        "2\t山前植松\t市林业局",
    )
    (table,) = tables.tables
    assert table.title == "全市植树任务分工表"
    assert table.header == ("序号", "任务", "责任单位")
    assert table.rows == (("一、城区", "", ""), ("1", "沿河植柳", "市园林局"), ("2", "山前植松", "市林业局"))
    assert [(r.line, r.kind) for r in tables.repairs] == [(6, RepairKind.TABLE)]
    assert (table.first_line, table.last_line, table.form) == (2, 7, TableForm.TABBED)


def test_two_header_rows_become_one_name_a_column() -> None:
    (table,) = found(
        "序号\t单位\t房源\t\t备注",
        "\t\t购买\t新建\t",
        "合计\t全市\t30\t12\t",
        "1\t东区\t30\t\t",
        "2\t西区\t\t12\t",
    ).tables
    assert table.header == ("序号", "单位", "房源·购买", "房源·新建", "备注")
    assert table.rows[0] == ("合计", "全市", "30", "12", "")


def test_a_name_list_has_no_header_and_short_rows_are_filled_up() -> None:
    (table,) = found("组 长：甲一\t副市长", "成 员：乙二\t局长\t丙三\t主任").tables
    assert table.header == ()
    assert table.rows == (("组 长：甲一", "副市长", "", ""), ("成 员：乙二", "局长", "丙三", "主任"))


def test_markup_left_in_cells_becomes_lines_of_the_cell() -> None:
    (table,) = found("序号\t材料", "1\t<p>申请表</p> <p>身份证</p>", "2\t<ol><li>照片</li></ol>").tables
    assert [row[1] for row in table.rows] == ["申请表\n身份证", "照片"]


def test_real_cells_make_a_table_and_another_header_another_table() -> None:
    rows = [("序号", "名称"), ("1", "甲"), ("序号", "名称", "数量"), ("1", "乙", "3")]
    lines = [Line("", i, i, cells=cells) for i, cells in enumerate(rows, start=5)]
    tables = extract_tables(lines, "anx_2").tables
    assert [(t.id, t.header, t.form) for t in tables] == [
        ("anx_2__table_1", ("序号", "名称"), TableForm.MARKUP),
        ("anx_2__table_2", ("序号", "名称", "数量"), TableForm.MARKUP),
    ]


def test_a_lonely_row_stays_a_line() -> None:
    tables = found("前文。", "甲\t乙", "后文。")
    assert tables.tables == ()
    assert [line.text for line in tables.rest] == ["前文。", "甲\t乙", "后文。"]


def test_words_on_top_of_figures_are_a_header() -> None:
    (table,) = found("二、作物受损标准", "作物\t程度\t元/亩", "小麦\t轻\t60", "小麦\t重\t180", "油菜\t轻\t75").tables
    assert table.title == "作物受损标准"
    assert table.header == ("作物", "程度", "元/亩")
    assert len(table.rows) == 3


def test_a_table_of_words_alone_has_no_header_unless_its_first_row_names_columns() -> None:
    (table,) = found("东岸\t柳树", "西岸\t杨树", "南岸\t松树").tables
    assert table.header == ()
    (table,) = found("姓名\t工作单位", "甲一\t市一中", "乙二\t市二中").tables
    assert table.header == ("姓名", "工作单位")


def test_merged_header_cells_are_repeated_in_real_tables() -> None:
    rows = [
        ("序号", "房源", "房源", "备注"),
        ("序号", "购买", "新建", "备注"),
        ("1", "30", "12", ""),
        ("2", "8", "9", ""),
    ]
    lines = [Line("", i, i, cells=cells) for i, cells in enumerate(rows, start=1)]
    (table,) = extract_tables(lines, "").tables
    assert table.header == ("序号", "房源·购买", "房源·新建", "备注")
    assert len(table.rows) == 2


def test_tags_in_the_text_make_a_table_and_leave_the_words_around_it() -> None:
    tables = found(
        "见下表：<table><tr><th>序号</th><th>任务</th></tr>",
        "<tr><td rowspan='2'>1</td><td><p>种柳</p></td></tr><tr><td>种松</td></tr>",
        "</table>以上由各区落实。",
    )
    (table,) = tables.tables
    assert (table.header, table.rows) == (("序号", "任务"), (("1", "种柳"), ("1", "种松")))
    assert (table.form, table.first_line, table.last_line) == (TableForm.MARKUP, 1, 2)
    assert [line.text for line in tables.rest] == ["见下表：", "以上由各区落实。"]


def test_rows_between_bars_make_a_table() -> None:
    (table,) = found("| 序号 | 任务 |", "|---|:---:|", "| 1 | 种柳 |", "| 2 | 种松 |").tables
    assert (table.header, table.rows) == (("序号", "任务"), (("1", "种柳"), ("2", "种松")))
