"""`lingxing policy check`: what it proves, and what it finds in packages that are not proved."""

import json
import re

import pytest
from click.testing import CliRunner

from lingxing.cli.policy import citing
from lingxing.cli.policy.check import check
from lingxing.cli.policy.new import new
from lingxing.cli.policy.show import show
from lingxing.language.packages import load_folder
from lingxing.language.packages.tests.folders import CITIES, TEXTS, write

# 0.10 × 50 + 100 + 0.1 × 50; 0.10 × 200 + 200 + 0.1 × 100 + 0.2 × 100
EXAMPLES = """\
- name: a canoe of fir
  given: {price: 50, wood: fir, trips: []}
  expect: {subsidy: 110}
- name: a canoe of oak
  given: {price: 200, wood: oak}
  expect: {subsidy: 250}
- name: two trips of a month
  given: {trips: [{day: 2025-01-01, length: 1.5}, {day: 2025-01-31, length: 2}]}
  expect: {trips: [{distance: 1.5}, {distance: 3.5}]}
"""

FREE = "{price: 0, wood: oak}\n  expect: {subsidy: 200}"


@pytest.fixture(autouse=True)
def no_database(monkeypatch, tmp_path):
    """Hold no citation against a database of this machine."""
    monkeypatch.setenv("LINGXING_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LINGXING_DATABASE", raising=False)


def checked(folder, *options):
    return CliRunner().invoke(check, [str(folder), *options], catch_exceptions=False)


def package(tmp_path, **changed):
    """Return the folder of the proved package with some texts changed (facts, parameters, formulas, examples)."""
    names = {"facts": "facts.yaml", "parameters": "parameters.yaml", "formulas": "formulas.py"}
    texts = {names[key]: TEXTS[names[key]].replace(*pair) for key, pair in changed.items() if key in names}
    examples = EXAMPLES.replace(*changed["examples"]) if "examples" in changed else EXAMPLES
    return write(tmp_path, {"examples.yaml": examples, **texts})


def test_a_proved_package(tmp_path):
    done = checked(package(tmp_path))
    assert done.exit_code == 0, done.output
    assert "✓ yunmengze/canoes_2025 云梦泽市独木舟补贴办法\n    算例 3 个，参数 3 个，改动 13 处" in done.output
    assert "没有数据库，引用的条款未核对" in done.output
    assert "共 1 个规则包，全部成立。" in done.output


def test_a_folder_of_cities_stands_for_all_in_it():
    done = checked(CITIES)
    assert done.exit_code == 0, done.output
    assert "共 2 个规则包，全部成立。" in done.output


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"examples": ("subsidy: 110", "subsidy: 110.01")}, "“a canoe of fir”：subsidy 应为 110.01，实际为 110.00"),
        ({"examples": ("{subsidy: 110}", "{gift: 110}")}, "“a canoe of fir”：gift：没有这项结果"),
        ({"examples": ("price: 50", "prize: 50")}, "prize：50 不符合要求，没有这一事项"),
        ({"examples": ("{distance: 1.5}, ", "")}, "trips 应写成 2 项的列表"),
        ({"examples": ("distance: 3.5", "distance: 4")}, "trips[1].distance 应为 4，实际为 3.5"),
        ({"examples": ("price: 50, ", "")}, "“a canoe of fir”：subsidy 应为 110，实际缺少事项"),
        ({"examples": ("expect: {subsidy: 110}", "missing: [wood]")}, "应缺少事项 wood，实际缺少：无"),
        ({"examples": ("expect: {subsidy: 110}", "not_covered: [subsidy]")}, "subsidy 应为“未作规定”，实际已有结果"),
        ({"examples": ("expect: {subsidy: 110}", "refused: {subsidy: 木料}")}, "subsidy 应因“木料”不予支持，实际"),
        ({"examples": ("price: 200, wood: oak", "price: 200, wood: fir")}, "subsidy 应为 250，实际为 150.00"),
        (
            {"examples": ("wood: oak}\n  expect: {subsidy: 250}", "wood: oak, trips: []}\n  expect: {}")},
            "未证明的数：sums 2025-01-01 起的值oak提高，没有算例因此不成立",
        ),
        (
            {"examples": ("{price: 200, wood: oak}\n  expect: {subsidy: 250}", FREE)},
            "未证明的数：steps 2025-01-01 起的值第2档起点提高",
        ),
        ({"formulas": (" + p.sums[wood]", "")}, "参数：参数 sums（木料补贴）没有公式使用"),
        ({"formulas": (" + half_up(brackets(price, p.steps))", "")}, "参数：参数 steps（分段）没有公式使用"),
        (
            {"facts": ("  wood:", "  name: {label: 舟名, type: bool, default: false}\n  wood:")},
            "事项：事项 name（舟名）没有公式使用",
        ),
        (
            {"formulas": ("the subsidy, in CNY.", "the subsidy.\n\n    Reading: it is rounded.")},
            "理解：subsidy：Reading: 之后应以中文写明所取的理解",
        ),
        ({"parameters": ("article: 第二条", "article: 第二")}, "装载：rate.article: '第二' is no place in a document"),
    ],
)  # fmt: skip
def test_what_is_not_proved_is_told_of(tmp_path, changed, told):
    done = checked(package(tmp_path, **changed))
    assert done.exit_code == 1
    assert told in done.output


