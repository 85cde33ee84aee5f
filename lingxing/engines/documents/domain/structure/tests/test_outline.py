"""The outline form 一、（一）1.（1） and decimal numbers."""

import pytest

from lingxing.engines.documents.domain.model import ProblemKind, UnitLevel
from lingxing.engines.documents.domain.structure import count_level, find_unit, walk
from lingxing.engines.documents.domain.structure.tests.samples import built, ids


def test_levels_ids_citations_and_headings() -> None:
    structure = built(
        "为做好工作，制定本方案。",
        "一、总体要求",
        "到2030年完成。",
        "二、重点任务",
        "（一）种树。沿河种柳。（责任单位：市园林局）",
        "1.备苗。备足树苗。",
        "（1）柳树；",
        "本方案自印发之日起施行，有效期三年。",
        title="临江市种树方案",
    )
    assert ids(structure) == [
        "preamble_1",
        "sec_1",
        "sec_2",
        "sec_2__sub_1",
        "sec_2__sub_1__pt_1",
        "sec_2__sub_1__pt_1__subpt_1",
        "closing_1",
    ]
    deepest = find_unit(structure.units, "sec_2__sub_1__pt_1__subpt_1")
    assert deepest
    assert deepest.citation == "《临江市种树方案》二（一）1（1）"
    first = find_unit(structure.units, "sec_1")
    assert first
    assert (first.heading, first.text) == ("总体要求", "到2030年完成。")
    task = find_unit(structure.units, "sec_2__sub_1")
    assert task
    assert (task.heading, task.text) == ("种树。", "沿河种柳。（责任单位：市园林局）")


def test_numbers_that_run_through_the_sections_stay_as_printed() -> None:
    structure = built("一、甲", "（一）子。", "（二）丑。", "二、乙", "（三）寅。", "三、丙", "（四）卯。")
    assert structure.problems == ()
    last = find_unit(structure.units, "sec_3__sub_4")
    assert last
    assert last.citation.endswith("三（四）")


def test_a_text_numbered_1_to_3_without_sections_has_three_sections() -> None:
    structure = built(
        "1. 支持甲。对甲奖励。", "（1）第一档；", "（2）第二档。", "2. 支持乙。对乙奖励。", "3. 支持丙。对丙奖励。"
    )
    assert count_level(structure.units, UnitLevel.OUTLINE_1) == 3
    assert [u.citation[-1] for u in structure.units] == ["1", "2", "3"]


def test_brackets_stand_below_points_where_points_come_first_and_nothing_above() -> None:
    structure = built("1.甲类", "（一）子。", "（二）丑。", "2.乙类", "（一）寅。")
    assert ids(structure) == ["sec_1", "sec_1__sub_1", "sec_1__sub_2", "sec_2", "sec_2__sub_1"]


@pytest.mark.parametrize(
    "trap", ["三、四、五级的医疗机构参加。", "三、四级医疗机构参加。", "一是种树；二是种草。", "第三、加强检查。"]
)
def test_lines_that_only_look_like_sections(trap: str) -> None:
    structure = built("一、甲", trap, "二、乙", "三、丙")
    assert [u.id for u in structure.units] == ["sec_1", "sec_2", "sec_3"]
    assert trap in structure.units[0].text


def test_a_lost_section_marker_is_given_to_the_one_title_between_its_neighbours() -> None:
    structure = built("一、城市标准", "（一）甲。", "农村标准", "（一）乙。", "三、孤儿标准", "丙。")
    assert [(u.id, u.inferred, u.heading) for u in structure.units] == [
        ("sec_1", False, "城市标准"),
        ("sec_2", True, "农村标准"),
        ("sec_3", False, "孤儿标准"),
    ]


def test_two_possible_titles_are_a_question() -> None:
    structure = built("一、城市标准", "农村标准", "水库标准", "三、孤儿标准", "丙。")
    assert [u.id for u in structure.units] == ["sec_1", "sec_3"]
    assert [p.kind for p in structure.problems] == [ProblemKind.NUMBERING]


def test_a_misprinted_number_between_right_ones_is_corrected() -> None:
    structure = built("（一）甲。", "（二）乙。", "（二）丙。", "（四）丁。")
    assert [(u.number, u.marker, u.inferred) for u in structure.units][2] == (3, "（二）", True)


def test_damaged_brackets_and_points_count_on() -> None:
    structure = built("（一）甲；", "（二）乙；", "）丙；", "）丁。", "（一）目录。", "1子类", "2.丑类")
    assert [u.number for u in structure.units] == [1, 2, 3, 4, 1]
    assert [u.number for u in structure.units[-1].children] == [1, 2]


def test_a_quotation_over_several_lines_starts_no_units() -> None:
    structure = built(
        "一、将第二条修改为：“第二条 申请人应当登记。",
        "登记分为下列两类：",
        "（一）初次登记；",
        "（二）变更登记。”",
        "二、删去第五条。",
        "本决定自公布之日起施行。",
    )
    assert ids(structure) == ["sec_1", "sec_2", "closing_1"]


