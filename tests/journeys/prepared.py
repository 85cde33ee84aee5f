"""Installations on the embedded database that are made once for all workers, and copied."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
_PATIENCE = 600


def environment(home: Path) -> dict[str, str]:
    """Return the environment of an installation at `home`, whatever this process's own is."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
    django = {"DJANGO_SETTINGS_MODULE": "lingxing.web.settings"}
    return inherited | django | {"LINGXING_HOME": str(home), "PYTHONPATH": str(REPOSITORY)}


def once(home: Path, make: Callable[[Path], object]) -> Path:
    """Return `home` as `make` leaves it, made by the worker that asks first while the others wait."""
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            part = home.with_suffix(".part")
            shutil.rmtree(part, ignore_errors=True)
            make(part)
            part.rename(home)
    return home


class Workshop:
    """The folder where the workers of this run find what is prepared."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def tables(self) -> Path:
        """Return the home of an installation that has its tables and keys: to be copied, never used."""
        return once(self._folder / "tables", lambda home: _run(environment(home), "migrate"))

    def demo(self) -> Path:
        """Return the home of a demo that was told and stopped: to be copied, never used."""
        return once(self._folder / "demo", self._tell)

    def offer_demo(self, home: Path) -> None:
        """Let others copy the demo at `home`, made some other way, unless there is one."""
        once(self._folder / "demo", lambda new: shutil.copytree(home, new))

    def _tell(self, home: Path) -> None:
        shutil.copytree(self.tables(), home)
        _run(environment(home), "demo", "--no-serve")


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Give what is prepared once for all workers of this run."""
    own = tmp_path_factory.getbasetemp()
    return Workshop(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


def _run(environment: Mapping[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "lingxing", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    if done.returncode:
        raise RuntimeError(f"lingxing {' '.join(arguments)}: {done.stderr[-3000:]}")
