"""Sections that hold no documents."""

import pytest

from lingxing.engines.documents.domain.repair.tests.lines import lines
from lingxing.engines.documents.domain.splitting import split
from lingxing.engines.documents.domain.splitting.sections import names_no_document

NOTICE = (
    "云梦泽市人民政府关于护水的通知",
    "云政发〔2023〕1号",
    "各镇人民政府：",
    "请各镇做好护水工作。",
    "2023年5月8日",
)


@pytest.mark.parametrize(
    "text",
    [
        "政策解读",
        "【政策解读】",
        "云梦泽市2023年5月大事记",
        "2023年第二季度大事记",
        "统计资料",
        "《云梦泽市渡口办法》解读",
        "关于《云梦泽市渡口办法》的政策解读",
        "《云梦泽市渡口办法》起草说明",
    ],
)
def test_such_a_section_ends_the_document_above(text: str) -> None:
    found = split(lines(*NOTICE, text, "一、背景", "去年以来，渡口多有变化，需要新的规矩。"))
    assert [parts.line_ranges for parts in found.documents] == [((1, 5),)]


@pytest.mark.parametrize(
    "text", ["做好政策解读。", "一、政策解读", "由市司法局负责《云梦泽市渡口办法》的解读，并及时发布"]
)
def test_sentences_and_headings_are_no_section(text: str) -> None:
    assert not names_no_document(text)


def test_explanations_on_the_contents_page_are_not_missed() -> None:
    contents = ("目录", f"{NOTICE[0]}……1", "《云梦泽市渡口办法》解读……9")
    assert not split(lines(*contents, *NOTICE)).problems


@pytest.mark.parametrize(
    "imprint",
    [
        ("抄送：市委办公室，市人大常委会办公室。", "云梦泽市人民政府办公室 2023年5月9日印发"),
        ("抄送：市委办公室，市人大常委会办公室，", "市政协办公室。", "云梦泽市人民政府办公室2023年5月9日印发"),
        ("云梦泽市人民政府办公室\t2023年5月9日印发",),
    ],
)
def test_the_imprint_at_the_end_is_no_text(imprint: tuple[str, ...]) -> None:
    annex = ("附件", "渡口名录", "东渡口在城东。")
    (document,) = split(lines(*NOTICE, *annex, *imprint, "云梦泽市人民政府文件")).documents
    assert [line.text for part in document.annexes for line in part.lines] == [annex[-1]]


def test_who_made_the_gazette_is_no_text() -> None:
    colophon = ("主办单位：云梦泽市人民政府办公室", "地址：云梦泽市湖滨路1号  邮编：430000", "电话：0700-1234567")
    (document,) = split(lines(*NOTICE, *colophon)).documents
    assert document.line_ranges == ((1, 5),)


def test_a_survey_bulletin_is_a_document_and_the_masthead_is_none() -> None:
    bulletin = (
        "云梦泽市2022年渡口普查公报",
        "云梦泽市统计局",
        "云梦泽调查队",
        "2023年5月9日",
        "一、概况",
        "渡口共有八处，均在使用。",
    )
    found = split(lines("云梦泽市人民政府公报", "2023年第5期", *NOTICE, *bulletin))
    assert [parts.head.title for parts in found.documents] == [NOTICE[0], bulletin[0]]
    assert [line.text for line in found.documents[1].signature] == list(bulletin[1:3])


def test_a_date_below_the_title_does_not_hide_the_recipients() -> None:
    head = ("云梦泽市人民政府关于护水的通知", "（2023年5月8日）", "云政发〔2023〕1号")
    (document,) = split(lines(*head, "各镇人民政府：", "请各镇做好护水工作。")).documents
    assert [line.text for line in document.recipients] == ["各镇人民政府："]
    assert document.date_line
    assert document.date_line.text == head[1]


def test_a_list_of_appointments_is_a_document_of_its_own() -> None:
    rules = (
        "云梦泽市人民政府关于印发《渡口规则》的通知",
        "云政发〔2023〕2号",
        "各镇：",
        "现将《渡口规则》印发给你们。",
        "2023年5月8日",
    )
    text = ("渡口规则", "一、渡口由镇政府看护。", "二、渡船由船主保养。")
    listed = (
        "云梦泽市人民政府2023年5月份任免下列工作人员",
        "任命：",
        "李强为云梦泽市水利局副局长",
        "免去：",
        "张磊的云梦泽市统计局副局长职务",
    )
    first, second = split(lines(*rules, *text, "人事任免", *listed, "总编辑：林远　责任编辑：王江")).documents
    assert [line.text for line in first.instruments[0].lines] == list(text[1:])
    assert second.head.title == listed[0]
    assert [line.text for line in second.instruments[0].lines] == list(listed[1:])
