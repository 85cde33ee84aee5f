"""Relations of invented documents, in the shapes in which cities print them."""

import datetime as dt
from collections.abc import Sequence

import pytest

from lingxing.engines.documents.domain.model import Line, Relation, RelationKind, Table, TableForm, Unit
from lingxing.engines.documents.domain.relations.context import Part, RelationContext
from lingxing.engines.documents.domain.relations.extraction import extract_relations
from lingxing.engines.documents.domain.relations.numbers import find_numbers
from lingxing.engines.documents.domain.relations.references import find_references
from lingxing.engines.documents.domain.structure import build_units

DAY = dt.date(2024, 3, 1)
CONTEXT = RelationContext("临江市水井管理办法", "临政规〔2024〕3号", ("临江市水井管理办法",), DAY)


def units(*lines: str) -> tuple[Unit, ...]:
    return build_units([Line(text, at, at) for at, text in enumerate(lines, 1)], "临江市水井管理办法", "").units


def relations(*lines: str, title: str = "", tables: Sequence[Table] = ()) -> tuple[Relation, ...]:
    part = Part(title or CONTEXT.title, units(*lines), tables, dt.date(2024, 4, 1))
    return extract_relations([part], CONTEXT).relations


def found(kind: RelationKind, *lines: str) -> list[tuple[str, str | None]]:
    return [(one.title, one.number) for one in relations(*lines) if one.kind is kind]


@pytest.mark.parametrize(
    "words",
    [
        "本办法自2024年4月1日起施行。《临江市打井办法》（临政发〔2019〕3号）同时废止。",
        "本办法自公布之日起施行，原《临江市打井办法》(临政发[2019]3号)即行废止。",
        "《临江市打井办法》（临政发〔2019〕3号）自本办法施行之日起停止执行。",
        "自本办法施行之日起，废止《临江市打井办法》（临政发〔2019〕3号）。",
    ],
)
def test_a_repeal_in_the_last_article(words: str) -> None:
    (one,) = relations("第一条 为管好水井，制定本办法。", f"第二条 {words}")
    assert (one.kind, one.title, one.number) == (RelationKind.REPEALS, "临江市打井办法", "临政发〔2019〕3号")
    assert one.unit_id.startswith("art_2")
    assert "第二条" in one.where


def test_the_day_of_a_repeal() -> None:
    (since_issue,) = relations("一、《临江市打井办法》自本通知印发之日起废止。")
    (dated,) = relations("一、《临江市打井办法》自2024年5月2日起废止。")
    (with_text,) = relations("一、《临江市打井办法》同时废止。")
    assert [one.effective_on for one in (since_issue, dated, with_text)] == [
        DAY,
        dt.date(2024, 5, 2),
        dt.date(2024, 4, 1),
    ]


def test_several_documents_share_one_verb() -> None:
    words = "第一条 《甲县打井办法》（临政发〔2018〕1号）、《乙县打井办法》（临政发〔2018〕2号）同时废止。"
    assert found(RelationKind.REPEALS, words) == [
        ("甲县打井办法", "临政发〔2018〕1号"),
        ("乙县打井办法", "临政发〔2018〕2号"),
    ]


def test_what_is_not_repealed_is_cited() -> None:
    words = "第一条 取水依照《临江市取水许可管理办法》办理，不予废止的井按《临江市旧井处理规定》执行。"
    assert not found(RelationKind.REPEALS, words)


def test_lapses_in_other_words() -> None:
    (one,) = relations("《临江市打井补助若干措施》（临政发〔2021〕9号）文件延续至本办法印发之日。")
    assert (one.kind, one.effective_on) == (RelationKind.LAPSES, DAY)
    assert found(RelationKind.LAPSES, "《临江市打井补助若干措施》同时失效。") == [("临江市打井补助若干措施", None)]


def test_extensions() -> None:
    words = "一、《临江市水价管理办法》（临政规〔2019〕2号）有效期延长至2026年12月31日。"
    assert found(RelationKind.EXTENDS, words) == [("临江市水价管理办法", "临政规〔2019〕2号")]


