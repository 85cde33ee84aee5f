"""Personal data in free text: found where they are, left alone where they only look like it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.disclosure.domain.confirming import Unconfirmed, check_confirmed
from lingxing.engines.disclosure.domain.content import Content
from lingxing.engines.disclosure.domain.detection import PersonalKind, find_personal
from lingxing.kernel.tests.identity_samples import resident_number

NUMBER = resident_number(order=12)
CARD = "6222 0212 3456 7894"
WORDS = st.text(alphabet="请将材料送到窗口，电话：。（）ab 0", max_size=12)


def luhn_holds(digits):
    """Return whether Luhn's formula holds, by the table of doubled digits."""
    doubled = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    return sum(doubled[int(d)] if place % 2 else int(d) for place, d in enumerate(reversed(digits))) % 10 == 0


def kinds(text):
    return [finding.kind for finding in find_personal(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"申请人{NUMBER}。", PersonalKind.IDENTITY),
        (f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", PersonalKind.IDENTITY),
        ("".join(chr(ord(c) + 0xFEE0) for c in NUMBER), PersonalKind.IDENTITY),
        ("联系人手机13800001234，请勿外传", PersonalKind.PHONE),
        ("+86 138-0000-1234", PersonalKind.PHONE),
        (f"汇入{CARD}", PersonalKind.BANK_CARD),
        ("来信请寄 zhao.liu@example.com", PersonalKind.MAIL),
    ],
)
def test_what_is_personal_is_found(text, kind):
    assert kinds(text) == [kind]


def test_the_sample_card_holds_by_another_reckoning():
    assert luhn_holds(CARD.replace(" ", ""))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年3月2日收到1234567890元",
        "荆居受〔2026〕第000123号",
        NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1"),  # the check character does not fit, no card either way
        "6222021234567895",  # one more than the card above
        "0000000000000000",
        "12800001234",  # no mobile number begins with 12
        "统一编码9138000012345",  # digits on both sides belong to a longer number
        "a@b",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert kinds(text) == []


@given(WORDS, WORDS, st.dates(dt.date(1950, 1, 1), dt.date(2015, 1, 1)), st.integers(0, 999))
def test_a_number_is_found_wherever_it_stands(before, after, birth, order):
    number = resident_number(birth=birth, order=order)
    text = f"{before.rstrip('0 ')}，{number}，{after}"
    assert number in [finding.text for finding in find_personal(text) if finding.kind is PersonalKind.IDENTITY]
    for finding in find_personal(text):
        assert text[finding.start : finding.end] == finding.text


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text):
    ends = 0
    for finding in find_personal(text):
        assert ends <= finding.start < finding.end <= len(text)
        ends = finding.end


def test_everything_that_looks_personal_needs_its_own_reason():
    content = Content("名单", (f"联系{NUMBER}",), ("姓名", "备注"), (("赵**", "13800001234"), ("钱**", "无")))
    number, phone = content.concerns()
    assert (number.where, phone.where) == ("正文第1段", "第1行“备注”")
    with pytest.raises(Unconfirmed) as refused:
        check_confirmed(content.concerns(), {number.key: "法律要求公开"})
    assert refused.value.concerns == (phone,)
    assert NUMBER not in str(refused.value)
    with pytest.raises(Unconfirmed):  # three characters say nothing
        check_confirmed(content.concerns(), {number.key: "法律要求公开", phone.key: "因公开"})
    reasons = {number.key: "法律要求公开", phone.key: "单位总机，不是个人的", "0": "没有这一处"}
    assert set(check_confirmed(content.concerns(), reasons)) == {number.key, phone.key}
