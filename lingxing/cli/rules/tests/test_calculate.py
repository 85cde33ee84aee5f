"""`lingxing rules calculate`: what it prints, and the status it ends with."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lingxing.cli.rules.calculating import calculate
from lingxing.cli.rules.listing import listing, show

pytestmark = pytest.mark.usefixtures("city")
HEATING = "yunmengze/heating_2024"
CASE = {"home": "house", "area": "80.00", "income": 60000, "applied_on": "2025-03-15", "bills": []}
FACTOR = ("--set", "district_factor=0.5")


def run(case, *options, on="2025-03-15", command=calculate, identifier=HEATING):
    text = case if isinstance(case, str) else json.dumps(case)
    arguments = [identifier, "--input", "-", "--as-of", on, *options]
    return CliRunner().invoke(command, arguments, input=text, catch_exceptions=False)


def test_an_answer_with_its_working_and_status_0():
    done = run(CASE, *FACTOR)
    assert done.exit_code == 0
    assert "云梦泽市冬季取暖补贴办法（云梦政规〔2024〕1号）\n按 2025-03-15 的规定" in done.output
    assert "取暖补助合计  1000.00 元" in done.output
    assert "12.50" in done.output
    assert "× 80" in done.output
    assert "收入恰好等于上限的，视为在上限以内。" in done.output
    assert "首次申请  否" in done.output


def test_the_answer_as_json():
    done = run(CASE, *FACTOR, "--json")
    answer = json.loads(done.output)
    assert answer["status"] == "answered"
    assert answer["outputs"]["subsidy"]["value"] == "1000.00"
    assert answer["outputs"]["district_subsidy"]["value"] == "500.00"
    assert answer["outputs"]["subsidy"]["unit"] == "CNY"
    assert any(line["name"] == "area_subsidy" and line["article"] == "第三条" for line in answer["trace"])


def test_a_refusal_names_the_condition_and_the_distance():
    done = run({**CASE, "income": "60000.01"}, *FACTOR)
    assert done.exit_code == 0
    assert "不予支持" in done.output
    assert "实际 60000.01 元/年，需 ≤ 60000.00 元/年，超出 0.01 元/年" in done.output


def test_a_refusal_of_an_event_names_it_and_a_default_is_told_once():
    visit = {"date": "2025-03-01", "kind": "outpatient", "facility_level": "township", "class_a": 30}
    unpaid = {**visit, "date": "2025-01-31"}
    case = {"enrolment_kind": "mid_year", "enrolled_on": "2024-11-20", "renewed": False, "claims": [unpaid, visit]}
    done = run(case, identifier="xianning/resident_insurance_2024")
    refused = done.output.split("不予支持")[1].split("怎样算出")[0]
    assert "就医结算第1项 政策范围内费用  在待遇享受期内" in refused
    assert "就医结算第2项 政策范围内费用  在待遇享受期内" in refused
    assert done.output.split("未填而按默认")[1].count("乙类药品") == 1


def test_missing_facts_are_asked_for_with_status_4():
    done = run({name: value for name, value in CASE.items() if name != "area"}, *FACTOR)
    assert done.exit_code == 4
    assert "取暖面积（area）？" in done.output
    assert "可在不动产登记查到" in done.output


def test_a_parameter_that_the_installation_must_supply_is_asked_for_too():
    assert run(CASE).exit_code == 4
    assert "区级系数" in run(CASE).output


def test_what_the_document_leaves_open_ends_with_status_3():
    done = run({**CASE, "home": "boat"}, *FACTOR)
    assert done.exit_code == 3
    assert "规则未作规定" in done.output


@pytest.mark.parametrize(
    ("on", "told"),
    [("2024-10-31", "2024-10-31 时本文件尚未施行"), ("2029-11-01", "2029-11-01 时本文件已失效")],
)
def test_before_effect_and_after_expiry_it_says_so(on, told):
    done = run(CASE, *FACTOR, on=on)
    assert done.exit_code == 3
    assert told in done.output
    assert "取暖补助合计  1000.00 元" not in done.output


def test_as_if_reckons_all_the_same_and_says_so():
    done = run(CASE, *FACTOR, "--as-if", on="2029-11-01")
    assert done.exit_code == 0
    assert "已失效" in done.output
    assert "取暖补助合计" in done.output


def test_as_of_picks_the_parameters_of_the_day():
    case = {**CASE, "income": 66000}
    before, after = (json.loads(run(case, *FACTOR, "--json", on=on).output) for on in ("2025-12-31", "2026-01-01"))
    assert before["outputs"]["area_subsidy"]["value"] == "0.00"
    assert after["outputs"]["area_subsidy"]["value"] == "1000.00"


def test_parameters_come_from_a_file_and_from_the_line_which_wins(tmp_path):
    file = tmp_path / "supplied.yaml"
    file.write_text("district_factor: 0.25\nfirst_bonus: 50\n", "utf-8")
    done = run({**CASE, "first_time": True}, "--parameters", str(file), "--set", "first_bonus=80", "--json")
    outputs = json.loads(done.output)["outputs"]
    assert (outputs["bonus"]["value"], outputs["district_subsidy"]["value"]) == ("80.00", "270.00")


@pytest.mark.parametrize(
    ("case", "options", "words"),
    [
        ({**CASE, "aera": 1}, (), ["aera", "是否为 area"]),
        ({**CASE, "area": "big"}, (), ["area（取暖面积）", "'big'", "不是数值"]),
        ({**CASE, "area": True}, (), ["area（取暖面积）", "类型不对"]),
        ({**CASE, "area": "80 mu"}, (), ["area（取暖面积）", "单位应为 m2"]),
        ({**CASE, "area": -1}, (), ["area（取暖面积）", "不能为负"]),
        ({**CASE, "area": "1000.01"}, (), ["area（取暖面积）", "超出范围"]),
        ({**CASE, "area": "0.001"}, (), ["area（取暖面积）", "最多 2 位小数"]),
        ({**CASE, "applied_on": "2025-02-30"}, (), ["applied_on（申请日期）", "没有这一天"]),
        ({**CASE, "home": "flats"}, (), ["home（住房类型）", "是否为 flat"]),
        ({**CASE, "first_time": "yes"}, (), ["first_time（首次申请）", "应为 true 或 false"]),
        ({**CASE, "bills": {}}, (), ["bills（热费账单）", "应为列表"]),
        ({**CASE, "bills": [{"date": "2024-12-01", "sum": 1}]}, (), ["bills[0].sum", "没有这一事项"]),
        ("[]", (), ["标准输入：应为一个对象"]),
        ("{", (), ["标准输入 第1行第2列：不是JSON"]),
        ('{"area": NaN}', (), ["NaN 不是数值"]),
        ('{"area": 1, "area": 2}', (), ["area：同一事项写了两次"]),
        ("[" * 100_000, (), ["标准输入"]),
        (CASE, ("--set", "district_factor"), ["--set", "参数=值"]),
        (CASE, ("--set", "factor=1"), ["参数 factor：没有这个参数", "district_factor"]),
        (CASE, ("--set", "district_factor=a"), ["参数 district_factor", "不能取“a”"]),
        (CASE, ("--parameters", "nothing.yaml"), ["nothing.yaml", "不存在"]),
    ],
)
def test_wrong_input_is_named_and_ends_with_status_2(case, options, words):
    done = run(case, *options)
    assert done.exit_code == 2
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["yunmengze/heating_2025", "--input", "-"],
            ["没有这套规则：yunmengze/heating_2025", "yunmengze/heating_2024"],
        ),
        ([HEATING, "--input", "-", "--as-of", "tomorrow"], ["--as-of：“tomorrow”不是日期"]),
        ([HEATING, "--input", "-", "--as-of", "2025-02-30"], ["--as-of：“2025-02-30”不是日期"]),
        ([HEATING, "--input", "nowhere.json"], ["nowhere.json：读不了"]),
        ([HEATING], ["--input"]),
    ],
)
def test_a_wrong_call_ends_with_status_2(arguments, words):
    done = CliRunner().invoke(calculate, arguments, input="{}")
    assert done.exit_code == 2
    for word in words:
        assert word in done.stderr


def test_a_file_that_is_no_utf8(tmp_path):
    file = tmp_path / "case.json"
    file.write_bytes('{"home": "平房"}'.encode("gb18030"))
    done = CliRunner().invoke(calculate, [HEATING, "--input", str(file)])
    assert (done.exit_code, "不是UTF-8文本" in done.stderr) == (2, True)


def test_every_mistake_is_told_at_once():
    done = run({"area": -1, "income": "x", "nothing": 1})
    assert all(word in done.stderr for word in ("area", "income", "nothing"))


# ---- list and show ----


def test_the_list_tells_what_is_in_force():
    done = CliRunner().invoke(listing, ["--city", "云梦泽市", "--as-of", "2030-01-01"], catch_exceptions=False)
    assert "yunmengze/heating_2024     云梦泽市  家庭  云梦泽市冬季取暖补贴办法  2029-10-31 已失效" in done.output
    told = json.loads(CliRunner().invoke(listing, ["--json", "--as-of", "2030-01-01"]).stdout)
    force = {rule["id"]: rule["in_force"] for rule in told["rules"]}
    assert (force[HEATING], force["yunmengze/winter_aid_2025"]) == (False, True)


def test_show_tells_what_to_give_and_what_comes_out():
    done = CliRunner().invoke(show, [HEATING], catch_exceptions=False)
    assert "area        取暖面积  数量（单位：平方米），0 至 1000，最多 2 位小数" in done.output
    assert "bills 热费账单，每张账单：" in done.output
    assert "subsidy           取暖补助合计" in done.output
    assert "应急取暖物资" in done.output
    told = json.loads(CliRunner().invoke(show, [HEATING, "--json"]).output)
    assert told["facts"][0]["choices"] == {"house": "平房", "flat": "楼房", "boat": "船屋"}
    assert told["lists"][0]["name"] == "bills"
    assert {output["name"]: output["list"] for output in told["outputs"]}["bill_payment"] == "bills"


# ---- as a process ----


def test_a_cold_start_needs_neither_database_nor_tables_of_numbers(environment):
    code = (
        "import sys, runpy, atexit\n"
        "names = ('django.db', 'numpy', 'numba', 'pyarrow', 'duckdb')\n"
        "atexit.register(lambda: print([name for name in names if name in sys.modules], file=sys.stderr))\n"
        "sys.argv = ['lingxing', 'rules', 'calculate', *sys.argv[1:]]\n"
        "runpy.run_module('lingxing', run_name='__main__')\n"
    )
    arguments = [HEATING, "--input", "-", "--as-of", "2025-03-15", *FACTOR]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        input=json.dumps(CASE),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "[]"
    assert "取暖补助合计" in done.stdout
