"""`lingxing rules match`, `sample` and `check`."""

import csv
import json
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet
import pytest
from click.testing import CliRunner

from lingxing.cli.rules.calculating import calculate
from lingxing.cli.rules.checking import check
from lingxing.cli.rules.matching import match
from lingxing.cli.rules.sampling import sample
from lingxing.language.packages import Loaded, load_package
from lingxing.language.packages.items import read_file
from lingxing.language.packages.tests.folders import CITIES

pytestmark = pytest.mark.usefixtures("city")
HEATING = "yunmengze/heating_2024"


def run(command, *arguments, case=None):
    text = json.dumps(case) if case is not None else None
    return CliRunner().invoke(command, [str(argument) for argument in arguments], input=text, catch_exceptions=False)


# ---- match ----

PROFILE = {"home": "house", "area": 100, "income": 70000, "applied_on": "2025-03-01", "bills": [], "heads": 2}
CITY = ("--city", "云梦泽市", "--input", "-", "--as-of", "2025-03-01")


def test_a_profile_is_held_against_every_rule_of_the_city():
    done = run(match, *CITY, "--json", case={**PROFILE, "income": 60000})
    told = {one["measure"]: one for one in json.loads(done.output)["entitlements"]}
    assert (told["area_subsidy"]["standing"], told["area_subsidy"]["value"]) == ("eligible", "1250.00")
    assert (told["aid"]["standing"], told["aid"]["value"]) == ("eligible", "100.00")


def test_what_is_refused_says_why_and_what_is_open_asks():
    done = run(match, *CITY, case=PROFILE)
    assert done.exit_code == 0
    assert "不能享受：\n  面积补助" in done.output
    assert "超出 10000.00 元" in done.output
    asked = run(match, *CITY, case={"home": "flat"})
    assert "还不能确定：" in asked.output
    assert "取暖面积" in asked.output.partition("再知道这些")[2]


@pytest.mark.parametrize(
    ("arguments", "case", "words"),
    [
        (("--city", "无何有市", "--input", "-"), {}, ["没有无何有市的规则", "云梦泽市"]),
        ((*CITY[:4], "--as-of", "2020-01-01"), {}, ["2020-01-01 没有这样的规则在有效期内"]),
        ((*CITY, "--audience", "firm"), {}, ["没有这样的规则"]),
        (CITY, {"aera": 1}, ["aera", "area"]),
        (CITY, {"area": "x"}, ["area", "不是数值"]),
    ],
)
def test_a_wrong_profile_or_city_ends_with_status_2(arguments, case, words):
    done = run(match, *arguments, case=case)
    assert done.exit_code == 2
    for word in words:
        assert word in done.stderr


# ---- sample ----


def test_a_sample_as_csv_has_a_row_an_event(tmp_path):
    file = tmp_path / "a.csv"
    done = run(sample, HEATING, "--rows", 300, "--out", file)
    assert "300 行，每行一张账单，subject 列说明属于谁" in done.output
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert len(rows) == 300
    assert list(rows[0]) == ["subject", "home", "area", "income", "applied_on", "first_time", "date", "amount"]
    assert {row["home"] for row in rows} <= {"house", "flat", "boat"}
    assert Decimal(rows[0]["amount"]).as_tuple().exponent == -2


def test_a_sample_as_parquet_has_exact_types(tmp_path):
    file = tmp_path / "a.parquet"
    run(sample, HEATING, "--rows", 70_000, "--out", file)
    table = pyarrow.parquet.read_table(file)
    assert table.num_rows == 70_000
    assert table.schema.field("amount").type == pa.decimal128(18, 2)
    assert table.schema.field("date").type == pa.date32()
    assert table.schema.field("first_time").type == pa.bool_()
    amounts = table.column("amount").to_pylist()
    assert min(amounts) == Decimal("-100000.00")


def test_a_sample_as_json_is_cases_that_can_be_calculated(tmp_path):
    file = tmp_path / "a.json"
    run(sample, HEATING, "--rows", 60, "--out", file)
    cases = json.loads(file.read_text("utf-8"))
    assert sum(len(case["bills"]) for case in cases) == 60
    for case in cases[:5]:
        done = run(calculate, HEATING, "--input", "-", "--as-of", "2025-01-01", case=case)
        assert done.exit_code in {0, 3, 4}, done.output


def test_the_same_seed_gives_the_same_file(tmp_path):
    files = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    for file, seed in zip(files, (1, 1, 2), strict=True):
        run(sample, HEATING, "--rows", 50, "--seed", seed, "--out", file)
    assert files[0].read_bytes() == files[1].read_bytes() != files[2].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((HEATING, "--out", "a.txt"), ["--out：不认识“.txt”"]),
        ((HEATING, "--out", "/nowhere/at/all/a.csv"), ["/nowhere/at/all/a.csv：写不了"]),
        ((HEATING, "--out", "a.csv", "--list", "claims"), ["没有清单 claims", "bills"]),
        ((HEATING, "--out", "a.csv", "--rows", "0"), ["--rows"]),
        (("yunmengze/nothing_2024", "--out", "a.csv"), ["没有这套规则"]),
    ],
)
def test_a_wrong_sample_ends_with_status_2(arguments, words):
    done = run(sample, *arguments)
    assert done.exit_code == 2
    for word in words:
        assert word in done.stderr


# ---- check ----


@pytest.fixture
def alone(monkeypatch, city):
    """Let the invented city's packages be all there are."""
    packages = {f"yunmengze/{name}": load_package(f"yunmengze/{name}") for name in ("heating_2024", "winter_aid_2025")}
    monkeypatch.setattr("lingxing.cli.rules.checking.load_packages", lambda: Loaded(packages, ()))


@pytest.mark.usefixtures("alone")
def test_the_examples_of_all_packages_are_held_against_the_rules():
    done = run(check)
    assert (done.exit_code, done.output) == (0, "2 套规则、14 个算例，全部相符。\n")
    assert json.loads(run(check, "--json").output) == {"packages": 2, "examples": 14, "faults": []}


@pytest.mark.usefixtures("alone")
def test_a_wrong_example_is_told_of(monkeypatch, tmp_path):
    text = (CITIES / HEATING / "examples.yaml").read_text("utf-8")
    assert "bill_subsidy: 430" in text
    copy = tmp_path / "examples.yaml"
    copy.write_text(text.replace("bill_subsidy: 430", "bill_subsidy: 431"), "utf-8")
    monkeypatch.setattr(
        "lingxing.language.packages.examples_file.read_file",
        lambda path: read_file(copy if path.parent.name == "heating_2024" else path),
    )
    done = run(check)
    assert done.exit_code == 1
    assert (
        "yunmengze/heating_2024 “bills of a winter run together”：bill_subsidy 应为 431，实际为 430.00" in done.output
    )
