"""Issuer, kind, date, number, title and masthead."""

import datetime as dt
from collections import Counter

import pytest

from lingxing.engines.documents.domain.metadata.dates import Dated, read_choices, settle
from lingxing.engines.documents.domain.metadata.issuers import find_issuer, full_name
from lingxing.engines.documents.domain.metadata.masthead import read_info
from lingxing.engines.documents.domain.metadata.numbers import read_number
from lingxing.engines.documents.domain.metadata.titles import level_in_titles
from lingxing.engines.documents.domain.repair.number_classes import IssuerClass, issuer_class
from lingxing.kernel.document_numbers import DocumentNumber


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("临政发", IssuerClass.GOVERNMENT),
        ("临政规", IssuerClass.GOVERNMENT),
        ("浦府规", IssuerClass.GOVERNMENT),
        ("临政办发", IssuerClass.OFFICE),
        ("临政办函", IssuerClass.OFFICE),
        ("浦府办", IssuerClass.OFFICE),
        ("临医保发", IssuerClass.DEPARTMENT),
    ],
)
def test_the_mark_tells_the_class(prefix: str, kind: IssuerClass) -> None:
    assert issuer_class(prefix) is kind


@pytest.mark.parametrize(
    ("title", "signatures", "prefix", "issuer", "inferred"),
    [
        ("市人民政府关于护水的通知", (), "临政发", "临江市人民政府", False),
        ("市水利局关于护水的通知", (), "临水发", "临江市水利局", False),
        ("关于护水的通知", ("临江市水利局",), "临水发", "临江市水利局", False),
        ("关于护水的通知", ("市水利局", "市财政局"), "临水发", "临江市水利局、临江市财政局", False),
        ("市水利局市财政局关于护水的通知", ("市水利局", "市财政局"), "临水发", "临江市水利局、临江市财政局", False),
        ("关于护水的通知", (), "临政办发", "临江市人民政府办公室", True),
        ("中共临江市委临江市人民政府关于护水的意见", (), "临发", "中共临江市委、临江市人民政府", False),
        ("关于护水的通知", (), "临水发", None, False),
        ("临江市护水方案", (), None, None, False),
    ],
)
def test_issuers(
    title: str, signatures: tuple[str, ...], prefix: str | None, issuer: str | None, *, inferred: bool
) -> None:
    number = DocumentNumber(prefix, 2023, 1) if prefix else None
    found = find_issuer(title, signatures, number, "临江市")
    assert (found.name if found else None, bool(found and found.inferred)) == (issuer, inferred)


def test_a_province_has_a_general_office() -> None:
    found = find_issuer("关于护水的通知", (), DocumentNumber("江政办发", 2023, 1), "江海省")
    assert found is not None
    assert found.name == "江海省人民政府办公厅"


@pytest.mark.parametrize(
    ("organ", "place", "name"),
    [
        ("县教育局", "云梦泽县", "云梦泽县教育局"),
        ("区发展改革委", "浦江区", "浦江区发展改革委"),
        ("人民政府办公室", "临江市", "临江市人民政府办公室"),
        ("临江市教育局", "临江市", "临江市教育局"),
        ("市教育局", None, "市教育局"),
    ],
)
def test_full_names(organ: str, place: str | None, name: str) -> None:
    assert full_name(organ, place) == name


def dated(sequence: int, printed: str) -> Dated:
    return Dated(DocumentNumber("临政发", 2023, sequence), read_choices(printed))


def test_neighbouring_numbers_decide_a_date_of_two_meanings() -> None:
    """2023116 is 16 January or 6 November; number 16 is of 21 October and number 19 of 21 November."""
    days = settle([dated(16, "2023年10月21日"), dated(17, "2023116"), dated(19, "20231121")])
    assert days == [dt.date(2023, 10, 21), dt.date(2023, 11, 6), dt.date(2023, 11, 21)]


