"""What every room's tests share."""

import os
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests.emptying import hasten
from tests.installation import copied_installation, fresh_installation, lingxing
from tests.sizes import sized

REPOSITORY = Path(__file__).parent
REFERENCE = REPOSITORY.parent / "shared" / "gazettes"
_DATABASE_FIXTURES = frozenset({"db", "transactional_db", "django_db_setup", "client", "admin_client", "live_server"})
_EMBEDDED_ALONE = re.compile(
    r"web/tests/test_(pages|routes|ledger_pages)\.py|cases/tests/test_(applying|forms|office|upkeep)_pages?\.py"
    r"|(disclosure|rules|hotline|supervision)/tests/test_pages\.py|tests/test_(editing|duty|board|matter)_pages\.py"
    r"|policies/test_(packages|plans_assigned|ezhou_\w+_stored|qianjiang_\w+_stored)\.py"
    r"|web/tests/test_api_docs\.py|test_console\.py.*(no_price|bodies)_"
    r"|test_demo\.py.*(every_role|\[a Sunday|\[an early)"
    r"|test_every_route\.py.*\[(stranger|other|elsewhere|supervisor|officer|grantor|auctioneer)"
)
"""Tests that ask a database nothing that others like them don't ask on both: those of engines' own pages, two cities'
stored stories, the gazettes' plans in a row, one day of the demo, the roles that write most, and what is
refused before it is asked."""
_EMBEDDED_PROCESSES = re.compile(
    r"cli/ledger/tests/test_verify\.py|cli/tests/test_serving_certificates\.py"
    r"|test_serving\.py.*(port_in_use|proxy)|test_commands\.py.*(accounts|organs|ledger)_"
    r"|test_backup\.py.*(\[|only_set_up|false_name)"
)
"""Tests of several processes, which cost most, that ask a database nothing either that others don't ask on both."""

_BESIDE_MODELS = ("lingxing.engines.documents.migrations.0002_search",)
"""Migrations that make tables or columns of no model."""

# A loaded machine is no failure; what CI says must not depend on chance.
settings.register_profile(
    "lingxing",
    deadline=None,
    derandomize=os.environ.get("CI", "") not in {"", "false", "0"},
    max_examples=sized(40, 100),
)
settings.load_profile("lingxing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that are to run on both databases; skip those whose reference is absent."""
    for item in items:
        fixtures = frozenset(getattr(item, "fixturenames", ()))
        uses_database = item.get_closest_marker("django_db") or fixtures & _DATABASE_FIXTURES
        if uses_database and not _EMBEDDED_ALONE.search(item.nodeid):
            item.add_marker(pytest.mark.database)
        if _EMBEDDED_PROCESSES.search(item.nodeid):
            item.add_marker(pytest.mark.embedded)
        if item.get_closest_marker("gazettes") and not REFERENCE.is_dir():
            item.add_marker(pytest.mark.skip(reason="the reference gazettes are not beside this repository"))


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Make tables of the models, which takes a tenth of the time: installations of tests are migrated as others are."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001
    """Add what no model says; leave out the ledger's triggers: emptying tables between tests is what they refuse."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for name in _BESIDE_MODELS:
            import_module(name).create(apps, editor)
    with django_db_blocker.unblock():
        hasten(connection)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment of a fresh installation, for tests of several processes (see tests.installation)."""
    with fresh_installation(tmp_path / "home") as environment:
        yield environment


@pytest.fixture(scope="session")
def migrated_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Give an installation with its tables and keys, made once: to be copied, never used."""
    with fresh_installation(tmp_path_factory.mktemp("model") / "home") as environment:
        made = lingxing(environment, "migrate")
        if made.returncode:
            pytest.fail(made.stderr)
        yield environment


@pytest.fixture
def migrated(migrated_model: Mapping[str, str], tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment of an installation that has its tables and keys, and nothing else in it yet."""
    with copied_installation(migrated_model, tmp_path / "home") as environment:
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