DECISION = (
    "市人民政府决定对部分文件予以废止、修改。",
    "一、废止2件文件",
    "（一）《临江市人民政府关于打井的意见》（临政规〔2017〕8号公布，临政发〔2023〕9号延长有效期）。",
    "（二）临江市人民政府办公室关于做好修井工作的通知（临政办发〔2018〕34号）。",
    "二、修改2件文件",
    "（一）《临江市人民政府关于印发临江市水库管理办法的通知》（临政规〔2016〕2号公布，临政办发202131号修改）。",
    "1.将第三条中“水利局”修改为“水务局”。",
    "2.删去第七条。",
    "（二）《临江市人民政府关于印发临江市河道管理办法的通知》（临政规〔2018〕5号）。",
    "1.将第四条修改为：“河道依照《临江市水法实施办法》管理。”",
    "三、限期修改1件文件",
    "（一）《临江市人民政府关于印发临江市堤防管理办法的通知》（临政规〔2018〕4号）。",
    "本决定自公布之日起施行。限期修改的文件应于6个月内完成修改工作，届满未完成的自行失效。",
)


def test_a_decision_that_repeals_amends_and_sets_a_deadline() -> None:
    every = relations(*DECISION, title="临江市人民政府关于废止修改部分文件的决定")
    by_kind = {kind: [one for one in every if one.kind is kind] for kind in RelationKind}
    assert [one.number for one in by_kind[RelationKind.REPEALS]] == ["临政规〔2017〕8号", "临政办发〔2018〕34号"]
    assert by_kind[RelationKind.REPEALS][1].title == "临江市人民政府办公室关于做好修井工作的通知"
    amended = by_kind[RelationKind.AMENDS]
    assert [len(one.instructions) for one in amended] == [2, 1]
    assert amended[0].instructions[1] == "2.删去第七条。"
    (due,) = by_kind[RelationKind.MUST_REVISE]
    assert due.deadline == dt.date(2024, 10, 1)
    assert [one.number for one in by_kind[RelationKind.CITES]] == ["临政发〔2023〕9号", "临政办发〔2021〕31号"]


def test_a_flat_list_behind_a_colon() -> None:
    lines = (
        "经研究，决定废止下列文件：",
        "1.《临江市打井办法》（临政发〔2019〕3号）",
        "2.《临江市修井办法》（临政发〔2019〕4号）",
    )
    assert [number for _, number in found(RelationKind.REPEALS, *lines)] == ["临政发〔2019〕3号", "临政发〔2019〕4号"]


def test_an_annex_of_repealed_documents_as_a_table() -> None:
    header, rows = (
        ("序号", "文件名称", "文号"),
        (("1", "关于打井的意见", "临政发[2011]7号"), ("2", "《关于修井的意见》", "临政发〔2012〕8号")),
    )
    table = Table("annex_1__tbl_1", "", TableForm.TABBED, header, rows, 9, 12)
    every = relations("略。", title="废止的文件目录", tables=[table])
    assert [(one.kind, one.title, one.number) for one in every] == [
        (RelationKind.REPEALS, "关于打井的意见", "临政发〔2011〕7号"),
        (RelationKind.REPEALS, "关于修井的意见", "临政发〔2012〕8号"),
    ]
    assert every[1].where == "废止的文件目录第2行"


def test_a_table_that_says_row_by_row_what_happens() -> None:
    header = ("序号", "文件名称", "文号", "清理意见")
    rows = (
        ("1", "关于打井的意见", "临政发〔2011〕7号", "废止"),
        ("2", "关于修井的意见", "临政发〔2012〕8号", "继续有效"),
        ("3", "关于探井的意见", "临政发〔2013〕9号", "宣布失效"),
    )
    table = Table("annex_1__tbl_1", "文件清理结果", TableForm.TABBED, header, rows, 9, 12)
    assert [(one.kind, one.number) for one in relations("略。", title="清理结果", tables=[table])] == [
        (RelationKind.REPEALS, "临政发〔2011〕7号"),
        (RelationKind.LAPSES, "临政发〔2013〕9号"),
    ]


def test_the_basis_is_implemented_and_the_rest_is_cited() -> None:
    lines = (
        "第一条 根据《中华人民共和国水法》、《云梦省取水办法》（省人民政府令第374号）"
        "和《云梦省人民政府办公厅关于节水的意见》（云政办发〔2020〕8号）等规定，结合本市实际，制定本办法。",
        "第二条 水质按照《生活饮用水卫生标准》检验，填写《取水登记表》。",
    )
    every = relations(*lines)
    assert [(one.title, one.number) for one in every if one.kind is RelationKind.IMPLEMENTS] == [
        ("中华人民共和国水法", None),
        ("云梦省取水办法", "省人民政府令第374号"),
        ("云梦省人民政府办公厅关于节水的意见", "云政办发〔2020〕8号"),
    ]
    assert [one.title for one in every if one.kind is RelationKind.CITES] == ["生活饮用水卫生标准"]


