"""Conditions: what they mean, in which units, and what is said where values are missing."""

import datetime as dt
import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.language.procedures.conditions import UNKNOWN, Unknown, evaluate, names, value_of
from lingxing.language.procedures.expressions import months_between, years_between
from lingxing.language.procedures.fitting import WrongCondition
from lingxing.language.procedures.parsing import LONGEST, parse_condition, parse_value
from lingxing.language.procedures.tests.scopes import KNOWN, Names, holding

SCOPE = Names()
DAY = dt.date(2026, 3, 1)


def holds(text, **values):
    return evaluate(parse_condition(text, SCOPE), holding(**values))


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        # money is written in yuan and held in fen: 100 yuan = 10000 fen
        ("rent >= 100", {"rent": 10_000}, True),
        ("rent >= 100", {"rent": 9_999}, False),
        ("rent > 99.99", {"rent": 10_000}, True),
        ("100 <= rent", {"rent": 10_000}, True),
        # 12 months of 500.50 = 6006 yuan
        ("rent * 12 == 6006", {"rent": 50_050}, True),
        ("rent * 12 <= 6005.99", {"rent": 50_050}, False),
        # 0.70 × 1000.01 = 700.007 yuan, exactly
        ("rent <= deposit * 0.70", {"rent": 70_000, "deposit": 100_001}, True),
        ("rent <= deposit * 0.70", {"rent": 70_001, "deposit": 100_001}, False),
        ("rent <= deposit * share", {"rent": 1, "deposit": 3, "share": Fraction(1, 3)}, True),
        # 12.50 CNY/m2 × 40 m2 = 500 CNY
        ("rent_a_metre * size == 500", {"rent_a_metre": 1_250, "size": 40}, True),
        ("-rent < 1 - 2", {"rent": 101}, True),
        ("0 < size <= 90", {"size": 90}, True),
        ("0 < size <= 90", {"size": Fraction(901, 10)}, False),
        ("2 + 3 * 4 == size", {"size": 14}, True),
        ("size == 0.1 + 0.2", {"size": Fraction(3, 10)}, True),
        ("colour == 'red'", {"colour": "red"}, True),
        ("colour in ['red', 'blue']", {"colour": "blue"}, True),
        ("colour not in ['red']", {"colour": "red"}, False),
        ("note == '一 二'", {"note": "一 二"}, True),
        ("flag == true", {"flag": True}, True),
        ("flag != other", {"flag": True, "other": False}, True),
        ("not flag or other", {"flag": True, "other": False}, False),
        ("begins >= '2026-03-01'", {"begins": DAY}, True),
        ("begins + 10 > today", {"begins": DAY, "today": dt.date(2026, 3, 10)}, True),
        ("begins + 10 > today", {"begins": DAY, "today": dt.date(2026, 3, 11)}, False),
        ("today - begins == 365", {"begins": DAY, "today": dt.date(2027, 3, 1)}, True),
        ("today - 1 < begins", {"begins": DAY, "today": DAY}, True),
        ("len(rows) == 2", {"rows": ({"a": 1}, {"a": 2})}, True),
        ("count", {"count": 1}, True),
        ("not count", {"count": 0}, True),
        ("years_between(begins, today) >= 5", {"begins": dt.date(2020, 2, 29), "today": dt.date(2025, 2, 28)}, True),
        ("months_between(begins, today) == 1", {"begins": dt.date(2026, 1, 31), "today": dt.date(2026, 2, 28)}, True),
        ("months_between(begins, today) == 0", {"begins": dt.date(2026, 1, 31), "today": dt.date(2026, 2, 27)}, True),
        ("given(note)", {"note": ""}, True),
    ],
)
def test_a_condition_holds_or_not(text, values, expected):
    assert holds(text, **values) is expected


def test_an_age_is_full_years_on_the_case_s_day():
    # an invented number of somebody born on 2008-03-01: eighteen on 2026-03-01, not the day before
    number = "420000200803010013"
    assert holds("age_of(identity) >= 18", identity=number, today=DAY) is True
    assert holds("age_of(identity) >= 18", identity=number, today=dt.date(2026, 2, 28)) is False
    assert holds("age_of(identity) >= 18", identity="E12345678", today=DAY) == Unknown(("identity", "today"))


