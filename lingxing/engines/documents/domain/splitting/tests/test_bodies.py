"""One document cut into its parts."""

import pytest

from lingxing.engines.documents.domain.repair.tests.lines import lines
from lingxing.engines.documents.domain.splitting import DocumentHead, DocumentParts
from lingxing.engines.documents.domain.splitting.bodies import cut_document
from lingxing.engines.documents.domain.splitting.closing import is_date_line
from lingxing.engines.documents.domain.splitting.recipients import take_recipients


def cut(title: str, *printed: str) -> DocumentParts:
    every = lines(title, *printed)
    return cut_document(DocumentHead(0, 1, title, every[:1]), every[1:])


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        (("各县（市、区）人民政府，市政府各部门：", "现通知如下。"), 1),
        (("各区人民政府，东湖开发区、西山风景区管委会，", "市政府各部门：", "为了护水。"), 2),
        (("各镇人民政府，县政府各部门，东湖管委会", "为了护水。"), 1),
        (("为做好护水工作，现通知如下：", "一、巡河。"), 0),
        (("第一条 为了护水。",), 0),
        (("市教育局：", "来文收悉。"), 1),
    ],
)
def test_recipients_end_with_a_colon_or_name_only_organs(printed: tuple[str, ...], count: int) -> None:
    assert take_recipients(lines(*printed)) == count


@pytest.mark.parametrize(
    "text", ["2023年5月8日", "二〇二三年五月八日", "（2023年5月8日）", "临江市人民政府 2023年5月8日"]
)
def test_dates_close_a_paper(text: str) -> None:
    assert is_date_line(lines("前文。", text), 1)


def test_notice_instrument_and_annexes_are_told_apart() -> None:
    parts = cut(
        "市人民政府关于印发《临江市渡口办法》的通知",
        "各镇人民政府：",
        "现将《临江市渡口办法》印发给你们。",
        "临江市人民政府",
        "2023年5月8日",
        "（此件公开发布）",
        "临江市渡口办法",
        "第一条 护航。",
        "第二条 本办法自印发之日起施行。",
        "附件：1.渡口名录",
        "2.渡船检验表",
        "附件1",
        "渡口名录",
        "东渡、西渡。",
    )
    assert parts.wrapped
    assert [line.text for line in parts.notice] == ["现将《临江市渡口办法》印发给你们。"]
    assert [line.text for line in parts.signature] == ["临江市人民政府"]
    assert parts.date_line is not None
    assert parts.public_note is not None
    (instrument,) = parts.instruments
    assert instrument.title == "临江市渡口办法"
    assert [line.text for line in instrument.lines] == ["第一条 护航。", "第二条 本办法自印发之日起施行。"]
    assert [(annex.label, annex.title, annex.included) for annex in parts.annexes] == [
        ("附件1", "渡口名录", True),
        ("附件2", "渡船检验表", False),
    ]


def test_three_instruments_of_one_notice() -> None:
    parts = cut(
        "市水利局关于印发《巡河办法》等三项制度的通知",
        "《临江市巡河办法》《临江市护堤制度》《临江市采砂规程》已经同意，现印发给你们。",
        "2023年5月8日",
        "临江市巡河办法",
        "第一条 巡河。",
        "临江市护堤制度",
        "第一条 护堤。",
        "临江市采砂规程",
        "一、禁采。",
    )
    assert [part.title for part in parts.instruments] == ["临江市巡河办法", "临江市护堤制度", "临江市采砂规程"]
    assert [len(part.lines) for part in parts.instruments] == [1, 1, 1]


def test_a_damaged_instrument_title_is_recognised() -> None:
    parts = cut(
        "市人民政府关于印发临江市渡口三年方案（2023—2025年）的通知",
        "现将方案印发给你们。",
        "2023年5月8日",
        "临江市渡口三年方案20232025年）",
        "一、目标。",
        "二、任务。",
    )
    assert [part.first_line for part in parts.instruments] == [4]


def test_a_published_list_is_an_annex_of_its_notice() -> None:
    parts = cut(
        "市人民政府办公室关于公布临江市渡口清单（第二批）的通知",
        "现予公布。",
        "2023年5月8日",
        "临江市渡口清单（第二批）",
        "东渡",
        "西渡",
    )
    assert not parts.wrapped
    assert [annex.title for annex in parts.annexes] == ["临江市渡口清单（第二批）"]


def test_a_paper_of_its_own_closes_below_its_text() -> None:
    parts = cut(
        "临江市人民政府关于护水的意见",
        "各镇人民政府：",
        "一、巡河。",
        "二、护堤。",
        "临江市人民政府",
        "临江市水利局",
        "2023年5月8日",
        "附件",
        "分工表",
        "东镇：一百米。",
    )
    assert not parts.wrapped
    assert [line.text for line in parts.instruments[0].lines] == ["一、巡河。", "二、护堤。"]
    assert [line.text for line in parts.signature] == ["临江市人民政府", "临江市水利局"]
    assert [annex.title for annex in parts.annexes] == ["分工表"]


def test_a_list_of_names_is_no_signature() -> None:
    parts = cut("市人民政府关于表彰的决定", "决定表彰：", "王江 市水利局", "李河 市渡口中心", "2023年5月8日")
    assert parts.signature == ()
    assert len(parts.instruments[0].lines) == 3


def test_a_date_below_the_title_opens_the_paper() -> None:
    parts = cut("临江市人民政府公告", "（2023年5月8日）", "为护水，现公告如下：", "一、禁采。")
    assert parts.date_line is not None
    assert len(parts.instruments[0].lines) == 2


def test_a_broken_line_of_the_notice_that_spells_the_title_is_not_the_text() -> None:
    parts = cut(
        "市人民政府关于印发临江市渡口方案的通知",
        "《临江市渡口方案",
        "》已经同意，现印发给你们。",
        "2023年5月8日",
        "临江市渡口方案",
        "一、目标。",
    )
    assert [part.first_line for part in parts.instruments] == [5]
    assert parts.date_line is not None


@pytest.mark.parametrize("label", ["附件1-1", "附件 1—2", "【附件1】", "附表2"])
def test_labels_of_annexes(label: str) -> None:
    parts = cut("临江市护水通知", "请护水，人人有责。", label, "渡口名录", "东渡在城东。")
    assert [(part.title, part.included) for part in parts.annexes] == [("渡口名录", True)]
