"""Numbers inside running text."""

import pytest

from lingxing.engines.documents.domain.relations.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("（2019年3月1日临政规〔2019〕2号公布）", ["临政规〔2019〕2号"]),
        ("2019年3月1日临江市人民政府令第3号公布", ["临江市人民政府令第3号"]),
        ("根据临政规〔2019〕2号和临政发〔2020〕3号", ["临政规〔2019〕2号", "临政发〔2020〕3号"]),
    ],
)
def test_the_day_before_a_number_is_no_part_of_it(text: str, numbers: list[str]) -> None:
    assert [found.normal for found in find_numbers(text)] == numbers
