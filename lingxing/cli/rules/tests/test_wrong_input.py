"""What people give wrongly to `lingxing rules`: status 2, and one line that names it and what is expected."""

import json

import pytest
from click.testing import CliRunner

from lingxing.cli.policy.new import new
from lingxing.cli.rules.calculating import calculate
from lingxing.cli.rules.listing import listing
from lingxing.cli.rules.matching import match
from lingxing.cli.rules.sampling import sample

pytestmark = pytest.mark.usefixtures("city")
HEATING = "yunmengze/heating_2024"


def refused(command, *arguments, text=""):
    done = CliRunner().invoke(command, arguments, input=text, catch_exceptions=False)
    assert done.exit_code == 2
    return done.output


def test_a_figure_too_long_to_be_read():
    told = refused(calculate, HEATING, "--input", "-", text='{"income": ' + "9" * 5000 + "}")
    assert told == "99999999999999999999… 有 5000 位，过长。请检查这个数。\n"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "这是文件夹，不是文件"), ("none.json", "没有这个文件或文件夹"), ("file/x", "上一级不是文件夹")],
)
def test_a_file_that_is_none(tmp_path, name, reason):
    (tmp_path / "file").write_text("{}", "utf-8")
    assert reason in refused(calculate, HEATING, "--input", str(tmp_path / name))


def test_files_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    assert "没有这个文件或文件夹" in refused(sample, HEATING, "--out", str(tmp_path / "none" / "a.csv"))
    assert "上一级不是文件夹" in refused(new, "yunmengze/ferry_2026", "--in", str(tmp_path / "file"))


def test_a_parameter_set_twice():
    options = ("--set", "district_factor=0.5", "--set", "district_factor=0.6")
    told = refused(calculate, HEATING, "--input", "-", *options, text="{}")
    assert told == "--set：参数 district_factor 写了两次。请只留一个。\n"


def test_a_city_without_rules_is_no_empty_list():
    told = refused(listing, "--city", "无此市")
    assert told.startswith("--city：没有无此市的规则。现有：")
    assert "云梦泽市" in told


def test_a_choice_of_no_measure():
    options = ("--as-of", "2025-03-15", "--choose", f"{HEATING}.none")
    told = refused(match, "--city", "云梦泽市", "--input", "-", *options, text=json.dumps({}))
    assert told.startswith(f"--choose：没有这项措施：{HEATING}.none。")
