"""The reader takes any text without an error."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from lingxing.engines.documents.domain.gazette import parse_gazette
from lingxing.engines.documents.domain.model import RawLine, Source
from lingxing.engines.documents.domain.report import gazette_report

PIECES = st.sampled_from(
    (
        "市人民政府",
        "关于印发《",
        "》的通知",
        "办法",
        "临政发〔2023〕5号",
        "〔2023",
        "各区人民政府：",
        "2023年5月8日",
        "2023116",
        "\n",
        "\n\n",
        "附件",
        "附件：1.",
        "目录",
        "……3",
        "第一条 ",
        "第二章",
        "一、",
        "（一）",
        "1.",
        "11.. ",
        "。。",
        "\t",
        "<td>",
        "**",
        "“",
        "（责任单位：",
        "市水利局",
        "自印发之日起施行",
        "有效期5",
        "同时废止",
        "临江市人民政府令",
        "第3号",
        "序号",
        "\ufffd",
        "\ud800",
        "\x0c",
    )
)


def parse(text: str) -> None:
    source = Source("any", "0" * 64, tuple(RawLine(at, line) for at, line in enumerate(text.split("\n"), 1)))
    report = gazette_report(parse_gazette(source))
    json.dumps(report)
    for document in report["documents"]:
        assert document["title"]
        assert 1 <= document["begin_line"] <= document["end_line"] <= len(source.lines)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=80))
def test_pieces_of_gazettes_in_any_order(pieces: list[str]) -> None:
    parse("".join(pieces))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    parse(text)


def test_one_long_line_and_many_short_ones() -> None:
    parse("临政发〔2023〕5号，第一条（" * 4000)
    parse("一、\n" * 3000)
