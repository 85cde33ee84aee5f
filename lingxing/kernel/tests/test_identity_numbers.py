"""Resident numbers and credit codes: what holds, what is refused and in which words."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.identity_numbers import (
    canonical_number,
    check_credit_code,
    check_other_number,
    check_resident_number,
    resident_check_character,
)
from lingxing.kernel.tests.identity_samples import credit_code, resident_number

TODAY = dt.date(2026, 11, 29)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

residents = st.builds(
    resident_number,
    st.dates(dt.date(1900, 1, 1), TODAY),
    st.integers(0, 999),
    st.sampled_from(["110101", "420704", "429005", "650102", "830000"]),
)
codes = st.builds(
    lambda head, division, rest: credit_code(head + division + rest),
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


def test_the_example_of_the_standard_holds():
    # GB 11643, annex: 11010519491231002X is the printed example, a woman born on the last day of 1949.
    found = check_resident_number("11010519491231002x", TODAY)
    assert (found.text, found.birth, found.sex, found.division) == (
        "11010519491231002X",
        dt.date(1949, 12, 31),
        "female",
        "110105",
    )
    # The other one, 440524188001010014, is a man's of 1880.
    assert resident_check_character("44052418800101001") == "4"


@given(residents)
def test_every_number_made_by_the_standard_holds(number):
    found = check_resident_number(number, TODAY)
    assert (found.text, f"{found.birth:%Y%m%d}", found.division) == (number, number[6:14], number[:6])
    assert found.sex == ("male" if int(number[16]) % 2 else "female")


@given(residents, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_of_a_resident_number_is_found(number, place, character):
    assume(number[place] != character)
    with pytest.raises(LingxingError):
        check_resident_number(number[:place] + character + number[place + 1 :], TODAY)


@given(residents, st.integers(0, 16))
def test_any_two_neighbours_of_a_resident_number_changed_over_are_found(number, place):
    assume(number[place] != number[place + 1])
    turned = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    with pytest.raises(LingxingError):
        check_resident_number(turned, TODAY)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "应为18位"),
        ("110105491231002", "应为18位"),
        ("1101051949123100２Y", "应为18位"),
        ("1101051949123١002X", "应为18位"),
        ("990105194912310020", "行政区划代码不存在"),
        ("110105194902300020", "不是一个日期"),
        ("110105202611300020", "在将来"),
        ("110105189912310020", "早于1900年"),
        ("110105194912310021", "校验码不对"),
    ],
)
def test_a_wrong_resident_number_is_named_without_being_repeated(number, words):
    with pytest.raises(LingxingError, match=words) as refused:
        check_resident_number(number, TODAY)
    assert refused.value.where == "身份证号码"
    assert not number or number not in str(refused.value)


def test_who_is_born_today_has_a_number_and_who_will_be_born_tomorrow_has_none():
    assert check_resident_number(resident_number(TODAY), TODAY).birth == TODAY
    with pytest.raises(LingxingError, match="在将来"):
        check_resident_number(resident_number(TODAY + dt.timedelta(days=1)), TODAY)


@given(codes)
def test_every_code_made_by_the_standard_holds(code):
    assert check_credit_code(f" {code[:8].lower()} {code[8:]}") == code


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET + "IOSVZ-"))
def test_any_single_wrong_character_of_a_credit_code_is_found(code, place, character):
    assume(code[place] != character)
    with pytest.raises(LingxingError):
        check_credit_code(code[:place] + character + code[place + 1 :])


@given(codes, st.integers(0, 16))
def test_any_two_neighbours_of_a_credit_code_changed_over_are_found(code, place):
    assume(code[place] != code[place + 1])
    with pytest.raises(LingxingError):
        check_credit_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "应为18位"),
        ("91420700MA4K0001", "应为18位"),
        ("91420700MA4I000129", "不含I"),
        ("914207A0MA4K000129", "第3至8位"),
        ("91420700MA4K00012" + "X", "校验码不对"),
    ],
)
def test_a_wrong_credit_code_is_named(code, words):
    with pytest.raises(LingxingError, match=words):
        check_credit_code(code)


def test_full_width_forms_and_spaces_are_the_same_number():
    assert canonical_number(" １１０１０５ 19491231 002ｘ\u3000") == "11010519491231002X"


@pytest.mark.parametrize("number", ["E12345678", "中国护照E1234567", "h1234567(8)", "12345"])
def test_other_numbers_are_taken_as_they_are(number):
    assert check_other_number(number) == number.upper()


@pytest.mark.parametrize("number", ["", "1234", "1" * 31, "<b>12345</b>", "12345\x00"])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(LingxingError, match="5至30个"):
        check_other_number(number)
