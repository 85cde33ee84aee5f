"""What papers say, settled at issue."""

import dataclasses
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.cases.papers.composing import compose, settled_rows
from lingxing.engines.cases.papers.remedies import review_organ
from lingxing.engines.cases.papers.tests.samples import facts, kind, service
from lingxing.engines.cases.papers.values import canonical, digest_of, values_at_issue
from lingxing.engines.cases.papers.verifying import masked_value
from lingxing.kernel.errors import LingxingError
from lingxing.printing.paper import Level, PaperKind, Row
from lingxing.printing.tests.samples import ISSUED_AT


def said(*body: str, **changes: object) -> list[str]:
    """Return the paragraphs of a paper with that body."""
    return values_at_issue(service(), kind(*body), facts(**changes))["body"].split("\n")


# 1,200,050 fen = 12,000.50 yuan; 1/8 = 12.5 %.
SHOWN = {
    "applicant": "白鹭洲",
    "case_number": "DKT2026000012",
    "number": "DKT2026000012",
    "document_number": "云渡〔2026〕12号",
    "date": "2026年1月5日",
    "organ": "云梦泽市渡口管理局",
    "reason": "通道狭窄",
    "act_label": "准予停靠",
    "valid_from": "2026年1月5日",
    "valid_until": "2027年1月4日",
    "clock.decide.due": "2026年1月26日",
    "document.receipt.number": "云渡受〔2026〕3号",
    "full_name": "白鹭洲",
    "identity": "110101190001010000",
    "deposit": "12,000.50元",
    "deposit:capitals": "人民币壹万贰仟元零伍角整",
    "share": "12.5%",
    "length": "12.5米",
    "trips": "6次",
    "berth": "三号渡口",
    "berth.keeper": "三号站",
    "berth.night": "否",
    "begins": "2026年1月5日",
    "insured": "是",
    "crew": "白鹭一，40岁；白鹭二，30岁",
    "names": "江风号、江月号",
    "note": "第一行 第二行 {applicant}",
    "ship": "CB2025000003",
    "ship.number": "CB2025000003",
    "ship.title": "江风号",
    "ship.built": "2020年2月29日",
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_placeholder_becomes_what_it_stands_for(name):
    assert said(f"〔{{{name}}}〕") == [f"〔{SHOWN[name]}〕"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("deposit", "（未填写）"),
        ("deposit:capitals", "（未填写）"),
        ("crew", "（未填写）"),
        ("ship", "（未填写）"),
        ("ship.title", "（未填写）"),
        ("berth.keeper", "（未填写）"),
        ("applicant", "（未填写）"),
        ("document.receipt.number", "（未填写）"),
        ("clock.decide.due", "（另行告知）"),
        ("valid_until", "长期"),
    ],
)
def test_what_is_not_known_is_said_to_be_so(name, words):
    empty: dict[str, object] = {
        "values": {},
        "linked": {},
        "due": {},
        "documents": {},
        "applicant": "",
        "valid_until": None,
    }
    assert said(f"{{{name}}}", **empty) == [words]


@pytest.mark.parametrize(
    "name", ["nobody", "clock.other.due", "document.other.number", "ship.nothing", "full_name:capitals", "deposit:x"]
)
def test_a_placeholder_for_nothing_is_refused_with_the_paper(name):
    with pytest.raises(LingxingError, match=r"停靠许可决定书.*不代表任何内容"):
        said(f"{{{name}}}")


def test_everything_that_is_missing_is_listed_with_numbers():
    missing = ("本人相片", "填写起始日；", "请在3日内交来。")
    assert said("您的申请缺少：", "{missing}", "请补正。", missing=missing) == [
        "您的申请缺少：", "1．本人相片；", "2．填写起始日；", "3．请在3日内交来。", "请补正。"
    ]  # fmt: skip
    assert said("缺少{missing}。", missing=missing) == ["缺少1．本人相片；2．填写起始日；3．请在3日内交来。"]


def test_what_is_missing_is_told_even_where_the_body_has_no_place_for_it():
    assert said("请补正。", missing=("本人相片",)) == ["请补正。", "1．本人相片。"]


def test_a_typed_line_break_makes_no_paragraph():
    assert len(said("{reason}", reason="甲\n\n乙\r\n一、丙")) == 1


def test_the_digest_is_that_of_the_canonical_text_and_changes_with_the_salt():
    first = values_at_issue(service(), kind("{date}"), facts())
    assert digest_of(first) == hashlib.sha256(canonical(first).encode()).hexdigest()
    assert json.loads(canonical(first)) == first
    assert digest_of(first) != digest_of(values_at_issue(service(), kind("{date}"), facts(salt="11" * 16)))


