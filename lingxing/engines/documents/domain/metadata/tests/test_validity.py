"""Clauses on force and validity."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.metadata.validity import find_validity, has_clipped_term

SIGNED = dt.date(2023, 5, 8)


@pytest.mark.parametrize(
    ("text", "effective", "on"),
    [
        ("本办法自印发之日起施行。", "自印发之日", SIGNED),
        ("本办法由市水利局负责解释，自公布之日起施行。", "自公布之日", SIGNED),
        ("本规定自发布之日起正式实施。", "自发布之日", SIGNED),
        ("本规定自下发之日起执行。", "自下发之日", SIGNED),
        ("本措施自印发之日起生效实施。", "自印发之日", SIGNED),
        ("本细则自公布之日起30日后施行。", "自公布之日起30日后", dt.date(2023, 6, 7)),
        ("本办法自2023年7月1日起施行。", "2023-07-01", dt.date(2023, 7, 1)),
        ("本办法自二〇二三年七月一日起施行。", "2023-07-01", dt.date(2023, 7, 1)),
        ("新标准从2023年4月1日起执行。", "2023-04-01", dt.date(2023, 4, 1)),
        ("本办法有效期为5年，自2023年7月1日起施行。", "2023-07-01", dt.date(2023, 7, 1)),
        ("第二十条 本决定自公布之日起施行。", "自公布之日", SIGNED),
        ("本办法从公布之日起执行。", "自公布之日", SIGNED),
        ("本规定自公布之日起满30日施行。", "自公布之日起30日后", dt.date(2023, 6, 7)),
        ("本办法自印发之日起1个月后施行。", "自印发之日起1个月后", dt.date(2023, 6, 8)),
        ("本公告自2023年7月1日零时起施行。", "2023-07-01", dt.date(2023, 7, 1)),
        ("本办法有效期从2023年7月1日起至2028年6月30日止。", "2023-07-01", dt.date(2023, 7, 1)),
        ("本办法自2023年7月1日至2028年6月30日施行。", "2023-07-01", dt.date(2023, 7, 1)),
    ],
)
def test_effective(text: str, effective: str, on: dt.date) -> None:
    found = find_validity([text], SIGNED)
    assert (found.effective_from, found.effective_on) == (effective, on)
    assert found.effective_text == text


@pytest.mark.parametrize(
    "text",
    [
        "津贴从2023年元月起按月发放三年。",
        "合同自签订之日起生效。",
        "自2020年1月1日起实施的旧办法中，凡有不同的从新。",
        "被废止的文件自本决定公布之日起不再施行。",
        "自受理之日起15日内办结。",
        "将“本办法自印发之日起施行，有效期3年”修改为“本办法自公布之日起施行，有效期5年”。",
    ],
)
def test_other_beginnings_are_none(text: str) -> None:
    found = find_validity([text], SIGNED)
    assert (found.effective_from, found.valid_until_or_period) == (None, None)


@pytest.mark.parametrize(
    ("text", "printed", "iso", "last"),
    [
        ("本办法自印发之日起施行，有效期5年。", "5年", "P5Y", dt.date(2028, 5, 7)),
        ("本办法自印发之日起施行，有效期为五年。", "五年", "P5Y", dt.date(2028, 5, 7)),
        ("本办法自2024年2月29日起施行，有效期一年。", "一年", "P1Y", dt.date(2025, 2, 27)),
        ("本办法自印发之日起施行，有效期6个月。", "6个月", "P6M", dt.date(2023, 11, 7)),
        ("本办法自印发之日起施行，有效期至2025年12月31日。", "2025-12-31", None, dt.date(2025, 12, 31)),
        ("本办法自2023年6月1日起施行，至2028年5月31日止。", "2028-05-31", None, dt.date(2028, 5, 31)),
        ("本办法自印发之日起施行，有效期5年，有效期届满自行失效。", "5年", "P5Y", dt.date(2028, 5, 7)),
        ("本办法自印发之日起施行，试行两年。", "两年", "P2Y", dt.date(2025, 5, 7)),
        ("本办法有效期为自施行之日起5年。", "5年", "P5Y", dt.date(2028, 5, 7)),
        ("本办法有效期从2023年6月1日起至2028年5月31日止。", "2028-05-31", None, dt.date(2028, 5, 31)),
        ("本办法自2023年6月1日至2028年5月31日施行。", "2028-05-31", None, dt.date(2028, 5, 31)),
        ("本措施自印发之日起施行，有效期至2025年底。", "2025-12-31", None, dt.date(2025, 12, 31)),
        ("本措施自印发之日起施行，有效期内政策调整的从其规定，有效期5年。", "5年", "P5Y", dt.date(2028, 5, 7)),
        ("本办法试行期2年。", "2年", "P2Y", dt.date(2025, 5, 7)),
        ("本办法自印发之日起施行，有效期52019年6月3日印发的旧办法同时废止。", "5年", "P5Y", dt.date(2028, 5, 7)),
    ],
)
def test_terms(text: str, printed: str, iso: str | None, last: dt.date) -> None:
    """Reading: five years from 8 May 2023 end with 7 May 2028."""
    found = find_validity([text], SIGNED)
    assert (found.valid_until_or_period, found.valid_for, found.expires_on) == (printed, iso, last)


@pytest.mark.parametrize(
    "text",
    [
        "渡运许可证有效期5年。",
        "本市发放的居住证有效期为1年。",
        "经本决定修改的文件有效期重新计算，有效期5年。",
        "救助对象在称号有效期内享受优惠。",
    ],
)
def test_terms_of_other_things_are_none(text: str) -> None:
    assert find_validity([text], SIGNED).valid_until_or_period is None


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("本办法由市水利局负责解释。", "市水利局"),
        ("本办法由市水利局会同市财政局负责解释。", "市水利局"),
        ("本办法具体解释工作由市水利局承担。", "市水利局"),
        ("本办法解释权归市水利局所有。", "市水利局"),
        ("本办法解释权属市水利局。", "市水利局"),
        ("本办法由市水利局负责解释并组织实施。", "市水利局"),
        ("本办法由市水利局负责修订和解释。", "市水利局"),
        ("本办法由市水利局、市财政局按照职责分工负责解释。", "市水利局、市财政局"),
        ("本规则由市水利局会同市财政局解释。", "市水利局"),
        ("本规则由市水利局解释，自印发之日起施行。", "市水利局"),
    ],
)
def test_interpreters(text: str, organ: str) -> None:
    assert find_validity([text], SIGNED).interpreter == organ


def test_the_last_clause_on_the_text_itself_counts() -> None:
    texts = ["补贴自2022年1月1日起执行。", "本办法自2023年7月1日起施行。", "差额自2023年9月1日起执行的部分另行结算。"]
    assert find_validity(texts, SIGNED).effective_from == "2023-07-01"


def test_a_clipped_term_is_seen() -> None:
    assert has_clipped_term(["施行，有效期52019年6月3日印发的"])
    assert not has_clipped_term(["施行，有效期5年。"])


def test_without_a_signing_date_only_the_printed_words_are_known() -> None:
    found = find_validity(["本办法自印发之日起施行，有效期5年。"], None)
    assert (found.effective_from, found.effective_on, found.expires_on) == ("自印发之日", None, None)


@given(st.text("自从印发公布之日起施行有效期至为年月0123456789，。五本办法由解释“”", max_size=60))
def test_any_text_is_read(text: str) -> None:
    find_validity([text], SIGNED)
