"""Contents pages."""

import pytest

from lingxing.engines.documents.domain.repair.tests.lines import lines
from lingxing.engines.documents.domain.splitting import split
from lingxing.engines.documents.domain.splitting.contents import Contents, find_contents


@pytest.mark.parametrize(
    "entries",
    [
        ("临江市人民政府关于加强渡口管理的意见……3", "临江市水利局关于印发《临江市河长制办法》的通知……12"),
        ("1. 临江市人民政府关于加强渡口管理的意见\t3", "2. 临江市水利局关于印发《临江市河长制办法》的通知\t12"),
        ("临江市人民政府关于加强渡口管理的意见（3）", "临江市水利局关于印发《临江市河长", "制办法》的通知（12）"),
        (
            "【市政府文件】",
            "临江市人民政府关于加强渡口管理的意见..... 3",
            "【部门文件】",
            "临江市水利局关于",
            "印发《临江市河长制办法》的通知.....12",
        ),
        (
            "临江市人民政府关于加强渡口管理的意见（临政发〔2023〕1号）…3",
            "临江市水利局关于印发《临江市河长制办法》的通知…12",
        ),
        ("临江市人民政府关于加强渡口管理的意见", "临江市水利局关于印发《临江市河长制办法》的通知"),
        (
            "临江市人民政府关于加强渡口管理的意见（临政发〔2023〕1号）3",
            "临江市水利局关于印发《临江市河长",
            "制办法》的通知（2023年第2号）12",
        ),
    ],
)
def test_entries_of_every_shape_are_read(entries: tuple[str, ...]) -> None:
    printed = lines("临江市人民政府公报", "目录", *entries, "主办：临江市人民政府办公室。", "临江市人民政府")
    contents = find_contents(printed)
    assert contents.titles == ("临江市人民政府关于加强渡口管理的意见", "临江市水利局关于印发《临江市河长制办法》的通知")
    assert printed[contents.runs[0][1]].text.startswith("主办")


def test_a_page_without_numbers_ends_where_the_first_document_begins() -> None:
    title = "临江市人民政府关于加强渡口管理的意见"
    printed = lines("目录", title, "临江市水利局关于做好防汛工作的通知", title, "临政发〔2023〕1号")
    assert find_contents(printed).runs == ((0, 3),)


def test_numbers_on_lines_of_their_own_are_no_part_of_the_titles() -> None:
    entries = (
        "临江市人民政府关于加强渡口管理的意见",
        "临政发〔2023〕1号………3",
        "临江市人民政府公告",
        "2023年第5号………12",
    )
    assert find_contents(lines("目录", *entries)).titles == (entries[0], entries[2])


def test_an_entry_may_name_the_place_that_the_title_leaves_out() -> None:
    title = "市人民政府关于加强渡口管理的意见"
    found = split(
        lines(
            "临江市人民政府公报",
            "目录",
            f"临江{title}……1",
            title,
            "临政发〔2023〕1号",
            "各镇：",
            "请管好渡口，做到安全。",
        )
    )
    assert [parts.head.title for parts in found.documents] == [title]
    assert not found.problems


@pytest.mark.parametrize("behind", ["（市政府令第3号）", "（2023年5月1日临江市人民政府令第3号公布）", ""])
def test_an_order_is_listed_by_the_name_of_its_text(behind: str) -> None:
    entries = ("市政府令", f"临江市渡口办法{behind}……1", "市政府文件", "关于加强渡口管理的意见……4")
    order = ("临江市人民政府令", "第3号", "《临江市渡口办法》已经通过，现予公布。", "市长 林远航", "2023年5月1日")
    text = ("临江市渡口办法", "第一条 为了管好渡口，制定本办法。", "第二条 本办法自公布之日起施行。")
    opinion = ("临江市人民政府关于加强渡口管理的意见", "临政发〔2023〕1号", "各镇：", "请管好渡口，做到安全。")
    found = split(lines("目录", *entries, *order, *text, *opinion))
    assert len(found.documents) == 2
    assert not found.problems


def test_no_contents_page_no_entries() -> None:
    assert find_contents(lines("临江市人民政府", "关于公布权责目录的通知")).titles == ()


def test_chapters_of_a_plan_are_no_contents_page() -> None:
    assert find_contents(lines("目录", "第一章 现状……1", "第二章 目标……4", "第三章 布局……9")) == Contents()
