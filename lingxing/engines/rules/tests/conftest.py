"""Pages over the invented packages."""

import pytest

from lingxing.engines.rules import queries
from lingxing.engines.rules.tests.invented import loaded


@pytest.fixture(scope="session")
def invented_packages():
    """Return the invented packages, read once."""
    return loaded()


@pytest.fixture
def invented(monkeypatch, invented_packages):
    """Let the invented packages be the installed ones, and return them by id."""
    monkeypatch.setattr(queries, "load_packages", lambda: invented_packages)
    return invented_packages.packages