def test_fields_become_rows_in_the_order_of_the_package():
    names = ("identity", "full_name", "crew", "berth")
    values = values_at_issue(service(), kind("{date}", kind="certificate", fields=names), facts())
    rows = list(settled_rows(values))
    assert [row.label for row in rows] == ["公民身份号码", "姓名", "船员", "渡口"]
    assert [masked_value(row) for row in rows] == ["110***********0000", "白**", "（不公开）", "三号渡口"]
    paper = compose(values, ISSUED_AT, digest_of(values), "https://office.example/verify/x")
    assert paper.rows[-1] == Row("有效期", "2026年1月5日至2027年1月4日")
    assert paper.rows[1] == Row("姓名", "白鹭洲")


def test_more_than_nine_rows_keep_their_order():
    names = tuple(name for name in service().fields if name != "note")
    values = values_at_issue(service(), kind("{date}", fields=names), facts())
    assert [row.label for row in settled_rows(values)] == [service().fields[name].label for name in names]


@pytest.mark.parametrize("made", [{"required": False}, {"required": True}])
def test_a_row_is_left_out_only_where_nobody_had_to_fill_it_in(made):
    fields = {**service().fields, "note": dataclasses.replace(service().fields["note"], **made)}
    boats = dataclasses.replace(service(), fields=fields)
    empty = facts(values={name: value for name, value in facts().values.items() if name != "note"})
    rows = list(settled_rows(values_at_issue(boats, kind("{date}", fields=("full_name", "note")), empty)))
    assert [row.label for row in rows] == ["姓名", "说明"][: 1 + made["required"]]


def test_a_decision_tells_of_review_and_suit():
    values = values_at_issue(service(), kind("{applicant}：", "一、准予停靠", remedy=True), facts())
    paper = compose(values, ISSUED_AT, digest_of(values), "https://office.example/verify/x")
    assert [paragraph.level for paragraph in paper.paragraphs] == [Level.ADDRESSEE, Level.HEADING_1, Level.TEXT]
    told = paper.paragraphs[-1].text
    assert "60日内向云梦泽市人民政府申请行政复议" in told
    assert "6个月内向有管辖权的人民法院提起行政诉讼" in told
    assert paper.kind is PaperKind.DECISION
    assert paper.notes == ("本件有效期：2026年1月5日至2027年1月4日",)


def test_organs_of_the_case_are_named_in_the_remedies():
    named = facts(review_organ="云梦泽海关", court="云梦泽铁路运输法院")
    told = values_at_issue(service(), kind("x", remedy=True), named)["remedy"]
    assert "向云梦泽海关申请行政复议" in told
    assert "向云梦泽铁路运输法院提起行政诉讼" in told


@pytest.mark.parametrize(
    ("organ", "government"),
    [
        ("云梦泽市公安局", "云梦泽市人民政府"),
        ("云梦泽市城东区水利局", "云梦泽市城东区人民政府"),
        ("云梦土家族苗族自治州水利局", "云梦土家族苗族自治州人民政府"),
        ("云州市云州区民政局", "云州市云州区人民政府"),
        ("云梦泽市市场监督管理局", "云梦泽市人民政府"),
        ("云梦泽市城市管理执法局", "云梦泽市人民政府"),
        ("云城市城市管理执法局", "云城市人民政府"),
        ("云梦泽市高新区管委会", "云梦泽市人民政府"),
        ("云梦泽市人民政府", "上一级人民政府"),
        ("渡口管理站", "本机关的本级人民政府"),
        ("", "本机关的本级人民政府"),
    ],
)
def test_a_review_goes_to_the_government_of_the_organ(organ, government):
    assert review_organ(organ) == government


@given(st.text(), st.text(), st.lists(st.text(max_size=30), max_size=4))
def test_any_text_makes_a_paper(name, reason, missing):
    try:
        values = values_at_issue(
            service(),
            kind("{applicant}：", "{reason}", "{missing}"),
            facts(applicant=name, reason=reason, missing=tuple(missing)),
        )
        canonical(values)
    except ValueError:
        assert any("\ud800" <= c <= "\udfff" for text in (name, reason, *missing) for c in text)
        return
    paper = compose(values, ISSUED_AT, digest_of(values), "https://office.example/verify/x")
    assert len(paper.paragraphs) >= bool(name.strip())


def test_a_long_text_that_stands_alone_keeps_its_paragraphs():
    """Beside other words it is one line, so that nobody types a paragraph into what the organ says."""
    assert said("{note}") == ["第一行", "第二行 {applicant}"]
    assert said("说明：{note}") == ["说明：第一行 第二行 {applicant}"]
    assert said("{note}", values={}) == ["（未填写）"]


def test_a_paper_is_headed_by_its_title_and_by_its_label_without_one():
    titles = [
        values_at_issue(service(), kind("x", title=title), facts())["title"] for title in ("", "关于{berth}的通报")
    ]
    assert titles == ["停靠许可决定书", "关于三号渡口的通报"]
