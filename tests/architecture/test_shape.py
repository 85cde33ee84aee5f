"""Sizes, names, docstrings and effects. Each rule has a sample that breaks it."""

import pytest

from tests.architecture import shape
from tests.architecture.modules import read_modules, sample

_VIEWS = "lingxing.engines.documents.views"

SAMPLES = {
    shape.long_functions: {_VIEWS: "def f():\n" + "    x = 1\n" * 60},
    shape.long_files: {_VIEWS: "x = 1\n" * 401},
    shape.nameless_modules: {"lingxing.kernel.utils": ""},
    shape.undocumented: {_VIEWS: '"""Views."""\ndef f():\n    return 1\n'},
    shape.signals: {_VIEWS: "from django.db.models.signals import post_save"},
    shape.working_saves: {_VIEWS: "class A:\n    def save(self):\n        self.x = 1\n        super().save()\n"},
    shape.effects_on_import: {_VIEWS: "import os\nos.mkdir('x')\n"},
    shape.environment_readers: {_VIEWS: "import os\nhome = os.environ['HOME']\n"},
    shape.floats: {"lingxing.kernel.money": "half = 0.5"},
    shape.reference_readers: {_VIEWS: "path = '../shared/gazettes'"},
    shape.named_policies: {_VIEWS: "first = 'atown/fees_2024'", "lingxing.policies.atown": ""},
}
LIMITED = {shape.long_functions, shape.long_files, shape.nameless_modules}


@pytest.fixture(scope="module")
def modules():
    return read_modules("lingxing")


@pytest.fixture(scope="module")
def everything(modules):
    return (*modules, *read_modules("tests", "benchmarks"))


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps(rule, modules, everything):
    found = rule(everything if rule in LIMITED else modules)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_a_breach_is_seen_by(rule):
    assert len(rule(sample(SAMPLES[rule]))) == 1


def test_a_save_that_refuses_or_passes_on_is_allowed():
    text = "class A:\n  def save(self):\n    if self.pk:\n      raise NotAllowed('x')\n    super().save()\n"
    assert shape.working_saves(sample({_VIEWS: text})) == []


def test_setting_a_variable_is_no_reading():
    assert shape.environment_readers(sample({_VIEWS: "import os\nos.environ['A'] = 'b'\n"})) == []


def test_a_call_on_the_modules_own_thing_is_no_effect():
    assert shape.effects_on_import(sample({_VIEWS: "api = Api()\napi.add_router('x')\n"})) == []
