"""The guide to adding a policy, followed to the letter: its blocks make a package outside the tree that works."""

import json
import os
import re
import subprocess
import sys

import pytest

from conftest import REPOSITORY
from lingxing.language.packages.tests.folders import distribute

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