@pytest.mark.parametrize(
    ("text", "values", "missing"),
    [
        ("flag", {}, ("flag",)),
        ("flag and other", {"flag": True}, ("other",)),
        ("flag and other", {}, ("flag", "other")),
        ("rent + deposit > size * rent_a_metre", {"rent": 1}, ("deposit", "size", "rent_a_metre")),
        ("colour in ['red']", {}, ("colour",)),
        ("len(rows) == 0", {}, ("rows",)),
        ("not (flag or other)", {"flag": False}, ("other",)),
    ],
)
def test_what_is_missing_is_named(text, values, missing):
    assert holds(text, **values) == Unknown(missing)


def test_a_settled_condition_needs_nothing_more():
    assert holds("flag and other", flag=False) is False
    assert holds("other and flag", flag=False) is False
    assert holds("flag or other", other=True) is True
    assert holds("given(note)") is False


def test_three_values_agree_with_every_completion():
    """A condition is true (false) only if it is so however the missing values turn out, and unknown otherwise."""
    texts = ["flag and other or third", "not (flag or other) and third", "flag != other or third", "flag and not other"]
    for text, values in itertools.product(texts, itertools.product((True, False, UNKNOWN), repeat=3)):
        held = dict(zip(("flag", "other", "third"), values, strict=True))
        answer = evaluate(parse_condition(text, SCOPE), held.__getitem__)
        open_ = [name for name, value in held.items() if value is UNKNOWN]
        complete = [held | dict(zip(open_, filled, strict=True)) for filled in _truths(len(open_))]
        outcomes = {bool(eval(text, {}, completion)) for completion in complete}  # the oracle is Python itself
        if isinstance(answer, Unknown):
            assert set(answer.names) <= set(open_)
            assert outcomes == {True, False}
        else:
            assert outcomes == {answer}


def _truths(count):
    return itertools.product((True, False), repeat=count)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("flag and", "can't be read"),
        ("", "can't be read"),
        ("\0", "can't be read"),
        ("(" * 300 + "flag" + ")" * 300, "can't be read"),
        ("flag and " * 400 + "flag", f"at most {LONGEST}"),
        ("rent / 2 > 1", "rent / 2 is not part of conditions"),
        ("rent ** 2 > 1", "is not part of conditions"),
        ("~count", "~count is not part of conditions"),
        ("__import__('os')", "there is no function __import__"),
        ("note.__class__", "note.__class__ means nothing"),
        ("[flag][0]", "is not part of conditions"),
        ("lambda: flag", "is not part of conditions"),
        ("flag if other else third", "is not part of conditions"),
        ("flag is other", "`is` is not part of conditions"),
        ("rent", "rent is a number, not a condition"),
        ("colour", "colour is a choice, not a condition"),
        ("rent > size", "CNY and m2 don't fit"),
        ("rent > count", "CNY and ratio don't fit"),
        ("rent > begins", "a number and a date don't fit"),
        ("colour == 'green'", "'green' is no such choice"),
        ("colour > 'red'", "a choice has no order"),
        ("note < 'a'", "a text has no order"),
        ("begins > '2026-02-30'", "'2026-02-30' is no date"),
        ("begins > 2026", "2026 doesn't fit a date"),
        ("begins + begins > today", "is no date"),
        ("1 - begins > today", "is no date"),
        ("begins + rent > today", "is no date"),
        ("note + 1 > 2", "reckons with what is no number"),
        ("rows == rows", "rows can't be compared"),
        ("colour in []", "the list is empty"),
        ("colour in note", "note is no list"),
        ("len(colour) > 1", "len takes the name of one field"),
        ("given(rent + 1)", "given takes the name of one field"),
        ("age_of(note) > 1", "age_of takes identity number"),
        ("months_between(begins) > 1", "months_between takes date, date"),
        ("size > 0x10", "0x10 is no literal"),
        ("size > 1_000", "1_000 is no literal"),
        ("size > 1e3", "1e3 is no literal"),
        ("flag == True", "True is no literal"),
        ("note == b'a'", "is no literal"),
        ("len(rows, rows=1) > 1", "there is no function"),
    ],
)
def test_what_is_no_condition_is_refused(text, told):
    with pytest.raises(WrongCondition) as caught:
        parse_condition(text, SCOPE)
    assert told in str(caught.value) + str(caught.value.known)


