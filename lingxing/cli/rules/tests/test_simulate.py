"""`lingxing rules simulate`: exit statuses, the lines and files it leaves, and what it refuses."""

import json

import pytest
from click.testing import CliRunner

from lingxing.cli.rules.simulate import NOT_IN_FORCE, simulate
from lingxing.language.packages import load_folder

POLICY = """
title: 样例补贴办法
document_number: 样府办〔2024〕1号
issuer: 样例市人民政府
city: 样例市
effective: 2024-01-01
expires: 2028-12-31
interpreter: 样例市民政局
audience: person
topic: 社会救助
abstract: 为检验测算而写的办法。
"""
FACTS = """
subject: {label: 申请人}
facts:
  income: {label: 年收入, type: money, unit: CNY per year, bounds: [0, 100000000], article: 第一条}
  area: {label: 城乡, type: choice, choices: {urban: 城镇, rural: 农村}, article: 第一条}
"""
PARAMETERS = """
rate: {label: 补贴比例, unit: share, bounds: [0, 1], article: 第二条, values: {2024-01-01: 0.10}}
limit: {label: 年度限额, unit: CNY per year, bounds: [0, 1000000], article: 第三条, values: {2024-01-01: 5000}}
"""
FORMULAS = '''
"""What a sample pays."""

from lingxing.language import Money, Parameters, article, cap, half_up


@article("第二条", label="补贴")
def grant(income: Money, p: Parameters) -> Money:
    """Return the grant, in CNY."""
    return cap(half_up(income * p.rate), p.limit)
'''
DATA = "person_id,income,area\n1,10000.00,urban\n2,90000.00,rural\n3,-1,urban\n"


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call the command on the sample package and data of three rows, one of them bad."""
    folder = tmp_path / "sample" / "grant_2024"
    folder.mkdir(parents=True)
    for name, text in (("policy.yaml", POLICY), ("facts.yaml", FACTS), ("parameters.yaml", PARAMETERS)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "formulas.py").write_text(FORMULAS, encoding="utf-8")
    package = load_folder(folder)
    monkeypatch.setattr("lingxing.cli.rules.inputs.load_package", lambda identifier: package)
    monkeypatch.setenv("LINGXING_HOME", str(tmp_path / "home"))
    (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")

    def run(*more, data="data.csv", out="out.parquet", day="2025-06-01"):
        given = ["sample/grant_2024", "--data", tmp_path / data, "--out", tmp_path / out, "--as-of", day, *more]
        return CliRunner().invoke(simulate, list(map(str, given)))

    return run


def test_totals_winners_and_losers_against_the_law(call):
    told = call("--set", "rate=0.20", "--set", "limit=4000", "--json")
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    # 1000 and 5000 by the law; 2000 and 4000 by the reform
    grant = found["outputs"][0]
    assert (grant["law"]["total"], grant["reform"]["total"]) == ("6000.00", "6000.00")
    assert (grant["winners"]["number"], grant["losers"]["number"]) == (1, 1)
    assert (grant["winners"]["total"], grant["losers"]["total"]) == ("1000.00", "1000.00")
    assert (found["rows"], found["rejected"]) == (2, 1)
    assert [(one["name"], one["article"]) for one in found["changes"]] == [("rate", "第二条"), ("limit", "第三条")]


def test_the_report_and_the_side_file_stand_beside_the_results(call, tmp_path):
    told = call("--set", "rate=0.20", "--by", "area", "--report", tmp_path / "report.html")
    assert told.exit_code == 0, told.output
    assert "退回1行" in told.stdout
    side = (tmp_path / "out.parquet.rejected.csv").read_text("utf-8-sig")
    assert "3,income,-1,年收入应在0元/年至" in side
    assert "样例补贴办法" in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--set", "rat=0.2"), "rate"),
        (("--set", "rate=20 yuan"), "补贴比例"),
        (("--set", "rate=1.5"), "在 0 至 1 之间"),
        (("--set", "rate"), "rate"),
        (("--by", "county"), "缺少1列：county"),
        (("--keep", "county"), "county"),
    ],
)
def test_what_is_wrong_is_named_and_ends_with_status_2(call, tmp_path, more, told):
    found = call(*more)
    assert found.exit_code == 2
    assert told in found.stderr
    assert not list(tmp_path.glob("out*"))


def test_files_that_cannot_be_used_are_refused(call):
    assert "没有这个文件" in call(data="nothing.csv").stderr
    assert "结果文件就是数据文件" in call(out="data.csv").stderr
    assert "结果文件不能是.xlsx文件" in call(out="out.xlsx").stderr
    assert "没有这个文件夹" in call(out="none/out.csv").stderr


def test_a_document_not_in_force_is_not_used_silently(call):
    told = call(day="2029-01-01")
    assert told.exit_code == NOT_IN_FORCE
    assert "2028-12-31" in told.stderr
    assert call("--as-if", day="2029-01-01").exit_code == 0
