"""Files on the disk: sealed, whole, named by what lies there."""

import hashlib
import stat

import pytest

from lingxing.engines.cases.uploads.serving import as_download
from lingxing.engines.cases.uploads.storing import load_file, remove_file, store_file, stored_files
from lingxing.kernel.errors import NotFound
from lingxing.kernel.sealing import Unsealable


@pytest.fixture
def uploads(settings, tmp_path):
    settings.UPLOAD_DIRECTORY = tmp_path / "uploads"
    return settings.UPLOAD_DIRECTORY


def test_what_was_stored_is_read_back_and_lies_sealed(uploads):
    name = store_file(b"secret words", "attachment:1")
    path = uploads / name[:2] / name[2:]
    assert load_file(name, "attachment:1") == b"secret words"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == name
    assert b"secret" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(uploads.stat().st_mode) & 0o077 == stat.S_IMODE(uploads.stat().st_mode) & 0o055


def test_the_same_file_twice_gives_nothing_away(uploads):
    assert store_file(b"x", "attachment:1") != store_file(b"x", "attachment:1")


def test_an_altered_or_moved_file_does_not_open(uploads):
    name = store_file(b"words", "attachment:1")
    with pytest.raises(Unsealable):
        load_file(name, "attachment:2")
    path = uploads / name[:2] / name[2:]
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(Unsealable):
        load_file(name, "attachment:1")


def test_a_file_that_is_gone_is_said_to_be(uploads):
    name = store_file(b"words", "attachment:1")
    remove_file(name)
    remove_file(name)
    with pytest.raises(NotFound):
        load_file(name, "attachment:1")


def test_the_files_are_listed_by_age(uploads):
    name = store_file(b"words", "attachment:1")
    assert list(stored_files()) == [name]
    assert list(stored_files(older_than_seconds=3600)) == []


def test_a_download_is_never_a_page():
    response = as_download(b"%PDF-", "application/pdf", '张三 "证".pdf\r\nX-Evil: 1')
    assert response["Content-Disposition"].startswith("attachment")
    assert "\n" not in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