def test_a_document_does_not_cite_itself() -> None:
    assert relations("《临江市水井管理办法》已经市人民政府同意，现印发给你们。") == ()


def test_numbers_in_running_text() -> None:
    words = "根据国办发[2015]38号、《打井规定》（国务院令 第649号）和临政办函202117号文件，2024年10号井除外。"
    assert [one.normal for one in find_numbers(words)] == [
        "国办发〔2015〕38号",
        "国务院令第649号",
        "临政办函〔2021〕17号",
    ]


def test_titles_nest_and_unclosed_ones_are_dropped() -> None:
    text = "《关于印发《打井办法》的通知》（临政发〔2019〕3号）；《没有结尾的标题；《修井办法》"
    assert [one.title for one in find_references(text)] == ["关于印发《打井办法》的通知", "修井办法"]


def test_a_list_in_the_lines_of_one_paragraph() -> None:
    lines = (
        "一、其他事项",
        "以下文件予以废止：",
        "《临江市打井办法》（临政发〔2019〕3号）",
        "《临江市修井办法》（临政发〔2019〕4号）",
    )
    assert [number for _, number in found(RelationKind.REPEALS, *lines)] == ["临政发〔2019〕3号", "临政发〔2019〕4号"]


def test_annexes_to_be_revised_take_the_notices_date() -> None:
    notice = Part("通知", units("需修改的文件应在2024年12月31日前完成修改，逾期失效。"))
    annex = Part("需修改后重新发布的文件目录", units("1.《临江市打井办法》（临政发〔2019〕3号）"))
    (one,) = extract_relations([notice, annex], CONTEXT).relations
    assert (one.kind, one.deadline) == (RelationKind.MUST_REVISE, dt.date(2024, 12, 31))


def test_a_decision_that_amends_one_document_carries_its_orders() -> None:
    lines = (
        "市人民政府决定对《临江市打井办法》（临政发〔2019〕3号）作如下修改：",
        "一、将第六条中的“5口”修改为“3口”。",
        "二、删去第八条，依照《临江市旧井处理规定》执行。",
        "本决定自2024年6月1日起施行。",
    )
    (one,) = relations(*lines)
    assert (one.kind, one.number) == (RelationKind.AMENDS, "临政发〔2019〕3号")
    assert [words[:2] for words in one.instructions] == ["一、", "二、"]


def test_the_new_last_day_of_an_extension() -> None:
    (one,) = relations("一、《临江市水价管理办法》有效期延长至2026年7月31日。")
    assert (one.kind, one.deadline) == (RelationKind.EXTENDS, dt.date(2026, 7, 31))


def test_an_extension_by_a_period_ends_the_day_before_the_anniversary() -> None:
    (one,) = relations("《临江市打井办法》（临政发〔2019〕3号）自2026年6月1日起继续施行，有效期延长三年。")
    assert (one.kind, one.deadline) == (RelationKind.EXTENDS, dt.date(2029, 5, 31))


def test_an_order_that_issued_a_title_is_its_number() -> None:
    (one,) = relations("第九条 2009年8月3日临江市人民政府令第18号公布的《临江市打井办法》同时废止。")
    assert (one.kind, one.title, one.number) == (RelationKind.REPEALS, "临江市打井办法", "临江市人民政府令第18号")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("《临江市打井办法》自行废止。", RelationKind.REPEALS),
        ("《临江市打井办法》自2024年5月1日起不再执行。", RelationKind.REPEALS),
        ("《临江市打井办法》自然失效。", RelationKind.LAPSES),
        ("《临江市打井办法》不再作为行政管理的依据。", RelationKind.LAPSES),
        ("《临江市打井办法》有效期延续至2027年12月31日。", RelationKind.EXTENDS),
        ("《临江市打井办法》与本办法不一致的，以本办法为准。", RelationKind.CITES),
        ("市水利局要对《临江市打井办法》进行修订。", RelationKind.CITES),
    ],
)
def test_what_other_words_do(words: str, kind: RelationKind) -> None:
    (one,) = relations("第一条 为管好水井，制定本办法。", f"第二条 {words}")
    assert one.kind is kind


