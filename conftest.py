"""What every room's tests share."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from lingxing.engines.ledger.guards import remove_guards
from tests.installation import fresh_installation

REPOSITORY = Path(__file__).parent
REFERENCE = REPOSITORY.parent / "shared" / "gazettes"
_DATABASE_FIXTURES = frozenset({"db", "transactional_db", "django_db_setup", "client", "admin_client", "live_server"})

# A loaded machine is no failure; what CI says must not depend on chance.
settings.register_profile("lingxing", deadline=None, derandomize=os.environ.get("CI", "") not in {"", "false", "0"})
settings.load_profile("lingxing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use the database, so that they can run on both; skip those whose reference is absent."""
    for item in items:
        fixtures = frozenset(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & _DATABASE_FIXTURES:
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("gazettes") and not REFERENCE.is_dir():
            item.add_marker(pytest.mark.skip(reason="the reference gazettes are not beside this repository"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001
    """Take the ledger's triggers out of the test database: emptying it between tests is what they refuse."""
    with django_db_blocker.unblock():
        remove_guards(connection)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment of a fresh installation, for tests of several processes (see tests.installation)."""
    with fresh_installation(tmp_path / "home") as environment:
        yield environment


@pytest.fixture(scope="session")
def reference() -> Path:
    """Return the folder of the five reference gazettes and documents.json; skip where it is absent."""
    if not REFERENCE.is_dir():
        pytest.skip("the reference gazettes are not beside this repository")
    return REFERENCE


@pytest.fixture(scope="session")
def examples() -> Path:
    """Return the folder of the invented cities' gazettes."""
    return REPOSITORY / "examples"
