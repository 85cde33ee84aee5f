"""The wheel holds everything that an installation needs, and works away from the repository."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.journeys.prepared import workshop

__all__ = ["workshop"]
REPOSITORY = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.package


def tracked() -> list[str]:
    """Return the paths that git keeps; skip where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    return [name for name in listed.stdout.decode().split("\0") if name and (REPOSITORY / name).exists()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from what git keeps, so that nothing left over in the tree can help."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("wheel")
    for name in tracked():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(REPOSITORY / name, tree / name, follow_symlinks=False)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", out, tree], check=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Unpack the wheel as an installer does; return a function that runs the command from it in an empty folder."""
    target, empty = tmp_path_factory.mktemp("installed"), tmp_path_factory.mktemp("empty")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)

    def run(*arguments: object, module: str = "lingxing") -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "HOME": str(empty), "PYTHONPATH": str(target)}
        command = [sys.executable, "-m", module, *map(str, arguments)]
        return subprocess.run(command, cwd=empty, env=environment, capture_output=True, text=True, check=False)

    run.target, run.empty = target, empty
    return run


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    meant = {name for name in tracked() if name.startswith("lingxing/") and "/tests/" not in name}
    assert sorted(meant - packed) == []
    assert any(name.endswith("licenses/LICENSE") for name in packed)


def test_the_wheel_ships_no_tests(wheel):
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if "/tests/" in name] == []


def test_help_is_given(installed):
    done = installed("--help")
    assert done.returncode == 0, done.stderr
    for command in ("demo", "serve", "gazette", "backup", "restore"):
        assert command in done.stdout


def test_what_is_installed_is_what_runs(installed):
    code = "import lingxing, pathlib; print(pathlib.Path(lingxing.__file__).parent)"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(installed.target)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd="/", capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(installed.target / "lingxing")


def test_a_gazette_is_read_without_a_database(installed):
    examples = installed.target / "lingxing" / "examples"
    done = installed("gazette", "check", examples)
    assert done.returncode == 0, done.stderr
    assert "云梦泽市" in done.stdout


def test_a_library_is_made_and_filled(installed, workshop):
    done = installed("demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert "新导入" in done.stdout
    (accounts,) = installed.empty.rglob("demo-accounts.json")
    workshop.offer_demo(accounts.parent)