def test_a_quotation_that_never_closed_does_not_swallow_the_next_item() -> None:
    structure = built("1.将第八条修改为“各部门应当登记。", "2.将第九条修改为“各县应当登记。", "3.删去“登记”。")
    assert ids(structure) == ["sec_1", "sec_2", "sec_3"]


def test_items_that_are_only_cited_are_no_items() -> None:
    structure = built(
        "一、甲",
        "（一）、（二）项所列情形除外。",
        "（三）项同样处理。",
        "二、乙",
        "（一）项目建设。建水库。",
        "（二）目标。完成。",
    )
    assert ids(structure) == ["sec_1", "sec_2", "sec_2__sub_1", "sec_2__sub_2"]


def test_decimal_numbers_of_a_contingency_plan() -> None:
    structure = built(
        "1 总则",
        "1.1编制目的",
        "为了应对洪水。",
        "1.2 适用范围",
        "1.5倍以上的水位除外。",
        "2组织体系",
        "2.1 指挥部",
        "2.1.1 分工",
        "（1）发布预警；",
    )
    assert ids(structure) == [
        "sec_1", "sec_1__sub_1", "sec_1__sub_2", "sec_2", "sec_2__sub_1", "sec_2__sub_1__pt_1",
        "sec_2__sub_1__pt_1__subpt_1",
    ]  # fmt: skip
    assert [u.citation.removeprefix("《临江市试行办法》") for u in walk(structure.units)][-1] == "2.1.1（1）"


def test_parts_hold_sections_that_start_again() -> None:
    structure = built("第一部分 总体", "一、甲", "第二部分 任务", "一、乙", "二、丙")
    assert ids(structure) == ["sec_1", "sec_1__sub_1", "sec_2", "sec_2__sub_1", "sec_2__sub_2"]


def test_numbered_names_of_annexes_are_no_units() -> None:
    structure = built("一、甲", "1.子。", "附件：1.名单", "2.样表")
    assert ids(structure) == ["sec_1", "sec_1__sub_1", "closing_1", "closing_2"]


def test_points_behind_a_bracket_stand_below_it() -> None:
    structure = built("一、甲", "（1）范围", "子。", "（2）公式", "1.丑。", "2.寅。", "（3）其他", "二、乙")
    assert [u.id for u in walk(structure.units[:1])] == [
        "sec_1",
        "sec_1__sub_1",
        "sec_1__sub_2",
        "sec_1__sub_2__pt_1",
        "sec_1__sub_2__pt_2",
        "sec_1__sub_3",
    ]


def test_a_contents_page_starts_no_sections() -> None:
    contents = ["目 录", "1 总则......1", "1.1 目的......1", "2 预警......3"]
    structure = built(*contents, "1 总则", "1.1 目的", "为了应对。", "2 预警", "2.1 级别", "2.2 发布")
    assert [u.id for u in structure.units] == ["preamble_1", "preamble_2", "preamble_3", "preamble_4", "sec_1", "sec_2"]
    plan = built("目录", "一、基础", "二、任务", "一、基础", "甲。", "二、任务", "乙。")
    assert [u.id for u in plan.units] == ["preamble_1", "preamble_2", "preamble_3", "sec_1", "sec_2"]
    assert plan.problems == ()


def test_the_only_words_below_a_heading_are_its_own_though_they_close_the_text() -> None:
    structure = built("一、任务", "甲。", "二、附则", "本方案自印发之日起施行。")
    assert [(u.id, u.text) for u in structure.units] == [("sec_1", "甲。"), ("sec_2", "本方案自印发之日起施行。")]
    listed = built("1.种柳。（责任单位：市园林局）", "2.种松。（责任单位：市林业局）", "本措施自印发之日起施行。")
    assert [u.id for u in listed.units] == ["sec_1", "sec_2", "closing_1"]


def test_words_that_merely_hold_the_sign_for_must_are_headings() -> None:
    structure = built("一、主要目标", "到2030年种柳十万株。", "二、统一思想，明确种柳的重要意义", "各镇要高度重视。")
    assert [u.heading for u in structure.units] == ["主要目标", "统一思想，明确种柳的重要意义"]


def test_an_amended_article_behind_a_marker_is_no_citation() -> None:
    structure = built(
        "一、《临江市种树办法》", "（一）删去第五条。", "（二）第十条增加一项。", "（三）将第十二条中的“柳”改为“松”。"
    )
    assert [u.marker for u in structure.units[0].children] == ["（一）", "（二）", "（三）"]
    assert not any(u.inferred for u in walk(structure.units))


def test_decimal_headings_of_levels_and_before_closing_words() -> None:
    texts = ["1总则", "1.1目的", "为防汛，制定本预案。", "2响应", "2.1 Ⅰ级响应", "险情重大时启动。"]
    texts += ["3附则", "3.1实施时间", "本预案自印发之日起实施。"]
    found = {unit.marker: unit.heading for unit in walk(built(*texts, title="预案").units)}
    assert (found["2.1"], found["3.1"]) == ("Ⅰ级响应", "实施时间")
