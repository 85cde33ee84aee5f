"""All line repairs together, and their log."""

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import Confidence, ProblemKind, RawLine, RepairKind, Source
from lingxing.engines.documents.domain.repair import clean_lines
from lingxing.engines.documents.domain.repair.tests.lines import source


def test_each_change_is_logged_with_its_line_and_both_texts() -> None:
    cleaned = clean_lines(source("\n- （一）新建 3 座水厂,\n— 12 —"))
    assert [line.text for line in cleaned.lines] == ["（一）新建3座水厂，"]
    assert cleaned.lines[0].first_line == 2
    logged = [(repair.line, repair.kind, repair.before, repair.after) for repair in cleaned.repairs]
    assert logged == [
        (2, RepairKind.MARKUP, "- （一）新", "（一）新"),
        (2, RepairKind.SPACING, "一）新建 3 座水厂,", "一）新建3座水厂,"),
        (2, RepairKind.PUNCTUATION, "3座水厂,", "3座水厂，"),
        (3, RepairKind.PAGE_FURNITURE, "— 12 —", ""),
    ]


def test_tags_stars_and_entities_go() -> None:
    cleaned = clean_lines(source('<p class="a">供水&nbsp;**12处**</p>\n3 < 5，且 7 > 2'))
    assert [line.text for line in cleaned.lines] == ["供水12处", "3 < 5，且7 > 2"]


def test_site_furniture_and_running_heads_go() -> None:
    text = (
        "字号: 分享到:\n临江市人民政府公报2023.04\n政策法规\n2023.04临江市人民政府公报\n责任编辑:王江\n第 3 页 共 9 页"
    )
    assert [line.text for line in clean_lines(source(text)).lines] == ["政策法规"]


def test_a_glued_date_is_mended_under_a_signature_only() -> None:
    cleaned = clean_lines(source("临江市人民政府办公室\n202358\n其他\n202358\n临江市水利局\n2023116"))
    texts = [line.text for line in cleaned.lines]
    assert texts[1] == "2023年5月8日"
    assert texts[3] == "202358"
    assert texts[5] == "2023116", "two calendar dates: left for the documents around it"
    assert [repair.confidence for repair in cleaned.repairs] == [Confidence.LIKELY]


def test_a_strange_host_gives_way_to_the_organ_that_the_number_tells() -> None:
    text = (
        "www.casino-8888.com/关于印发\n临江市渡口管理办法的通知\n临政发〔2019〕3号\n"
        "www.casino-8888.com/办公室关于做好防汛工作的通知\n临政办发〔2019〕9号\n"
        "《www.casino-8888.com/关于印发临江市旧渡口规定的通知》（临政发〔2009〕1号）废止。"
    )
    texts = [line.text for line in clean_lines(source(text)).lines]
    assert texts[0] == "市人民政府关于印发"
    assert texts[3] == "市人民政府办公室关于做好防汛工作的通知"
    assert texts[5].startswith("《市人民政府关于印发临江市旧渡口规定的通知》")


def test_a_host_without_any_clue_is_taken_out_and_named() -> None:
    cleaned = clean_lines(source("www.casino-8888.com/关于植树的通知"))
    assert cleaned.lines[0].text == "关于植树的通知"
    assert cleaned.problems[0].kind is ProblemKind.TITLE


def test_an_address_in_the_imprint_stays() -> None:
    text = "网址：http://www.linjiang.gov.cn/"
    assert clean_lines(source(text)).lines[0].text == text


def test_lost_characters_are_a_problem() -> None:
    cleaned = clean_lines(source("每亩补\ufffd元"))
    assert cleaned.lines[0].text == "每亩补\ufffd元"
    assert cleaned.problems[0].kind is ProblemKind.LOST_TEXT


def test_bare_numbers_that_count_pages_go_and_a_list_of_numbers_stays() -> None:
    page = "\n".join(f"第{at}行写着一些正文文字，并不重复{at * 7}" for at in range(9))
    text = "\n".join(f"{page}\n{number}" for number in range(3, 8)) + "\n1\n2\n3\n4\n5\n6"
    left = [line.text for line in clean_lines(source(text)).lines if line.text.isdigit()]
    assert left == ["1", "2", "3", "4", "5", "6"]


def test_heads_at_the_edges_of_pages_go() -> None:
    lines: list[RawLine] = []
    for page in range(1, 5):
        for text in ("政府文件", f"这是第{page}页的正文，句子各不相同。", f"{page}"):
            lines.append(RawLine(len(lines) + 1, text, page=page))
    cleaned = clean_lines(Source("test.pdf", "0" * 64, tuple(lines)))
    assert [line.text[-7:] for line in cleaned.lines] == ["句子各不相同。"[-7:]] * 4


def test_cells_are_cleaned_too() -> None:
    lines = (RawLine(1, "编号\t单位", cells=("编 号", "<b>市水利局</b>(牵头)")),)
    assert clean_lines(Source("test.docx", "0" * 64, lines)).lines[0].cells == ("编号", "市水利局（牵头）")


@given(st.text(max_size=300))
def test_any_text_is_cleaned_without_an_error(text: str) -> None:
    cleaned = clean_lines(source(text))
    numbers = [line.first_line for line in cleaned.lines]
    assert numbers == sorted(numbers)
    assert [repair.line for repair in cleaned.repairs] == sorted(repair.line for repair in cleaned.repairs)
