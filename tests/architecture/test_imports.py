"""Imports run one way. Each rule has a sample that breaks it."""

import pytest

from tests.architecture import imports
from tests.architecture.modules import read_modules, sample

_DOCUMENTS = "lingxing.engines.documents"

SAMPLES = {
    imports.wrong_direction: {"lingxing.kernel.dates": "from lingxing.engines.ledger import services"},
    imports.wrong_engine: {f"{_DOCUMENTS}.views": "from lingxing.engines.parties.models import Account"},
    imports.unknown_engines: {"lingxing.engines.weather.domain": ""},
    imports.impure_domain: {f"{_DOCUMENTS}.domain.status": "from django.db import models"},
    imports.lazy_imports: {f"{_DOCUMENTS}.views": "def f():\n    from lingxing.kernel import dates\n"},
    imports.star_imports: {f"{_DOCUMENTS}.views": "from lingxing.kernel.dates import *"},
    imports.cycles: {
        "lingxing.kernel.a": "from lingxing.kernel.b import x",
        "lingxing.kernel.b": "import lingxing.kernel.a",
    },
}


@pytest.fixture(scope="module")
def modules():
    return read_modules("lingxing")


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps(rule, modules):
    found = rule(modules)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_a_breach_is_seen_by(rule):
    assert len(rule(sample(SAMPLES[rule]))) == 1


def test_a_later_engine_is_not_used_by_an_earlier_one():
    modules = sample({"lingxing.engines.ledger.services": "from lingxing.engines.documents.queries import library"})
    assert len(imports.wrong_engine(modules)) == 1


def test_a_policy_imports_the_language_and_no_engine():
    modules = sample({"lingxing.policies.atown.fees.formulas": "from lingxing.engines.rules import queries"})
    assert len(imports.wrong_direction(modules)) == 1
    modules = sample({"lingxing.engines.rules.queries": "from lingxing.policies.atown.fees import formulas"})
    assert len(imports.wrong_direction(modules)) == 1


def test_printing_knows_the_kernel_alone():
    modules = sample({"lingxing.printing.paper": "from lingxing.language.nodes import Node"})
    assert len(imports.wrong_direction(modules)) == 1
    modules = sample({"lingxing.engines.cases.papers.files": "from lingxing.printing.paper import Paper"})
    assert imports.wrong_direction(modules) == []


def test_services_queries_and_access_of_earlier_engines_are_open():
    text = (
        "from lingxing.engines.ledger.services import record\n"
        "from lingxing.engines.parties.access import requires\n"
        "from lingxing.engines.parties import queries\n"
    )
    assert imports.wrong_engine(sample({f"{_DOCUMENTS}.views": text})) == []


def test_what_is_imported_for_types_alone_makes_no_cycle():
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lingxing.kernel.b import x\n"
    modules = sample({"lingxing.kernel.a": text, "lingxing.kernel.b": "import lingxing.kernel.a"})
    assert imports.cycles(modules) == []
