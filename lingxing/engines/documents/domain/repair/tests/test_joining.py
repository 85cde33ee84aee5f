"""Sentences that lines break."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import Confidence, Line, ProblemKind
from lingxing.engines.documents.domain.repair import join_lines
from lingxing.engines.documents.domain.repair.tests.lines import lines


def texts(*printed: str, lossy: bool = False) -> list[str]:
    return [line.text for line in join_lines(lines(*printed), lossy=lossy).lines]


WRAPPED = (
    "一、总体要求",
    "坚持节水优先、系统治理，以提高用水效率",
    "为目标，健全供水管理制度，到2030年实现全县村村",
    "通自来水，水质达到国家规定的标准，管网漏损率",
    "低于百分之九。",
    "二、重点工作",
    "（一）新建水厂。在东山、西河两镇各建一座",
    "水厂，日供水能力达到三万吨，并配套改造进村入",
    "户管网，按照三、四、五级的要求分别安装水表，由",
    "县水利局组织验收。（责任单位：",
    "县水利局，各镇人民政府）",
    "（二）保护水源。",
)


def test_column_breaks_are_closed_and_heads_kept() -> None:
    assert [text[:8] for text in texts(*WRAPPED)] == [
        "一、总体要求",
        "坚持节水优先、系",
        "二、重点工作",
        "（一）新建水厂。",
        "（二）保护水源。",
    ]


def test_a_numeral_list_at_the_start_of_a_line_is_no_marker() -> None:
    broken = (
        "对符合规定条件并且已经投入运行的农村水厂按",
        "三、四、五级分别给予补助，标准另行公布，",
        "由县财政局会同水利局负责。",
    )
    assert texts(*WRAPPED, *broken)[-1] == "".join(broken)


def test_a_cited_article_at_the_start_of_a_line_is_no_marker() -> None:
    rule = (
        "第一条 为保护水源，制定本规定。",
        "第二条 本县适用本规定。",
        "第三条 违反本规定第一条的，依照本规定",
        "第四条第二款处理。",
    )
    assert texts(*rule)[2:] == ["第三条 违反本规定第一条的，依照本规定第四条第二款处理。"]


def test_a_page_break_inside_an_article_is_closed() -> None:
    rule = (
        "第一条 为保护水源，制定本规定。",
        "第二条 从事供水服务的单",
        "位，应当取得许可。",
        "第三条 本规定由县水利局解释。",
    )
    assert texts(*rule)[1] == "第二条 从事供水服务的单位，应当取得许可。"


def test_a_heading_with_a_comma_keeps_its_line() -> None:
    plan = ("一、提高站位，认清形势", "各镇要高度重视。", "二、突出重点，狠抓落实", "各部门要密切配合。")
    assert texts(*plan) == list(plan)


def test_dates_signatures_lists_and_cells_stand_alone() -> None:
    printed = ("请各镇认真执行", "临江县人民政府", "2023年5月8日", "附件：名单", "王 江 县水利局", "李 河 县财政局")
    assert texts(*printed) == list(printed)
    table = (Line("镇\t吨", 1, 1, ("镇", "吨")), Line("东山\t9", 2, 2, ("东山", "9")))
    assert join_lines(table).lines == table


def test_a_clause_of_units_belongs_to_the_sentence_above() -> None:
    plan = ("（一）建水厂。今年建成两座。", "（责任单位：县水利局）", "（二）护水源。", "（责任单位：县环保局）")
    assert texts(*plan) == [
        "（一）建水厂。今年建成两座。（责任单位：县水利局）",
        "（二）护水源。（责任单位：县环保局）",
    ]


def test_a_stop_alone_is_out_of_order() -> None:
    joined = join_lines(lines("向社会公布。", "。", "（二）其他"))
    assert [line.text for line in joined.lines] == ["向社会公布。", "（二）其他"]
    assert [problem.kind for problem in joined.problems] == [ProblemKind.ORDER]


def test_in_a_lossy_source_a_missing_stop_joins_nothing_and_is_named() -> None:
    printed = ("财政部门拨付资金，审计部门监督", "水利部门负责工程的建设和管理，定期检查。")
    assert texts(*printed) == ["".join(printed)]
    joined = join_lines(lines(*printed), lossy=True)
    assert len(joined.lines) == 2
    assert joined.problems[0].kind is ProblemKind.LOST_TEXT


def test_each_join_is_logged_with_its_seams() -> None:
    joined = join_lines(lines("县水利局会同财政局、", "审计局、", "各镇办理。"))
    assert [(line.first_line, line.last_line) for line in joined.lines] == [(1, 3)]
    repair = joined.repairs[0]
    assert repair.before == "局会同财政局、"[-6:] + "\n审计局、…审计局、\n各镇办理。"
    assert repair.after == repair.before.replace("\n", "")
    assert repair.confidence is Confidence.CERTAIN


@given(st.lists(st.text("第一二条、（）。，：水县 12.\t", min_size=1, max_size=30), max_size=30))
def test_joining_keeps_every_character_in_order(printed: list[str]) -> None:
    """Only single full stops that stand alone are left out, and those are named."""
    kept = [text for text in printed if text.strip()]
    joined = join_lines(lines(*kept))
    dropped = [problem.line for problem in joined.problems if "单独成行" in problem.message]
    whole = "".join(text for at, text in enumerate(kept, 1) if at not in dropped)
    assert "".join(line.text for line in joined.lines) == whole
    bounds = [(line.first_line, line.last_line) for line in joined.lines]
    assert all(one[1] < other[0] for one, other in itertools.pairwise(bounds))


def test_rows_of_a_list_that_are_as_long_as_each_other_stay_apart() -> None:
    rows = (
        "一、先进集体",
        "云东区青石街道办事处护林队",
        "鹤西县苇塘镇人民政府林业站",
        "云鹤市绿水志愿服务总队分队",
        "云鹤市园林养护有限公司二队",
        "鹤西县柳林乡人民政府护林站",
        "云东区白塔街道办事处护林队",
        "云鹤市林业科学研究所实验站",
    )
    assert texts(*rows) == list(rows)


def test_a_title_cut_in_the_middle_is_made_whole() -> None:
    assert texts("现将《云鹤市护林员管", "理办法》印发给你们。") == ["现将《云鹤市护林员管理办法》印发给你们。"]
    assert texts("现将《云鹤市护林员管", "理办法》印发给你们。", lossy=True) != [
        "现将《云鹤市护林员管理办法》印发给你们。"
    ]


def test_a_sentence_goes_on_behind_a_title_and_its_number() -> None:
    above = "第九条 本办法自三月起施行，有效期五年。《云鹤市护林暂行办法》（云政办发〔2022〕15号）"
    assert texts(above, "同时废止。") == [above + "同时废止。"]
    assert texts(above, "第十条 本办法由市林业局解释。") == [above, "第十条 本办法由市林业局解释。"]


def test_a_character_that_a_stop_took_down_to_the_next_line_comes_back() -> None:
    column = WRAPPED[1:5] * 4
    head = "（二）编制全县农村饮用水水源地专项规划"
    assert texts(*column, head, "表每年向社会公布。")[-1] == "表每年向社会公布。"
    assert texts(*column, head, "表，每年向社会公布。")[-1] == head + "表，每年向社会公布。"


def test_opening_words_that_end_with_a_semicolon_go_on() -> None:
    above = "第三条 县水利局主管全县供水，负责水厂的审批；"
    assert texts(above, "依法查处破坏管网的行为。", "县公安局予以协助。") == [
        above + "依法查处破坏管网的行为。",
        "县公安局予以协助。",
    ]
    rows = ["第四条 补助标准为：", "一类村：三万元；", "二类村：二万元。"]
    assert texts(*rows) == rows


def test_a_line_that_no_sentence_begins_with_goes_on() -> None:
    above = "第三条 补助标准为：面积150平方米"
    assert texts(above, "的，一次性补助五万元；150平方米以上的，一次性补助八", "万元。") == [
        above + "的，一次性补助五万元；150平方米以上的，一次性补助八万元。"
    ]
    assert texts("一、补助范围", "的士停靠点不在此列。") == ["一、补助范围", "的士停靠点不在此列。"]


def test_the_words_that_put_a_text_in_force_are_one_sentence() -> None:
    above = "《云鹤县抽检办法》已经2026年2月11日县人民"
    assert texts(above, "政府常务会议通过，现予公布。") == [above + "政府常务会议通过，现予公布。"]


def test_a_full_line_cut_before_words_that_look_like_a_marker_goes_on() -> None:
    width = "各镇要把护水、护林、护路三件事情放在一起办理"
    texts = [f"{width}，" for _ in range(7)]
    cut = [
        "为方便群众办事，本市实行多证合并成为一张证照，",
        "今后办理开业登记只需一次申请，实行多证合一并且",
        "一、一照一码，其余证件不再另行发放。",
    ]
    joined = join_lines(lines(*texts, "完成。", *cut))
    assert joined.lines[-1].text.endswith("多证合一并且一、一照一码，其余证件不再另行发放。")


def test_a_marker_behind_a_line_that_is_not_full_starts_a_paragraph() -> None:
    full = "各镇要把护水、护林、护路三件事情放在一起办理，"
    joined = join_lines(lines(*[full] * 7, "完成。", "请各镇报送名单，格式自定", "一、名单格式"))
    assert joined.lines[-1].text == "一、名单格式"


def test_punctuation_that_stood_alone_at_a_break_is_widened() -> None:
    joined = join_lines(lines("第一条 渡口由镇政府(含街道办事处", ")管理,不得外包。"))
    assert [line.text for line in joined.lines] == ["第一条 渡口由镇政府（含街道办事处）管理，不得外包。"]


def test_lines_that_come_out_of_order_keep_sound_bounds() -> None:
    parts = (Line("各区应当在每年三月底前完成管网普查，", 12, 12), Line("并把结果报市水利局备案。", 9, 9))
    (joined,) = join_lines(parts).lines
    assert (joined.first_line, joined.last_line) == (9, 12)


def test_a_list_of_units_needs_no_stop() -> None:
    joined = join_lines(
        lines("一、护水。每日巡查。责任单位：市水利局，各镇人民政府", "二、护林，每月巡查。"), lossy=True
    )
    assert joined.problems == ()


def test_a_heading_as_long_as_the_line_leaves_the_item_below_alone() -> None:
    printed = lines(
        "二、守住水源保护区，坚决防止“乱排乱放”",
        "（一）划定保护边界。各区应当在六月底前完",
        "成取水口的测绘，边界图报市水利局备案。沿",
        "线村庄的生活污水纳入管网，不得直接排入河",
        "道。对已经建成的排口逐个登记，限期整治。",
    )
    heading, item = join_lines(printed).lines
    assert heading.text == "二、守住水源保护区，坚决防止“乱排乱放”"
    assert item.text.startswith("（一）划定保护边界。")
    assert item.text.endswith("限期整治。")
