"""Document numbers and dates that lost characters."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.repair.references import mend_number, read_glued_date


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("临政规〔20233", "临政规〔2023〕3号"),
        ("临政办发〔202315号", "临政办发〔2023〕15号"),
        ("临政发2023〕8号", "临政发〔2023〕8号"),
        ("依照（国发202117号）", "依照（国发〔2021〕17号）"),
        ("临政发〔2023〕8", "临政发〔2023〕8号"),
        ("依据（临政发〔20237规定", "依据（临政发〔2023〕7号规定"),
        ("临政发〔2023〕8号", "临政发〔2023〕8号"),
        ("二〇二三年〔注〕", "二〇二三年〔注〕"),
        ("新建〔2023年〕", "新建〔2023年〕"),
    ],
)
def test_a_number_gets_its_marks_back(printed: str, mended: str) -> None:
    assert mend_number(printed) == mended


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("202358", [(5, 8)]),
        ("2023116", [(1, 16), (11, 6)]),
        ("2023513", [(5, 13)]),
        ("2023110", [(1, 10)]),
        ("20231231", [(12, 31)]),
        ("20230508", [(5, 8)]),
        ("202312月6日", [(12, 6)]),
    ],
)
def test_a_glued_date_gives_every_calendar_date_it_may_be(printed: str, days: list[tuple[int, int]]) -> None:
    found = read_glued_date(printed)
    assert found is not None
    assert list(found.choices) == [dt.date(2023, month, day) for month, day in days]


@pytest.mark.parametrize("text", ["20239932", "1234", "2023年", "202300", "市长2023", ""])
def test_other_lines_are_no_dates(text: str) -> None:
    assert read_glued_date(text) is None


@given(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)))
def test_the_true_date_is_always_among_the_choices(day: dt.date) -> None:
    found = read_glued_date(f"{day.year}{day.month}{day.day}")
    assert found is not None
    assert day in found.choices


@pytest.mark.parametrize("text", ["云政发（20235号", "云政办函(20235号"])
def test_a_round_bracket_is_put_back_too(text: str) -> None:
    assert mend_number(text).endswith("〔2023〕5号")


def test_a_year_in_round_brackets_is_no_number() -> None:
    assert mend_number("渡口开发（2023年）") == "渡口开发（2023年）"
