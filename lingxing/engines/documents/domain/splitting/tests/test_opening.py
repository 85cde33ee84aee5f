"""Sources of one document that nothing numbers, and the brackets below titles."""

from lingxing.engines.documents.domain.repair.tests.lines import lines
from lingxing.engines.documents.domain.splitting import split

TITLE = "云梦泽市人民政府关于印发《云梦泽市渡口规则》的通知"
NOTICE = ("各镇人民政府：", "现将《云梦泽市渡口规则》印发给你们，请遵照执行。", "云梦泽市人民政府", "2023年5月8日")
RULES = ("云梦泽市渡口规则", "一、为管好渡口，制定本规则。", "二、渡口由镇政府看护。")


def test_the_notice_comes_before_the_text_that_it_issues() -> None:
    (document,) = split(lines(TITLE, *NOTICE, *RULES)).documents
    assert document.head.title == TITLE
    assert [part.title for part in document.instruments] == [RULES[0]]


def test_a_title_that_a_page_repeats_counts_where_the_text_stands() -> None:
    (document,) = split(lines(f"{TITLE}（2019修订）", TITLE, *NOTICE, *RULES)).documents
    assert document.line_ranges[0][0] == 2


def test_a_title_over_several_lines() -> None:
    (document,) = split(lines("云梦泽市人民政府", "关于印发《云梦泽市渡口规则》的", "通知", *NOTICE, *RULES)).documents
    assert document.head.title == TITLE


def test_the_issuer_named_once_more_above_the_title_is_no_part_of_it() -> None:
    found = split(lines("江海省云梦泽市人民政府", TITLE, "云政发〔2023〕4号", *NOTICE, *RULES))
    assert [parts.head.title for parts in found.documents] == [TITLE]


def test_the_bracket_below_a_title_dates_the_paper() -> None:
    note = "（1998年3月26日云梦泽市人民政府令第19号发布 根据2003年1月1日《关于修改的决定》修正）"
    (document,) = split(
        lines("云梦泽市渡口管理规定", note, "第一条 为管好渡口，制定本规定。", "第二条 本规定自公布之日起施行。")
    ).documents
    assert document.head.title == "云梦泽市渡口管理规定"
    assert document.date_line
    assert document.date_line.text == "1998年3月26日"
    assert document.instruments[0].lines[0].text == note


def test_a_list_of_files_below_the_word_annex_names_annexes() -> None:
    files = ("附件：", "1.渡口考核评分表.docx", "2.渡口考核评分细则.pdf")
    (document,) = split(lines(TITLE, *NOTICE, *RULES, *files)).documents
    assert [(part.title, part.included) for part in document.annexes] == [
        ("渡口考核评分表", False),
        ("渡口考核评分细则", False),
    ]
