"""The guide to adding a policy, followed to the letter: its blocks make a package outside the tree that works."""

import json
import os
import re
import subprocess
import sys

import pytest

from conftest import REPOSITORY
from lingxing.engines.documents.intake import read_gazette
from lingxing.language.packages import load_folder
from lingxing.language.packages.tests.folders import distribute
from lingxing.language.plans import PlanTask, corrected

# the plan as a gazette prints it
PLAN = """\
云梦泽市人民政府公报

市人民政府办公室关于印发云梦泽市轮渡便民三年行动方案的通知

云梦政办发〔2026〕7号

各区人民政府，市政府各部门：

现将《云梦泽市轮渡便民三年行动方案》发给你们，请照此办理。

云梦泽市人民政府办公室

2026年3月2日

云梦泽市轮渡便民三年行动方案

一、主要目标

到2028年，轮渡准点率达到95%以上，渡口无障碍改造完成30个。

二、重点任务

（一）改造渡口。分批改造老渡口，装上坡道和候船座椅。（责任单位：市交通运输局、市住建局）

（二）增开夜航。客流大的渡口晚上十点前不停航。（责任单位：市交通运输局）

（三）方便付费。全部渡船可以刷卡和扫码。（责任单位：市交通运输局、市财政局）

三、保障措施

每年底报告进展。
"""

GUIDE = REPOSITORY / "docs" / "guides" / "add-a-policy.md"
ID = "yunmengze/ferry_fares_2026"
MOST_LINES = 100


def package_files() -> dict[str, str]:
    """Return the guide's files by name: the blocks that begin with a comment that names one."""
    blocks = re.findall(r"```(?:yaml|python)\n# (\S+)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return dict(blocks)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return the environment in which the guide's package is installed as a distribution, and its folder."""
    site = distribute(tmp_path_factory.mktemp("site"), "yunmengze_policies")
    folder = site / "yunmengze_policies" / ID
    folder.mkdir(parents=True)
    for above in (site / "yunmengze_policies", folder.parent, folder):
        (above / "__init__.py").write_text('"""Policies."""\n', "utf-8")
    for name, text in package_files().items():
        (folder / name).write_text(text, "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
    home = str(tmp_path_factory.mktemp("home"))
    return kept | {"PYTHONPATH": str(site), "LINGXING_HOME": home}, folder


def lingxing(installed, *arguments, given=None, status=0):
    environment, folder = installed
    done = subprocess.run(
        [sys.executable, "-m", "lingxing", *arguments],
        env=environment,
        cwd=folder.parents[2],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def test_the_package_is_whole_and_short():
    files = package_files()
    assert list(files) == ["policy.yaml", "facts.yaml", "parameters.yaml", "formulas.py", "examples.yaml"]
    assert sum(len(text.strip().splitlines()) for text in files.values()) < MOST_LINES


def test_the_package_is_proved(installed):
    told = lingxing(installed, "policy", "check", str(installed[1]))
    assert "共 1 个规则包，全部成立。" in told
    assert "算例 4 个，参数 3 个" in told


def test_it_is_found_and_calculated_like_any_other(installed):
    assert ID in lingxing(installed, "rules", "list")
    case = {"age_group": "adult", "resident": True, "trips": [{"day": "2026-05-01", "fare": "60.00"}]}
    arguments = ("rules", "calculate", ID, "--input", "-", "--as-of", "2026-05-02")
    told = lingxing(installed, *arguments, given=json.dumps(case))
    assert "补贴合计" in told
    assert "起补票款按月累计" in told
    refused = lingxing(installed, *arguments, given=json.dumps({**case, "resident": False}))
    assert "不予支持" in refused


def test_the_skeleton_it_begins_with_works(installed):
    commands = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)[0].splitlines()
    for command in commands:
        lingxing(installed, *command.split()[1:])


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """Return the folder of the guide's plan."""
    blocks = re.findall(r"```yaml\n# (\S+) of a plan\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    folder = tmp_path_factory.mktemp("plan") / "yunmengze" / "ferry_plan_2026"
    folder.mkdir(parents=True)
    for name, text in blocks:
        (folder / name).write_text(text, "utf-8")
    return folder


def test_a_plan_is_proved(installed, plan):
    told = lingxing(installed, "policy", "check", str(plan))
    assert "指标 2 个，任务更正 4 处" in told
    assert "共 1 个规则包，全部成立。" in told


def test_a_plan_is_shown(installed, plan):
    told = lingxing(installed, "policy", "show", str(plan))
    assert "2026-12-31 ≥88%，2028-12-31 ≥95%" in told
    assert "基期 2025 云梦省 81.35" in told
    assert "拆成 2 项" in told
    shown = json.loads(lingxing(installed, "policy", "show", str(plan), "--json"))
    assert shown["indicators"][0]["baseline"] == {"value": "81.35", "year": 2025, "area": "云梦省"}
    assert [task["change"] for task in shown["tasks"]] == ["去掉", "拆成 2 项", "与 1 项合并", "补充"]


def test_a_plans_corrections_fit_what_is_extracted(plan):
    extracted = [
        PlanTask(task.id, task.place, task.text, lead=tuple(unit.printed for unit in task.responsible_units))
        for task in read_gazette("plan.txt", PLAN.encode()).documents[0].tasks
    ]
    found = corrected(extracted, load_folder(plan).catalogue)
    assert [(task.id, task.lead) for task in found] == [
        ("task__sec_2__sub_1__ramps", ("市住建局",)),
        ("task__sec_2__sub_1__seats", ("市交通运输局",)),
        ("task__sec_2__sub_2", ("市交通运输局",)),
        ("yearly_report", ("市交通运输局",)),
    ]
