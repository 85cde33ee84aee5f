"""Every package of the tree proves itself, and cites nothing that its document does not hold."""

from pathlib import Path

import pytest
from django.utils import timezone

from lingxing.cli.policy.citing import cited_articles
from lingxing.cli.policy.proof import prove
from lingxing.cli.policy.stored import unknown_articles, unknown_tasks
from lingxing.engines.documents.intake import read_gazette
from lingxing.engines.documents.services import import_gazette
from lingxing.kernel.actors import OPERATOR
from lingxing.language.packages import find_packages, load_package, load_packages

NAMES = sorted(find_packages())


def test_every_package_loads() -> None:
    loaded = load_packages()
    assert not loaded.problems
    assert sorted(loaded.packages) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_package_is_proved(name: str) -> None:
    """Its examples are right, and a small change of any figure makes one of them wrong."""
    proof = prove(load_package(name))
    assert proof.examples or not load_package(name).marked
    assert not proof.faults, "\n".join(f"{fault.kind} {fault.where} {fault.text}" for fault in proof.faults)


@pytest.mark.parametrize("name", NAMES)
def test_a_package_is_told_in_the_coverage(name: str) -> None:
    coverage = Path(__file__).parents[2] / "docs" / "coverage.md"
    assert f"`{name}`" in coverage.read_text("utf-8")


@pytest.mark.gazettes
@pytest.mark.django_db
def test_every_cited_article_stands_in_the_stored_text(reference: Path) -> None:
    for path in sorted(reference.glob("*.txt")):
        import_gazette(read_gazette(path.name, path.read_bytes()), OPERATOR, timezone.now())
    for name in NAMES:
        package = load_package(name)
        unknown, note = unknown_articles(package.policy, dict(cited_articles(package)))
        assert (unknown, note) == ({}, ""), name
        named = dict.fromkeys(package.catalogue.extracted_ids(), name)
        assert unknown_tasks(package.policy, named) == {}, name
