"""Deadlines as printed, and the day they come to."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.documents.domain.model import DeadlineKind
from lingxing.engines.documents.domain.tasks.deadlines import find_deadline, parse_deadline, plan_end

SIGNED = dt.date(2023, 3, 1)


@pytest.mark.parametrize(
    ("printed", "kind", "due"),
    [
        ("2022年10月底前", DeadlineKind.DATE, dt.date(2022, 10, 31)),
        ("2024 年 2 月底前出台方案。", DeadlineKind.DATE, dt.date(2024, 2, 29)),
        ("2025年底", DeadlineKind.DATE, dt.date(2025, 12, 31)),
        ("2025年6月30日前", DeadlineKind.DATE, dt.date(2025, 6, 30)),
        ("2025年6月中旬", DeadlineKind.DATE, dt.date(2025, 6, 20)),
        ("2025年第三季度", DeadlineKind.DATE, dt.date(2025, 9, 30)),
        ("2025年上半年", DeadlineKind.DATE, dt.date(2025, 6, 30)),
        ("四季度前", DeadlineKind.DATE, dt.date(2023, 12, 31)),
        ("12月31日前", DeadlineKind.DATE, dt.date(2023, 12, 31)),
        ("2022年9月至2025年6月", DeadlineKind.DATE, dt.date(2025, 6, 30)),
        ("2022年3-5月", DeadlineKind.DATE, dt.date(2022, 5, 31)),
        ("“十四五”期间完成", DeadlineKind.PERIOD, dt.date(2025, 12, 31)),
        ("“十五五”期间持续实施", DeadlineKind.PERIOD, dt.date(2030, 12, 31)),
        ("持续实施", DeadlineKind.CONTINUOUS, None),
        ("长期坚持", DeadlineKind.CONTINUOUS, None),
        ("每半年", DeadlineKind.RECURRING, None),
        ("每年12月", DeadlineKind.RECURRING, None),
        ("印发后30日内", DeadlineKind.DATE, dt.date(2023, 3, 31)),
        ("本方案印发之日起3个月内", DeadlineKind.DATE, dt.date(2023, 6, 1)),
    ],
)
def test_a_printed_time(printed: str, kind: DeadlineKind, due: dt.date | None) -> None:
    found = parse_deadline(printed, SIGNED)
    assert found is not None
    assert (found.kind, found.due_on) == (kind, due)


def test_no_time_and_no_day() -> None:
    assert parse_deadline("  。", SIGNED) is None
    without_year = parse_deadline("12月31日前", None)
    assert without_year is not None
    assert without_year.due_on is None


def test_the_last_step_ends_a_task() -> None:
    found = find_deadline("2024年6月底前完成摸底，2024年12月底前完成整改。到2030年全面建成。", SIGNED)
    assert found is not None
    assert (found.text, found.due_on) == ("2024年12月底前", dt.date(2024, 12, 31))


def test_the_target_year_counts_where_no_step_is_dated() -> None:
    found = find_deadline("到2026年，建成水厂4座。", SIGNED)
    assert found is not None
    assert found.due_on == dt.date(2026, 12, 31)
    assert find_deadline("2020年的水厂继续使用。", SIGNED) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("年底前出台水井名录。", dt.date(2023, 12, 31)),
        ("年内完成清淤。", dt.date(2023, 12, 31)),
        ("8月底前完成清淤，9月15日前验收。", dt.date(2023, 9, 15)),
        ("发文之日起30日内建立名录。", dt.date(2023, 3, 31)),
    ],
)
def test_a_day_of_the_documents_own_year(words: str, day: dt.date) -> None:
    found = find_deadline(words, SIGNED)
    assert found is not None
    assert found.due_on == day


@pytest.mark.parametrize(
    "words", ["三年内完成清淤。", "每年底前报送。", "次年底前报送。", "管护期3年内有效。", "年末余额照旧。"]
)
def test_no_day_of_the_documents_own_year(words: str) -> None:
    assert find_deadline(words, SIGNED) is None


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2025.10", dt.date(2025, 10, 31)),
        ("2025/11/30", dt.date(2025, 11, 30)),
        ("2025-06-15前", dt.date(2025, 6, 15)),
        ("年底", dt.date(2023, 12, 31)),
        ("二季度", dt.date(2023, 6, 30)),
        ("2021-2023年", dt.date(2023, 12, 31)),
    ],
)
def test_the_times_of_a_column(printed: str, day: dt.date) -> None:
    found = parse_deadline(printed, SIGNED)
    assert found is not None
    assert (found.kind, found.text, found.due_on) == (DeadlineKind.DATE, printed, day)


def test_the_years_of_a_title() -> None:
    assert plan_end("三年行动方案（2024—2026年）") == dt.date(2026, 12, 31)
    assert plan_end("临江市“十四五”节水规划") == dt.date(2025, 12, 31)
    assert plan_end("临江市第十五个五年规划纲要任务分工方案") == dt.date(2030, 12, 31)
    assert plan_end("水利方案") is None


@given(st.text(alphabet="0123456789年月日底前到至-十四五期间持续每半“”。 二零", max_size=40))
def test_any_words_are_read_without_error(words: str) -> None:
    for found in (parse_deadline(words, SIGNED), find_deadline(words, SIGNED)):
        assert found is None or found.text


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_every_date_is_read_back(day: dt.date) -> None:
    found = parse_deadline(f"{day.year}年{day.month}月{day.day}日前", SIGNED)
    assert found is not None
    assert found.due_on == day