def test_without_neighbours_the_date_stays_open() -> None:
    assert settle([dated(17, "2023116")]) == [None]
    assert settle([dated(3, "2023年1月10日"), dated(17, "2023116")])[1] is None
    assert settle([dated(17, "2023116"), dated(18, "2023年2月2日")])[0] == dt.date(2023, 1, 16)


def test_numbers() -> None:
    found = read_number("临政发[2023]第5号", "临政发[2023] 第5号", "")
    assert found is not None
    assert (found.normal, found.printed) == ("临政发〔2023〕5号", "临政发[2023] 第5号")
    order = read_number("第十二号", "第十二号", "临江市人民政府令第十二号")
    assert order is not None
    assert order.normal == "临江市人民政府令第12号"
    assert read_number(None, "", "") is None


def test_the_level_that_most_titles_use() -> None:
    assert level_in_titles(["县人民政府关于护水", "县人民政府办公室关于采砂", "人民政府关于渡口"]) == "县"
    assert level_in_titles(["关于护水"]) is None


@pytest.mark.parametrize(
    ("front", "issue", "serial", "published"),
    [
        (
            ("临江市人民政府公报", "2023", "第6号(总第103号)", "2023年12月4日(总号:103)"),
            "第6号",
            "总第103号",
            "2023-12-04",
        ),
        (("临江市人民政府公报", "2023 年第 6 期(总号: 96)", "2023 年 12 月印制"), "第6期", "总号96", "2023-12"),
        (
            (
                "• 主办单位:临江市人民政府",
                "• 公报年份:2023",
                "• 总号:77",
                "• 期号:第2号",
                "• 发布时间:2023-01-03 18:15",
            ),
            "第2号",
            "总号77",
            "2023-01-03",
        ),
    ],
)
def test_mastheads(front: tuple[str, ...], issue: str, serial: str, published: str) -> None:
    info = read_info(front, front, "临江市", Counter())
    assert (info.year, info.issue, info.serial, info.published) == (2023, issue, serial, published)


def test_a_running_head_tells_what_the_front_does_not() -> None:
    info = read_info((), ("政办发临江市人民政府公报2023.05",), "临江市", Counter())
    assert (info.name, info.year, info.issue) == ("临江市人民政府公报", 2023, "2023.05")


def test_the_year_falls_back_to_the_numbers() -> None:
    assert read_info((), (), None, Counter([2021, 2023, 2023])).year == 2023


def test_a_masthead_in_full_width_digits() -> None:
    front = ("临江市人民政府公报", "２０２３年第４期", "总第１２６期")
    info = read_info(front, front, "临江市", Counter())
    assert (info.year, info.issue, info.serial) == (2023, "第4期", "总第126期")


@pytest.mark.parametrize(
    ("opening", "signatures"),
    [
        ("云梦泽市水利局云梦泽市财政局", ("云梦泽市水利局    云梦泽市财政局",)),
        ("云梦泽市水利局云梦泽市财政局", ("云梦泽市水利局", "云梦泽市财政局")),
        ("云梦泽市水利局云梦泽市财政局", ("云梦泽市水利局（章）", "云梦泽市财政局（印章）")),
        ("云梦泽市水利局云梦泽市财政局", ()),
        ("国家渡口部财政部", ("国家渡口部 财政部",)),
    ],
)
def test_organs_that_issue_together_are_parted(opening: str, signatures: tuple[str, ...]) -> None:
    found = find_issuer(f"{opening}关于护水的通知", signatures, None, "云梦泽市")
    assert found
    assert found.name.count("、") == 1
    assert found.name.replace("、", "") == opening


def test_a_masthead_of_bare_figures() -> None:
    info = read_info(["云梦泽市人民政府公报", "2023·5", "2023年6月8日"], (), "云梦泽市", Counter())
    assert (info.year, info.issue, info.published) == (2023, "2023.5", "2023-06-08")
