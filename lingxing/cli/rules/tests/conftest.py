"""The invented city's packages as an installed distribution."""

import os

import pytest

from lingxing.language.packages import catalogue, discovery
from lingxing.language.packages.tests.folders import distribute


@pytest.fixture
def city(tmp_path, monkeypatch):
    """Install the packages of 云梦泽市 beside those of the project."""
    monkeypatch.syspath_prepend(str(distribute(tmp_path / "site")))
    catalogue.cache_clear()
    discovery._load.cache_clear()
    yield
    catalogue.cache_clear()
    discovery._load.cache_clear()


@pytest.fixture
def environment(tmp_path):
    """Return the environment of processes in which the packages of 云梦泽市 are installed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
    return kept | {"PYTHONPATH": str(distribute(tmp_path / "process")), "LINGXING_HOME": str(tmp_path / "home")}
