"""Values of parameters that people give: read as parameters.yaml is, refused in Chinese."""

import datetime as dt
from fractions import Fraction

import pytest

from lingxing.language.packages import WrongParameter, load_folder, read_setting
from lingxing.language.packages.settings import read_assignment, read_settings_file
from lingxing.language.packages.tests.folders import CITIES


@pytest.fixture(scope="module")
def program():
    return load_folder(CITIES / "yunmengze" / "heating_2024").program()


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("income_limit=70000", "income_limit", 7_000_000),
        ("income_limit = 0.01", "income_limit", 1),
        ("district_factor=1/3", "district_factor", Fraction(1, 3)),
        ("last_day=2025-04-01", "last_day", dt.date(2025, 4, 1)),
        ("bill_share=[[0, 1]]", "bill_share", ((0, 1),)),
        ("grade_by_area=[[0, large]]", "grade_by_area", ((0, "large"),)),
        ("area_rate={house: 1, flat: 2}", "area_rate", {("house",): 100, ("flat",): 200}),
        ("area_rate[flat]=9.5", "area_rate", {("house",): 1250, ("flat",): 950}),
    ],
)
def test_an_assignment_is_read_in_declared_units(program, text, name, value):
    assert read_assignment(program, text) == (name, value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("income_limit", ["--set：“income_limit”读不懂", "参数=值"]),
        ("income_limits=1", ["参数 income_limits：没有这个参数", "是否为 income_limit"]),
        ("income_limit=很多", ["参数 income_limit：年收入上限不能取“很多”", "应为以元/年计的数", "0 至 200000"]),
        ("income_limit=1e5", ["不能取“1e5”"]),
        ("income_limit=", ["不能取“”"]),
        ("income_limit=200000.01", ["不能取“200000.01”", "在 0 至 200000 之间"]),
        ("income_limit=0.001", ["不超过两位小数"]),
        ("bill_share=[[1000, 0.3], [200, 0.5]]", ["分段写成", "起点从低到高", "60% 写成 0.60"]),
        ("grade_by_area=[[0, huge]]", ["分档写成", "其中之一：small、large"]),
        ("last_day=soon", ["应为日期，如 2024-08-15"]),
        ("area_rate[boat]=9", ["没有 [boat] 这一格", "house、flat"]),
        ("income_limit[flat]=9", ["没有 [flat] 这一格", "不是表"]),
    ],
)
def test_a_wrong_assignment_says_what_the_parameter_takes(program, text, words):
    with pytest.raises(WrongParameter) as raised:
        read_assignment(program, text)
    for word in words:
        assert word in str(raised.value)


def test_a_file_of_parameters_may_be_yaml_or_json(program, tmp_path):
    yaml, json = tmp_path / "a.yaml", tmp_path / "a.json"
    yaml.write_text("district_factor: 1.5\nlast_day: 2025-04-01\n", "utf-8")
    json.write_text('{"district_factor": 1.5}', "utf-8")
    assert read_settings_file(program, yaml) == {"district_factor": Fraction(3, 2), "last_day": dt.date(2025, 4, 1)}
    assert read_settings_file(program, json) == {"district_factor": Fraction(3, 2)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1", ["参数 a：没有这个参数"]),
        ("\ndistrict_factor: much", ["a.yaml:2 参数 district_factor", "区级系数的值不能用", "应为数"]),
        ("[1]", ["参数文件读不懂"]),
        ("a: [", ["参数文件读不懂"]),
        ("", ["不存在或没有内容"]),
    ],
)
def test_a_wrong_file_of_parameters(program, tmp_path, text, words):
    file = tmp_path / "a.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(WrongParameter) as raised:
        read_settings_file(program, file)
    for word in words:
        assert word in str(raised.value)


def test_an_absent_file_of_parameters(program, tmp_path):
    with pytest.raises(WrongParameter, match="不存在"):
        read_settings_file(program, tmp_path / "none.yaml")


@pytest.mark.parametrize("text", ["[" * 4000 + "]" * 4000, "- " * 4000, "9" * 9000, "[" * 200_000, "- " * 200_000])
def test_a_text_without_end_is_refused(program, text):
    with pytest.raises(WrongParameter):
        read_setting(program.parameters["bill_share"], text)


def test_aliases_are_no_way_to_fill_the_memory(program):
    text = "[&a [1, 1], " + ", ".join("[*a, *a]" for _ in range(50)) + "]"
    with pytest.raises(WrongParameter):
        read_setting(program.parameters["bill_share"], text)


@pytest.mark.parametrize("figure", ["9" * 5000, "0." + "1" * 5000, "1/" + "3" * 5000])
def test_a_figure_without_end_is_refused(program, figure):
    with pytest.raises(WrongParameter, match="income_limit"):
        read_assignment(program, f"income_limit={figure}")
