"""Rules on the repository's files: engines alike, dependencies explained, nothing of the workplace, nothing copied."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.modules import REPOSITORY

ENGINES = sorted(path.parent for path in (REPOSITORY / "lingxing" / "engines").glob("*/__init__.py"))
VERBATIM = REPOSITORY.parent / "shared" / "tools" / "verbatim.py"
_MODULES = {
    "pillow": "PIL",
    "django-ninja": "ninja",
    "psycopg": "postgresql",
    "python-docx": "docx",
    "pyyaml": "yaml",
    "python-json-logger": "pythonjsonlogger",
}
# Written in pieces, so that this file does not hold what it looks for.
WORKPLACE = re.compile(
    "|".join(["/" + "work/", "/" + "tmp/", "py" + r"pi\.org", r"registry\.npm" + "js", "python" + "hosted"])
)


def tracked() -> list[Path]:
    """Return the files that git keeps, as paths; skip where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    return [REPOSITORY / name for name in listed.stdout.decode().split("\0") if name and (REPOSITORY / name).is_file()]


def workplace_lines(name: str, text: str) -> list[str]:
    """Return the lines that name a path of one machine or a package registry."""
    return [
        f"{name}:{number} {line[:80]}" for number, line in enumerate(text.splitlines(), 1) if WORKPLACE.search(line)
    ]


def unexplained(dependencies: list[str], records: str) -> list[str]:
    """Return the dependencies that no decision record names."""
    names = [re.split(r"[\[<>=!~ ;]", dependency)[0] for dependency in dependencies]
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", records, re.IGNORECASE)]


@pytest.mark.parametrize("engine", ENGINES, ids=lambda path: path.name)
def test_every_engine_has_a_short_readme_and_tests(engine):
    readme = engine / "README.md"
    assert readme.is_file()
    assert 5 <= len(readme.read_text("utf-8").splitlines()) <= 30
    assert list(engine.rglob("tests/test_*.py"))


def test_every_runtime_dependency_has_a_decision_record():
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    records = "\n".join(path.read_text("utf-8") for path in (REPOSITORY / "docs" / "decisions").glob("*.md"))
    assert unexplained(declared, records) == []


def unused(dependencies: list[str], code: str) -> list[str]:
    """Return the dependencies that the code neither imports nor names."""
    names = [re.split(r"[\[<>=!~ ;]", dependency)[0] for dependency in dependencies]
    return [name for name in names if not re.search(rf"\b{re.escape(_MODULES.get(name, name))}\b", code)]


def test_every_runtime_dependency_is_used():
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    files = (path for path in (REPOSITORY / "lingxing").rglob("*.py") if "tests" not in path.parts)
    assert unused(declared, "\n".join(path.read_text("utf-8") for path in files)) == []


def test_a_dependency_that_nobody_uses_is_seen():
    assert unused(["django>=5", "left-pad"], "import django") == ["left-pad"]


def test_a_dependency_without_a_record_is_seen():
    assert unexplained(["django>=5", "left-pad"], "We use Django.") == ["left-pad"]


def test_no_file_names_a_machine_or_a_registry():
    found = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += workplace_lines(str(path.relative_to(REPOSITORY)), text)
    assert found == []


def test_a_path_of_a_machine_is_seen():
    assert len(workplace_lines("a", "x\n/" + "tmp/x")) == 1


@pytest.mark.gazettes
def test_no_sentence_of_the_gazettes_is_copied():
    if not VERBATIM.is_file():
        pytest.skip("the tool that compares with the gazettes is absent")
    done = subprocess.run([sys.executable, VERBATIM, REPOSITORY], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