def test_an_extension_by_years_that_names_its_last_day() -> None:
    (one,) = relations("经研究，《临江市水价管理办法》（临政规〔2019〕2号）有效期延长5年，至2030年5月31日。")
    assert (one.kind, one.deadline) == (RelationKind.EXTENDS, dt.date(2030, 5, 31))


def test_a_list_extended_to_one_day() -> None:
    every = relations(
        "决定将下列文件有效期延续至2027年12月31日：",
        "1.《临江市打井办法》（临政发〔2019〕3号）",
        "2.《临江市修井办法》（临政发〔2019〕4号）",
    )
    assert [(one.kind, one.deadline) for one in every] == [(RelationKind.EXTENDS, dt.date(2027, 12, 31))] * 2


def test_headings_that_name_what_is_amended() -> None:
    every = relations(
        "一、对《临江市打井办法》（临政规〔2020〕6号）作出修改",
        "（一）第五条第二款修改为：“打井应当登记。”",
        "（二）删除第十八条。",
        "二、对《临江市修井办法》（临政规〔2021〕9号）作出修改",
        "将第七条、第九条中的“水务局”修改为“水利局”。",
    )
    assert [(one.kind, one.number, len(one.instructions)) for one in every] == [
        (RelationKind.AMENDS, "临政规〔2020〕6号", 2),
        (RelationKind.AMENDS, "临政规〔2021〕9号", 1),
    ]


def test_a_list_of_titles_without_numbers() -> None:
    lines = (
        "一、宣布失效的文件（2件）",
        "1.临江市人民政府关于打井的通告",
        "2.关于印发临江市修井实施方案的通知",
        "二、继续有效的文件（1件）",
        "1.临江市人民政府关于探井的通告（临政规〔2021〕2号）",
    )
    every = relations(*lines)
    assert [(one.kind, one.title, one.number) for one in every] == [
        (RelationKind.LAPSES, "临江市人民政府关于打井的通告", None),
        (RelationKind.LAPSES, "关于印发临江市修井实施方案的通知", None),
        (RelationKind.CITES, "临江市人民政府关于探井的通告", "临政规〔2021〕2号"),
    ]


def test_tables_with_one_column_for_title_and_number_and_a_last_day() -> None:
    ended = Table(
        "t1",
        "",
        TableForm.TABBED,
        ("序号", "文件名称"),
        (("1", "关于打井的意见（临政发〔2011〕7号）"), ("2", "《修井办法》")),
        3,
        5,
    )
    longer = Table(
        "t2",
        "",
        TableForm.TABBED,
        ("序号", "文件名称", "文号", "有效期延长至"),
        (("1", "关于探井的意见", "临政发〔2012〕8号", "2027年6月30日"),),
        6,
        8,
    )
    first, second = relations("略。", title="废止的文件目录", tables=[ended])
    assert (first.title, first.number, second.title) == ("关于打井的意见", "临政发〔2011〕7号", "修井办法")
    (one,) = relations("略。", title="延长有效期的文件目录", tables=[longer])
    assert (one.kind, one.number, one.deadline) == (RelationKind.EXTENDS, "临政发〔2012〕8号", dt.date(2027, 6, 30))


def test_a_document_of_the_same_title_and_another_number_is_another() -> None:
    words = "根据《水井管理办法》（住房和城乡建设部令第11号）等规定，制定本办法。"
    (one,) = relations(f"第一条 {words}")
    assert (one.kind, one.title, one.number) == (RelationKind.IMPLEMENTS, "水井管理办法", "住房和城乡建设部令第11号")


def test_several_items_in_one_line() -> None:
    lines = (
        "二、下列文件自本通知印发之日起失效，不再执行：",
        "1.《临江市打井办法》（临政发〔2014〕5号）；2.《临江市修井办法》（临政发〔2016〕7号）；3.《临江市探井办法》（临政发〔2013〕2号）。",
    )
    assert [number for _, number in found(RelationKind.LAPSES, *lines)] == [
        "临政发〔2014〕5号",
        "临政发〔2016〕7号",
        "临政发〔2013〕2号",
    ]


def test_a_revision_ordered_by_a_day() -> None:
    words = "三、《临江市打井办法》（临政规〔2020〕2号）需要修改，由市水利局在2024年10月31日前完成修订并报市政府。"
    (one,) = relations(words)
    assert (one.kind, one.deadline) == (RelationKind.MUST_REVISE, dt.date(2024, 10, 31))
