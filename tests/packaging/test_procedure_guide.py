"""The guide to adding a procedure, followed to the letter: its blocks make a package that is proved and played."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from conftest import REPOSITORY

GUIDE = REPOSITORY / "docs" / "guides" / "add-a-procedure.md"
CITY = "policies/yunmengze"
FOLDER = "moorings_2026"
MOST_LINES = 100


def package_files() -> dict[str, str]:
    """Return the guide's files by name: blocks that name the same file follow on each other."""
    files: dict[str, str] = {}
    for name, block in re.findall(r"```(?:yaml|python)\n# (\S+)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL):
        files[name] = files.get(name, "") + block
    return files


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder that holds the guide's package and its test."""
    root = tmp_path_factory.mktemp("guide")
    for name, text in package_files().items():
        path = root / name if name.startswith("test_") else root / CITY / (name if "/" in name else f"{FOLDER}/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def run(place, *arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
    environment = kept | {"LINGXING_HOME": str(place / "home"), "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], env=environment, cwd=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_package_is_whole_and_short():
    files = package_files()
    whole = ["policy.yaml", "procedure.yaml", "catalogue.yaml", "test_moorings.py"]
    named = ["repairs_2026/policy.yaml", "repairs_2026/procedure.yaml", "test_repairs.py"]
    assert list(files) == [*whole, *named]
    assert len((files["procedure.yaml"] + files["catalogue.yaml"]).splitlines()) < MOST_LINES


def test_its_commands_prove_and_draw_it(place):
    commands = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)[0].splitlines()
    checked, shown, _ = (run(place, *command.split()) for command in commands)
    assert "办理事项 1 个，步骤 8 个" in checked
    assert "共 1 个规则包，全部成立。" in checked
    assert "注：泊位" not in checked
    assert "限时10个工作日：审核期限（港务所）" in shown
    assert ET.parse(place / "mooring.svg").getroot().get("role") == "img"


def test_the_package_whose_cases_name_organs_is_proved(place):
    checked = run(place, "lingxing", "policy", "check", f"{CITY}/repairs_2026")
    assert "共 1 个规则包，全部成立。" in checked
    assert "注：桥闸" not in checked


def test_its_stories_are_played(place):
    run(place, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:django", "test_moorings.py", "test_repairs.py")