def test_no_examples_prove_nothing(tmp_path):
    done = checked(write(tmp_path))
    assert (done.exit_code, "算例：没有算例" in done.output) == (1, True)


def test_every_condition_and_every_open_case_needs_an_example(tmp_path):
    formulas = TEXTS["formulas.py"].replace("half_up(price * p.rate) +", "_amount(price, wood, p) +")
    formulas = formulas.replace("running\n", "granted, not_covered, running, step, when\n")
    formulas += """

def _amount(price: Money, wood: Choice, p: Parameters) -> Money:
    known = when(wood == "fir", price).otherwise(not_covered("橡木的价格没有规定"))
    return half_up(granted(known, step("有购舟价", price > 0)) * p.rate)
"""
    done = checked(
        write(tmp_path, {"formulas.py": formulas, "examples.yaml": EXAMPLES.split("- name: a canoe of oak")[0]})
    )
    assert "条件：没有算例因“有购舟价”不成立而不予支持" in done.output
    assert "条件：“橡木的价格没有规定”未作规定，没有算例" in done.output


def test_a_supplied_parameter_is_proved_by_the_examples_that_supply_it(tmp_path):
    pair = ("values: {2025-01-01: 0.10}", "supplied: true")
    done = checked(package(tmp_path, parameters=pair, examples=("expect: {subsidy: 110}", "missing: [rate]")))
    assert "rate 由执行机关给定，没有算例给出它的值" not in done.output  # the examples are wrong: 250 can't come out
    given = EXAMPLES.replace("expect: {subsidy: 110}", "settings: {rate: 0.10}\n  expect: {subsidy: 110}")
    given = given.replace("expect: {subsidy: 250}", "settings: {rate: 0.10}\n  expect: {subsidy: 250}")
    texts = {"parameters.yaml": TEXTS["parameters.yaml"].replace(*pair), "examples.yaml": given}
    proved = checked(write(tmp_path, texts))
    assert proved.exit_code == 0, proved.output


def test_one_broken_package_leaves_the_others_checked(tmp_path):
    good, bad = package(tmp_path), write(tmp_path, {"facts.yaml": "a"}, name="yunmengze/rafts_2025")
    done = CliRunner().invoke(check, [str(good), str(bad), "nothing/at_2000"])
    assert done.exit_code == 1
    assert "✓ yunmengze/canoes_2025" in done.output
    assert f"（{bad}/facts.yaml:1）" in done.output
    assert "没有这套规则：nothing/at_2000" in done.output


def test_the_verdict_as_json(tmp_path):
    folder = package(tmp_path, examples=("subsidy: 110", "subsidy: 111"))
    told = json.loads(checked(folder, "--json").output)["packages"][0]
    assert (told["id"], told["proved"], told["examples"]) == ("yunmengze/canoes_2025", False, 3)
    assert told["faults"][0]["kind"] == "example"
    assert told["faults"][0]["where"] == f"{folder}/examples.yaml:1"


def test_citations_of_everything_are_gathered(tmp_path):
    cited = dict(citing.cited_articles(load_folder(CITIES / "yunmengze" / "heating_2024")))
    assert {"第三条", "第六条", "第八条", "第九条", "第十条"} <= set(cited)


# ---- new and show ----


def test_a_new_package_is_proved_as_it_stands(tmp_path):
    made = CliRunner().invoke(new, ["yunmengze/ferries_2026", "--in", str(tmp_path)], catch_exceptions=False)
    assert made.exit_code == 0
    assert (tmp_path / "yunmengze" / "__init__.py").is_file()
    assert "TODO" in (tmp_path / "yunmengze" / "ferries_2026" / "policy.yaml").read_text("utf-8")
    done = checked(tmp_path / "yunmengze" / "ferries_2026")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("name", ["yunmengze", "云梦泽/船_2026", "yunmengze/ferries", "../yunmengze/ferries_2026"])
def test_a_new_package_needs_a_name(tmp_path, name):
    done = CliRunner().invoke(new, [name, "--in", str(tmp_path)])
    assert (done.exit_code, "城市/主题_年份" in done.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_over(tmp_path):
    folder = write(tmp_path)
    done = CliRunner().invoke(new, ["yunmengze/canoes_2025", "--in", str(tmp_path)])
    assert (done.exit_code, "已经有了，没有改动" in done.stderr) == (2, True)
    assert (folder / "facts.yaml").read_text("utf-8") == TEXTS["facts.yaml"]


def test_show_prints_the_figures_of_the_day_with_their_articles():
    heating = str(CITIES / "yunmengze" / "heating_2024")
    done = CliRunner().invoke(show, [heating, "--as-of", "2026-01-01"], catch_exceptions=False)
    assert re.search("income_limit +年收入上限 +66000.00 元/年 +第四条", done.output)
    assert "超过 200.00 元：50%" in done.output
    assert "house：12.50 元/平方米" in done.output
    assert "由执行机关给定" in done.output
    assert "理解（is_poor）：收入恰好等于上限的，视为在上限以内。" in done.output
    told = json.loads(CliRunner().invoke(show, [heating, "--json"]).output)
    figures = {parameter["name"]: parameter["value"] for parameter in told["parameters"]}
    assert figures["bill_share"] == [["200.00", "0.5"], ["1000.00", "0.3"]]
    assert figures["area_rate"][0] == {"keys": ["house"], "value": "12.50"}
