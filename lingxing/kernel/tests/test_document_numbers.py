import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.document_numbers import DocumentNumber, parse_document_number


@pytest.mark.parametrize(
    "text",
    [
        "临政办发〔2024〕11号",
        "临政办发[2024]11号",
        "临政办发（2024）11 号",
        "临政办发【2024】第11号",
        "临政办发 2024 11",
        "临政办发〔2024〕11",
    ],
)
def test_every_bracket_reads_as_one_number(text: str) -> None:
    assert parse_document_number(text) == DocumentNumber("临政办发", 2024, 11)


def test_a_query_may_leave_the_issuing_mark_out() -> None:
    assert parse_document_number("2024 11") == DocumentNumber("", 2024, 11)


@pytest.mark.parametrize("text", ["", "2024年6月7日", "第十一条", "临政办发", "〔2024〕", "临政规〔20242"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_document_number(text) is None


@given(st.sampled_from(["临政发", "临政办函", "某医保发"]), st.integers(1950, 2050), st.integers(1, 99_999))
def test_a_printed_number_is_read_back(prefix: str, year: int, sequence: int) -> None:
    number = DocumentNumber(prefix, year, sequence)
    assert parse_document_number(str(number)) == number
    assert number.slug == f"{prefix}-{year}-{sequence}"


@given(st.text(max_size=40))
def test_parsing_never_fails(text: str) -> None:
    parse_document_number(text)
