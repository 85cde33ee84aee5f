"""Citations held against the stored text, where there is one."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError

from lingxing.cli.policy import citing, stored
from lingxing.engines.rules.citations import Citations
from lingxing.language.packages import load_folder
from lingxing.language.packages.tests.folders import CITIES


@pytest.fixture(scope="module")
def package():
    return load_folder(CITIES / "yunmengze" / "heating_2024")


def told(monkeypatch, package, found):
    def citations(policy):
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(stored, "citations", citations)
    return stored.unknown_articles(package.policy, dict(citing.cited_articles(package)))


def test_articles_that_the_text_lacks_are_told_with_their_place(monkeypatch, package):
    places = {f"第{number}条": "unit" for number in "三四五六七八九"}
    unknown, note = told(monkeypatch, package, Citations("key", "title", places))
    assert (list(unknown), note) == (["第十条"], "")
    assert unknown["第十条"].rpartition("/")[2].startswith("formulas.py:")


def test_a_document_that_was_not_imported_is_said_so(monkeypatch, package):
    assert told(monkeypatch, package, Citations()) == ({}, "原文未导入，引用的条款未核对")


def test_a_database_that_does_not_answer_is_said_so(monkeypatch, package):
    unknown, note = told(monkeypatch, package, DatabaseError("gone"))
    assert (unknown, "没有应答" in note) == ({}, True)


def test_tasks_that_the_text_did_not_give_are_told_with_their_place(monkeypatch, package):
    tasks = [SimpleNamespace(id="task__sec_1")]
    monkeypatch.setattr(stored, "citations", lambda policy: Citations("key", "title"))
    monkeypatch.setattr(stored, "document_page", lambda key, on: SimpleNamespace(document=SimpleNamespace(tasks=tasks)))
    named = {"task__sec_1": "catalogue.yaml:1", "task__sec_2": "catalogue.yaml:2"}
    assert stored.unknown_tasks(package.policy, named) == {"task__sec_2": "catalogue.yaml:2"}


def test_tasks_of_a_document_that_was_not_imported_are_not_asked_for(monkeypatch, package):
    monkeypatch.setattr(stored, "citations", lambda policy: Citations())
    assert stored.unknown_tasks(package.policy, {"task__sec_1": "catalogue.yaml:1"}) == {}
