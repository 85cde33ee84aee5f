"""Where documents start."""

import pytest

from lingxing.engines.documents.domain.repair.tests.lines import lines
from lingxing.engines.documents.domain.splitting.heads import find_heads, number_text
from lingxing.engines.documents.domain.splitting.titles import kind_at_end, opening_organ

BODY = ("各镇人民政府：", "现将有关事项通知如下，请遵照执行。")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("临政发〔2023〕5号", "临政发〔2023〕5号"),
        ("临政发[2023]5号", "临政发[2023]5号"),
        ("（临政发〔2023〕5号）", "临政发〔2023〕5号"),
        ("文号：临政办函(2023)第5号", "临政办函(2023)第5号"),
        ("临政发〔2023〕5号 签发人：王江", "临政发〔2023〕5号"),
        ("按照临政发〔2023〕5号执行", None),
        ("第5号", None),
    ],
)
def test_a_number_line_is_a_number_and_nothing_else(text: str, number: str | None) -> None:
    assert number_text(text) == number


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        (("临江市人民政府", "关于加强渡口管理的意见"), "临江市人民政府关于加强渡口管理的意见"),
        (
            ("市人民政府办公室关于转发", "市水利局关于加强河道管理意见的通知"),
            "市人民政府办公室关于转发市水利局关于加强河道管理意见的通知",
        ),
        (("市人民政府 关于印发《临江市渡口 办法》的 通 知",), "市人民政府关于印发《临江市渡口办法》的通知"),
        (
            ("市人民政府办公室关于印发2023年", "临江市工作要点的", "通知"),
            "市人民政府办公室关于印发2023年临江市工作要点的通知",
        ),
        (("关于做好防汛工作的通知",), "关于做好防汛工作的通知"),
        (
            ("市人民政府关于印发渡口三年方案（2023—2025年）的通知",),
            "市人民政府关于印发渡口三年方案（2023—2025年）的通知",
        ),
    ],
)
@pytest.mark.parametrize("behind", [False, True])
def test_a_title_of_several_lines_stands_above_or_below_its_number(
    title: tuple[str, ...], whole: str, *, behind: bool
) -> None:
    number = ("临政发〔2023〕5号",)
    printed = lines("前文在此结束。", "2023年5月1日", *(number + title if behind else title + number), *BODY)
    (head,) = find_heads(printed)
    assert head.title == whole
    assert printed[head.body].text == BODY[0]
    assert head.start == 2


def test_numbers_in_a_list_of_papers_start_nothing() -> None:
    printed = lines(
        "市人民政府关于清理文件的决定",
        "临政发〔2023〕6号",
        "各镇人民政府：",
        "经研究，决定废止下列文件：",
        "1",
        "市人民政府关于矿山管理的通知",
        "临政发〔2001〕7号",
        "2",
        "市人民政府关于渔业管理的通知",
        "临政发〔2002〕9号",
        "临江市人民政府",
        "2023年6月1日",
    )
    assert [head.title for head in find_heads(printed)] == ["市人民政府关于清理文件的决定"]


def test_an_order_is_headed_by_its_number() -> None:
    printed = lines("临江市人民政府令", "第12号", "《临江市渡口办法》已经审议通过，现予公布，自公布之日起施行。")
    (head,) = find_heads(printed)
    assert head.title == "临江市人民政府令第12号"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("临江市渡口管理实施细则（试行）", "细则"),
        ("临江市行动方案（2023—2025年", "方案"),
        ("临江市行动方案2023—2025年", "方案"),
        ("关于印发方案（2023—2025年）的通知", "通知"),
        ("临江市渡口", None),
    ],
)
def test_the_kind_stands_at_the_end(title: str, kind: str | None) -> None:
    assert kind_at_end(title) == kind


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("市医疗保障局关于印发办法的通知", "市医疗保障局"),
        ("临江市人民政府办公室印发关于渡口方案的通知", "临江市人民政府办公室"),
        ("临江市人民政府公告", "临江市人民政府"),
        ("关于渡口的通知", None),
    ],
)
def test_the_organ_opens_the_title(title: str, organ: str | None) -> None:
    assert opening_organ(title) == organ


def test_public_notices_are_numbered_by_the_year() -> None:
    printed = lines("临江市人民政府", "关于禁渔的通告", "2023年第5号", "为护渔，现通告如下：", "一、禁渔。")
    (head,) = find_heads(printed)
    assert (head.title, head.body) == ("临江市人民政府关于禁渔的通告", 3)


def test_the_data_of_a_web_page_head_nothing_when_the_paper_prints_its_number() -> None:
    printed = lines(
        "文号：临政发〔2023〕8号", "市人民政府关于护水的意见", "临政发〔2023〕8号", "各镇：", "请遵照执行，不得有误。"
    )
    assert [head.start for head in find_heads(printed)] == [1]


def test_a_remark_below_a_date_opens_no_title() -> None:
    printed = lines(
        "前文在此结束。", "2023年5月1日", "（本文有删减）", "市人民政府督查室关于护水的通报", "临政督〔2023〕5号", *BODY
    )
    (head,) = find_heads(printed)
    assert head.title == "市人民政府督查室关于护水的通报"


def test_the_subject_of_a_public_notice_may_stand_below_its_number() -> None:
    printed = lines(
        "前文。", "2023年5月1日", "临江市水利局公告", "2023年第2号", "关于渡口停航的公告", "因水位上涨，东渡停航。"
    )
    (head,) = find_heads(printed)
    assert head.title == "临江市水利局关于渡口停航的公告"
    assert printed[head.body].text == "因水位上涨，东渡停航。"
