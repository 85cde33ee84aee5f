"""What an installation supplies: a file a package, values of any day or from days on."""

import datetime as dt
from pathlib import Path

import pytest

from lingxing.language.packages import WrongParameter, load_package, supplied_settings, supplied_stamp

NAME = "ezhou/medical_assistance_2022"
DAY = dt.date(2024, 6, 1)


def given(folder: Path, text: str) -> dict:
    file = folder / f"{NAME}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return supplied_settings(load_package(NAME), folder, DAY)


def test_without_a_file_nothing_is_supplied(tmp_path):
    assert supplied_settings(load_package(NAME), tmp_path, DAY) == {}


def test_values_are_held_in_base_units(tmp_path):
    assert given(tmp_path, "disposable_income: 31234.56\n") == {"disposable_income": 3_123_456}


@pytest.mark.parametrize(
    ("first", "held"), [("2024-06-01", {"premium": 40_000}), ("2024-06-02", {"premium": 38_000})], ids=str
)
def test_the_value_of_the_day_is_taken(tmp_path, first, held):
    assert given(tmp_path, f"premium: {{2023-01-01: 380, {first}: 400}}\n") == held


def test_before_the_first_day_nothing_is_supplied(tmp_path):
    assert given(tmp_path, "premium: {2024-06-02: 400}\n") == {}


@pytest.mark.parametrize("text", ["premium: many\n", "premiun: 400\n", "premium: {2024-01-01: -}\n", "- 1\n"])
def test_what_can_not_be_used_is_named_with_its_place(tmp_path, text):
    with pytest.raises(WrongParameter) as caught:
        given(tmp_path, text)
    assert f"{NAME}.yaml" in str(caught.value)


def test_a_changed_file_is_noticed(tmp_path):
    package = load_package(NAME)
    before = supplied_stamp(package, tmp_path)
    given(tmp_path, "premium: 400\n")
    assert supplied_stamp(package, tmp_path) != before


def test_a_package_gets_what_those_it_builds_on_are_given(tmp_path):
    file = tmp_path / "xianning" / "resident_insurance_2024.yaml"
    file.parent.mkdir()
    file.write_text("premium: 380\n", "utf-8")
    found = supplied_settings(load_package("xianning/catastrophic_insurance_2024"), tmp_path, DAY)
    assert found == {"xianning/resident_insurance_2024.premium": 38_000}
