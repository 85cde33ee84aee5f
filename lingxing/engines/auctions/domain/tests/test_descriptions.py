"""A draft: every field exact, everything that is wrong told at once."""

import datetime as dt
from fractions import Fraction

import pytest

from lingxing.engines.auctions.domain.announcements import Content, Heading, content_from_json, difference, supplemented
from lingxing.engines.auctions.domain.description_lines import lines_of
from lingxing.engines.auctions.domain.descriptions import FIELDS, WrongDraft, clean_draft, read_draft
from lingxing.engines.auctions.tests.drafts import DRAFT, RULES
from lingxing.kernel.dates import SHANGHAI


def shanghai(text):
    return dt.datetime.fromisoformat(f"{text}+08:00")


def test_a_whole_draft_is_read_exactly():
    found = read_draft(clean_draft(DRAFT))
    assert found.area == Fraction(1234567, 100)
    assert found.term_years == 70
    assert found.terms.starting_price == 12_000_000_000
    assert found.terms.increment == 100_000_000
    assert found.terms.opens_at == dt.datetime(2026, 12, 25, 9, tzinfo=SHANGHAI)
    assert found.media == ("中国土地市场网", "出让人网站")
    assert found.other_conditions == ""


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("area", "NaN", "不带正负号"),
        ("area", "1e400", "不带正负号"),
        ("area", "-5", "不带正负号"),
        ("area", "12.345", "最多 2 位小数"),
        ("area", "0", "须大于 0"),
        ("area", "9" * 41, "太长"),
        ("term_years", "71", "1 至 70"),
        ("term_years", "", "还没有填"),
        ("starting_price", "1.005", "不足一分"),
        ("deposit", "1e400", "不是价格"),
        ("increment", "0", "大于 0"),
        ("has_reserve", "maybe", "请选择"),
        ("opens_at", "2026-02-30 10:00", "没有这个日期"),
        ("opens_at", "2026-12-25", "须写作"),
        ("closes_at", "2026-12-25 09:00", "须晚于挂牌开始"),
        ("deposit_due_at", "2027-01-05 10:01", "不得晚于挂牌截止"),
    ],
)
def test_a_wrong_field_is_named(field, text, told):
    with pytest.raises(WrongDraft) as refused:
        read_draft(DRAFT | {field: text})
    problem = refused.value.items[0]
    assert {item.field for item in refused.value.items} <= {field, "deposit_due_at"}
    assert problem.field == field
    assert told in problem.what


def test_every_missing_field_is_named_at_once():
    with pytest.raises(WrongDraft) as refused:
        read_draft({})
    assert {item.field for item in refused.value.items} == {field.name for field in FIELDS} - {"other_conditions"}


def test_a_megabyte_of_text_is_no_draft():
    with pytest.raises(WrongDraft, match="最多"):
        clean_draft(DRAFT | {"location": "地" * 10**6})


def test_control_characters_are_dropped_and_lines_kept():
    cleaned = clean_draft(DRAFT | {"planning": "容积率\x00≤2\r\n绿地率≥35%"})
    assert cleaned["planning"] == "容积率≤2\n绿地率≥35%"


def test_a_change_is_told_before_and_after():
    before = read_draft(DRAFT)
    content = Content(Heading("2026-0001", 1, "original", "甲", "乙", "丙", "丁"), lines_of(before), ())
    after = read_draft(DRAFT | {"use": "商服用地", "other_conditions": "现状交地"})
    found = difference(content, after)
    assert [(one.name, one.before, one.after) for one in found] == [
        ("use", "城镇住宅用地", "商服用地"),
        ("other_conditions", "", "现状交地"),
    ]


def test_content_reads_back_and_its_digest_binds_every_part():
    before = read_draft(DRAFT)
    content = Content(Heading("2026-0001", 1, "original", "甲", "乙", "丙", "丁"), lines_of(before), ())
    assert content_from_json(content.to_json()) == content
    other = Content(Heading("2026-0001", 1, "original", "甲", "乙", "丙", "戊"), lines_of(before), ())
    assert other.digest != content.digest


@pytest.mark.parametrize(
    ("at", "closes"),
    [
        # The listing closes on 5 January at 10:00. Exactly 20 days before, nothing moves.
        ("2026-12-16 10:00:00", "2027-01-05 10:00:00"),
        # One second later, a whole day more is needed, at the same time of day.
        ("2026-12-16 10:00:01", "2027-01-06 10:00:00"),
        # On 30 December at noon the 20 days end on 19 January at noon: the close moves to the 20th.
        ("2026-12-30 12:00:00", "2027-01-20 10:00:00"),
    ],
)
def test_a_change_that_moves_the_price_extends_the_listing_by_what_is_missing(at, closes):
    found = supplemented(read_draft(DRAFT), RULES, shanghai(at), moves_price=True)
    assert found.terms.closes_at == shanghai(closes)


def test_a_change_that_does_not_move_the_price_extends_nothing():
    at = dt.datetime(2027, 1, 4, tzinfo=SHANGHAI)
    assert supplemented(read_draft(DRAFT), RULES, at, moves_price=False) == read_draft(DRAFT)
