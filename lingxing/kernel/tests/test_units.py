"""Units: what may be added, and what products are measured in."""

import pytest

from lingxing.kernel.units import CNY, PLAIN, parse_unit


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("CNY", "元"),
        ("CNY per year", "元/年"),
        ("CNY/m2 per month", "元/平方米/月"),
        ("CNY/bed/month", "元/张/月"),
        ("share", "%"),
        ("ratio", ""),
        ("m3 per day", "立方米/天"),
        ("m", "米"),
    ],
)
def test_units_are_shown_as_people_write_them(text, label):
    assert parse_unit(text).label == label


@pytest.mark.parametrize("text", ["CNY", "CNY per year", "CNY/m2 per month", "share", "ratio", "m3/day", "m2*day"])
def test_a_unit_is_written_as_it_is_read(text):
    assert str(parse_unit(text)) == text or parse_unit(str(parse_unit(text))) == parse_unit(text)


def test_a_price_times_an_area_is_money():
    assert parse_unit("CNY/m2") * parse_unit("m2") == CNY
    assert parse_unit("CNY/m2/day") * parse_unit("m2") * parse_unit("day") == CNY


def test_a_quotient_of_like_units_is_plain():
    assert (CNY / CNY).fits(PLAIN)


def test_the_occasion_is_shown_and_not_reckoned_with():
    assert parse_unit("CNY per year").fits(CNY)
    assert not parse_unit("CNY/year").fits(CNY)


@pytest.mark.parametrize("text", ["yuan", "CNY/", "", "CNY per moon", "m2/CNY2"])
def test_what_is_no_unit_is_refused_with_the_known_ones(text):
    with pytest.raises(ValueError, match="known are"):
        parse_unit(text)


def test_the_power_of_money_is_known():
    assert CNY.base == 1
    assert parse_unit("CNY/m2").base == 1
    assert parse_unit("m2").base is None