def test_a_value_fits_its_field():
    begins, rent, flag = (SCOPE.resolve(name) for name in ("begins", "rent", "flag"))
    assert value_of(parse_value("today + 365", SCOPE, begins), holding(today=DAY)) == dt.date(2027, 3, 1)
    assert value_of(parse_value("12.50", SCOPE, rent), holding()) == 1_250
    assert value_of(parse_value("true", SCOPE, flag), holding()) is True
    assert value_of(parse_value("count", SCOPE, flag), holding(count=2)) is True
    assert value_of(parse_value("rent", SCOPE, rent), holding()) == Unknown(("rent",))
    with pytest.raises(WrongCondition, match="doesn't fit"):
        parse_value("'soon'", SCOPE, rent)


def test_dates_stay_within_the_calendar():
    begins = SCOPE.resolve("begins")
    shown = value_of(parse_value("begins + 3650000", SCOPE, begins), holding(begins=DAY))
    assert shown == dt.date.max


def test_names_stand_once_in_the_order_of_the_text():
    assert names(parse_condition("other and (flag or other) and given(note)", SCOPE)) == ("other", "flag", "note")


DATES = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(DATES, DATES)
def test_months_between_is_the_largest_that_fits(first, last):
    months = months_between(first, last)
    assert _later(first, months) <= last < _later(first, months + 1)
    assert years_between(first, last) == months // 12


def _later(day, months):
    """Walk day by day back from a day that may not exist: the oracle's own way."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return dt.date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError(day)


# Random trees against Python itself. Numbers are exact here and there: quantities and counts as int and Fraction.

NUMBERS = {"size": (0, 20), "count": (0, 5)}


@st.composite
def number(draw, depth):
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(["size", "size", "count", "1", "7", "12"]))
    word = draw(st.sampled_from(["+", "-", "*"]))
    return f"({draw(number(depth - 1))} {word} {draw(number(depth - 1))})"


@st.composite
def truth(draw, depth):
    kind = draw(st.sampled_from(["leaf", "compare", "member", "not", "and", "or"] if depth else ["leaf", "compare"]))
    if kind == "leaf":
        return draw(st.sampled_from(["flag", "other", "colour == 'red'", "colour != 'blue'", "true", "false"]))
    if kind == "compare":
        signs = [draw(st.sampled_from(["==", "!=", "<", "<=", ">", ">="])) for _ in range(draw(st.integers(1, 2)))]
        return "size * 1 " + " ".join(f"{sign} {draw(number(1))} * size" for sign in signs)
    if kind == "member":
        return f"size {draw(st.sampled_from(['in', 'not in']))} [1, 2, {draw(st.integers(0, 9))}]"
    if kind == "not":
        return f"not ({draw(truth(depth - 1))})"
    return f"({draw(truth(depth - 1))}) {kind} ({draw(truth(depth - 1))})"


@given(truth(4), st.integers(0, 20), st.integers(0, 5), st.booleans(), st.booleans(), st.sampled_from(["red", "blue"]))
def test_random_conditions_mean_what_python_says(text, size, count, flag, other, colour):
    values = {"size": size, "count": count, "flag": flag, "other": other, "colour": colour}
    try:
        condition = parse_condition(text, SCOPE)
    except WrongCondition as error:
        assert "don't fit together" in str(error)  # noqa: PT017 - square metres beside m2*m2
        return
    expected = eval(text, {"true": True, "false": False}, dict(values))  # the oracle
    assert evaluate(condition, holding(**values)) is bool(expected)
    assert set(names(condition)) <= set(KNOWN)
