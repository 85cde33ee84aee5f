"""`lingxing gazette import`: stored once, and what can't be stored is said in one line."""

import json

import pytest
from click.testing import CliRunner

from lingxing.cli.gazette.store import store
from lingxing.cli.gazette.tests.test_check import GAZETTE
from lingxing.engines.documents.models import Gazette

pytestmark = pytest.mark.django_db


def run(*arguments):
    return CliRunner().invoke(store, [str(argument) for argument in arguments])


def test_the_same_gazette_twice_is_stored_once(tmp_path):
    path = tmp_path / "公报.txt"
    path.write_text(GAZETTE, "utf-8")
    first, second = run(path), run(path)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "新增1件" in first.stdout
    assert "内容没有变化" in second.stdout


def test_json_tells_what_became_of_every_document(tmp_path):
    path = tmp_path / "公报.txt"
    path.write_text(GAZETTE, "utf-8")
    found = json.loads(run("--json", path).stdout)
    assert [document["outcome"] for document in found["gazettes"][0]["documents"]] == ["new"]


def test_a_broken_file_stores_nothing_and_the_others_are_stored(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(GAZETTE, "utf-8")
    bad.write_bytes(b"\0\1\2" * 100)
    done = run(bad, good)
    assert done.exit_code == 2
    assert "新增1件" in done.stdout
    assert Gazette.objects.count() == 1
