"""Tables printed column by column, in invented texts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import Line, ProblemKind, TableForm
from lingxing.engines.documents.domain.tables import TablesFound, extract_tables


def printed(text: str) -> list[Line]:
    """Number the lines of `text` from 1 and leave the blank ones out, as clean lines come."""
    return [Line(line, n, n) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]


def found(text: str) -> TablesFound:
    return extract_tables(printed(text), "")


def test_columns_with_their_names_on_top_become_rows() -> None:
    names, cells = "绿化主要指标 序号 1 2 指标", "人均绿地\n（平方米） 绿道长度 2030年\n目标值 ≥12 ≥80 注：每年核对。"
    text = f"{names} {cells}".replace(" ", "\n\n")
    tables = found(text)
    (table,) = tables.tables
    assert table.title == "绿化主要指标"
    assert table.header == ("序号", "指标", "2030年目标值")
    assert table.rows == (("1", "人均绿地（平方米）", "≥12"), ("2", "绿道长度", "≥80"))
    assert [line.text for line in tables.rest] == ["绿化主要指标", "注：每年核对。"]


def test_pages_with_the_header_behind_the_rows_make_one_table() -> None:
    page = "{0}\n\n{1}\n\n任务{0}\n\n任务{1}\n\n市住房和城\n乡建设局市\n\n政科\n\n市水利局\n\n序号 事项 单位\n"
    (table,) = found(page.format(1, 2) + page.format(3, 4)).tables
    assert table.header == ("序号", "事项", "单位")
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4"]
    assert table.rows[2] == ("3", "任务3", "市住房和城乡建设局市政科")
    assert table.form is TableForm.FLATTENED


def test_a_page_whose_counts_do_not_fit_is_listed_and_reported() -> None:
    tables = found("1\n\n2\n\n3\n\n甲\n\n乙\n\n丙\n\n丁\n\n序号 事项 单位\n")
    (table,) = tables.tables
    assert table.header == ()
    assert [row[0] for row in table.rows] == ["1", "2", "3", "甲", "乙", "丙", "丁", "序号 事项 单位"]
    (problem,) = tables.problems
    assert problem.kind is ProblemKind.TABLE
    assert "序号1至3" in problem.message


WORDS = re.compile(r"[\u4e00-\u9fff]+|[abx\d]+(?![^<]*>)")
cell = st.text(alphabet="甲乙丙丁戊己庚辛", min_size=1, max_size=5)


@given(st.integers(2, 12), st.integers(1, 6), st.data())
def test_any_table_comes_back_as_it_was_flattened(height: int, width: int, data: st.DataObject) -> None:
    rows = [[data.draw(cell) for _ in range(width)] for _ in range(height)]
    names = [f"第{c}列" for c in range(width)]
    blocks = ["序号", *(str(n) for n in range(1, height + 1))]
    for c in range(width):
        blocks += [names[c], *(row[c] for row in rows)]
    (table,) = found("\n\n".join(blocks)).tables
    assert table.header == ("序号", *names)
    assert table.rows == tuple((str(n), *row) for n, row in enumerate(rows, start=1))


@given(
    st.lists(
        st.sampled_from(
            [
                "1",
                "2",
                "3",
                "",
                "",
                "甲",
                "序号",
                "序号 事项",
                "√",
                "a\tb",
                "\t",
                "x\t",
                "<table><tr><td>柳",
                "<td>松",
                "松</td></table>",
                "|a|b|",
                "备注：无",
            ]
        ),
        max_size=60,
    )
)
def test_no_line_is_lost(texts: list[str]) -> None:
    tables = found("\n".join(texts))
    kept = [line.text for line in tables.rest] + [c for t in tables.tables for row in (t.header, *t.rows) for c in row]
    kept += [repair.before for repair in tables.repairs]
    for text in texts:
        for word in text.split():
            assert all(any(bare in piece for piece in kept) for bare in WORDS.findall(word))
