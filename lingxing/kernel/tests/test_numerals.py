import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.numerals import format_numeral, parse_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("二十一", 21), ("一百", 100), ("一百零三", 103),
        ("一百一十", 110), ("二〇二四", 2024), ("二○二四", 2024), ("７", 7), ("12", 12), ("元", 1), ("两千", 2000),
    ],
)  # fmt: skip
def test_numerals_as_documents_print_them(text: str, value: int | None) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["", "第", "十个", "零十", "十百", "一十百", "3a", "二十二十", "²", "१x"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(0, 9999))
def test_formatting_and_parsing_are_inverse(value: int) -> None:
    assert parse_numeral(format_numeral(value)) == value


@given(st.text(max_size=12))
def test_parsing_never_fails(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("value", "text"), [(0, "零"), (10, "十"), (19, "十九"), (20, "二十"), (110, "一百一十"), (1001, "一千零一")]
)
def test_numerals_are_written_as_articles_are(value: int, text: str) -> None:
    assert format_numeral(value) == text


@pytest.mark.parametrize("value", [-1, 10_000])
def test_out_of_bounds_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="no article numeral"):
        format_numeral(value)
