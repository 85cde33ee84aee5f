"""Backup and restore, online, on both databases."""

import contextlib
import dataclasses
import hashlib
import json
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from lingxing.cli.backup.archive import new_backup, open_backup
from lingxing.cli.backup.postgresql import as_backed_up
from lingxing.kernel.errors import LingxingError
from tests.installation import copied_installation, lingxing, start

WRITER = """
import sys
import django; django.setup()
from django.utils import timezone
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import OPERATOR
for n in range(400):
    record("document:1", "confirm", OPERATOR, {"n": n}, timezone.now())
    if n == 5:
        print("under way", flush=True)
"""


def done(answer):
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def model(migrated_model, tmp_path_factory):
    with copied_installation(migrated_model, tmp_path_factory.mktemp("office") / "home") as environment:
        done(lingxing(environment, "account", "create", "张三", "--role", "administrator"))
        yield environment


@pytest.fixture
def office(model, tmp_path):
    with copied_installation(model, tmp_path / "home") as environment:
        yield environment


@pytest.fixture(scope="module")
def backed_up(model, tmp_path_factory):
    """Return an office that has gone on since its backup, and the backup: what is refused leaves it as it is."""
    folder = tmp_path_factory.mktemp("backed_up")
    with copied_installation(model, folder / "home") as environment:
        done(lingxing(environment, "backup", str(folder / "one.zip")))
        done(lingxing(environment, "account", "create", "lisi"))
        yield environment, folder / "one.zip"


@pytest.mark.database
def test_a_backup_brings_back_what_stood_then(office, tmp_path):
    file = tmp_path / "one.zip"
    done(lingxing(office, "backup", str(file)))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    done(lingxing(office, "account", "create", "lisi"))
    refused = lingxing(office, "restore", str(file))
    assert (refused.returncode, "--force" in refused.stderr) == (1, True)
    assert "lisi" in done(lingxing(office, "account", "list"))
    done(lingxing(office, "restore", "--force", str(file)))
    assert done(lingxing(office, "account", "list")) == "张三\t管理员\t启用\t张三\n"
    assert "台账完好" in done(lingxing(office, "ledger", "check"))
    done(lingxing(office, "account", "create", "wangwu"))


@pytest.mark.database
def test_a_backup_goes_into_an_installation_that_was_only_set_up(office, tmp_path):
    file = tmp_path / "one.zip"
    done(lingxing(office, "backup", str(file)))
    done(lingxing(office, "restore", "--force", str(file)))
    assert "张三" in done(lingxing(office, "account", "list"))


@pytest.mark.database
def test_a_backup_under_writers_is_one_whole_state(office, tmp_path):
    file = tmp_path / "one.zip"
    writer = start(office, "-c", WRITER)
    assert writer.stdout is not None
    assert writer.stdout.readline().strip() == "under way"
    done(lingxing(office, "backup", str(file)))
    _, errors = writer.communicate(timeout=120)
    assert writer.returncode == 0, errors
    done(lingxing(office, "restore", "--force", str(file)))
    assert "台账完好：2 条链" in done(lingxing(office, "ledger", "check"))


@pytest.mark.database
@pytest.mark.parametrize("damage", ["byte", "cut", "noise", "member", "digest", "later", "forged"])
def test_a_damaged_or_unfit_backup_is_refused_and_the_database_stays(backed_up, tmp_path, damage):
    office, sound = backed_up
    file = Path(shutil.copy(sound, tmp_path))
    harm(file, damage)
    answer = lingxing(office, "restore", "--force", str(file))
    assert answer.returncode == 1, answer.stdout
    assert "Traceback" not in answer.stderr
    assert "lisi" in done(lingxing(office, "account", "list"))


def harm(file: Path, damage: str) -> None:
    """Damage the backup in one of the ways that files are damaged."""
    data = bytearray(file.read_bytes())
    if damage == "byte":
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    elif damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "noise":
        file.write_bytes(b"no backup")
    else:
        rewrite(file, damage)


def rewrite(file: Path, damage: str) -> None:
    """Write the archive again, sound as a ZIP, with other contents than its manifest says."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    largest = max(manifest["members"], key=lambda name: manifest["members"][name]["length"])
    if damage == "member":
        members[largest] += b"\n"
    elif damage == "forged":
        members[largest] = b"\xff no such rows"
        facts = {"length": len(members[largest]), "sha256": hashlib.sha256(members[largest]).hexdigest()}
        manifest["members"][largest] = facts
    elif damage == "digest":
        manifest["members"][largest]["sha256"] = "0" * 64
    else:
        manifest["migrations"].append(["documents", "9999_from_the_future"])
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.database
def test_a_backup_whose_ledger_was_changed_is_refused(office, tmp_path):
    file = tmp_path / "one.zip"
    tamper = """
import django; django.setup()
from django.db import connection
from lingxing.engines.ledger.guards import install_guards, remove_guards
remove_guards(connection)
connection.cursor().execute("UPDATE ledger_ledgerentry SET role = 'editor'")
install_guards(connection)
"""
    _, errors = start(office, "-c", tamper).communicate(timeout=60)
    assert not errors
    done(lingxing(office, "backup", str(file)))
    answer = lingxing(office, "restore", "--force", str(file))
    assert (answer.returncode, "台账不完整" in answer.stderr) == (1, True)


@pytest.mark.database
def test_after_a_restore_the_database_refuses_changes_again(office, tmp_path):
    file = tmp_path / "one.zip"
    done(lingxing(office, "backup", str(file)))
    done(lingxing(office, "restore", "--force", str(file)))
    change = "import django; django.setup()\nfrom django.db import connection\n"
    change += "connection.cursor().execute(\"UPDATE ledger_ledgerentry SET role = 'editor'\")"
    _, errors = start(office, "-c", change).communicate(timeout=60)
    assert "never changed" in errors


def test_a_backup_that_fails_leaves_no_file(tmp_path):
    file = tmp_path / "one.zip"
    with pytest.raises(ZeroDivisionError), new_backup(file):
        _ = 1 // 0
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_not_overwritten(tmp_path):
    file = tmp_path / "one.zip"
    file.write_text("mine")
    with pytest.raises(LingxingError, match="已存在"), new_backup(file):
        pass
    assert file.read_text() == "mine"


def test_one_changed_byte_anywhere_is_found_or_changes_nothing(tmp_path):
    whole, harmed = tmp_path / "one.zip", tmp_path / "two.zip"
    content = b"".join(number.to_bytes(2, "big") for number in range(300))
    with new_backup(whole) as writer:
        writer.add("a", [content])
        writer.finish("sqlite", "1", [("x", "0001")], {"s": 3})
    data = whole.read_bytes()
    for at in range(len(data)):
        harmed.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        try:
            with open_backup(harmed) as reader:
                assert [b"".join(reader.chunks(member)) for member in reader.manifest.members] == [content]
        except LingxingError:
            continue


@pytest.mark.parametrize(
    "change", [{"members": []}, {"members": {"a": 1}}, {"sequences": 1}, {"migrations": [1]}, {"format": []}]
)
def test_a_manifest_of_another_form_is_refused(tmp_path, change):
    facts = {"format": "lingxing-backup-1", "database": "sqlite", "version": "1", "made_at": "", "migrations": []}
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps(facts | {"members": {}, "sequences": {}} | change))
    with pytest.raises(LingxingError), open_backup(tmp_path / "one.zip"):
        pass


def test_a_member_that_swells_beyond_its_stated_length_is_not_unpacked(tmp_path):
    file = tmp_path / "one.zip"
    with new_backup(file) as writer:
        writer.add("a", [b"0" * 1024 * 1024] * 40)
        writer.members[0] = dataclasses.replace(writer.members[0], length=10)
        writer.finish("sqlite", "1", [("x", "0001")], {})
    unpacked = 0
    with open_backup(file) as reader, contextlib.suppress(LingxingError):
        for chunk in reader.chunks(reader.manifest.members[0]):
            unpacked += len(chunk)
    assert unpacked <= 2 * 1024 * 1024


def test_members_read_back_as_written(tmp_path):
    file = tmp_path / "one.zip"
    with new_backup(file) as writer:
        writer.add("a", [b"one", b"two"])
        writer.add("empty", [])
        writer.finish("sqlite", "1", [("x", "0001")], {"s": 3})
    with open_backup(file) as reader:
        reader.check()
        assert [b"".join(reader.chunks(member)) for member in reader.manifest.members] == [b"onetwo", b""]
        assert (reader.manifest.migrations, reader.manifest.sequences) == ((("x", "0001"),), {"s": 3})


def test_columns_come_back_in_the_order_they_left_in_and_other_tables_are_left_out(tmp_path):
    now = {"a": ["id", "name"], "b": ["id"], "c": ["id"]}
    assert list(as_backed_up(reader_of(tmp_path / "old.zip", []), now).items()) == list(now.items())
    told = b'{"a": ["name", "id"], "b": ["id", "gone"], "d": ["id"]}'
    found = as_backed_up(reader_of(tmp_path / "new.zip", [("columns.json", told)]), now)
    assert found == {"a": ["name", "id"]}


@pytest.mark.parametrize("told", [b"no json", b"[]", b'{"a": 1}', b'{"a": [1, "id"]}'])
def test_a_backup_that_tells_no_columns_where_it_should_is_refused(tmp_path, told):
    with pytest.raises(LingxingError, match="备份中的表与本程序的不符"):
        as_backed_up(reader_of(tmp_path / "bad.zip", [("columns.json", told)]), {"a": ["id", "name"]})


def reader_of(file, members):
    with new_backup(file) as writer:
        for name, content in members:
            writer.add(name, [content])
        writer.finish("postgresql", "1", [("x", "0001")], {})
    with open_backup(file) as reader:
        return Read(
            reader.manifest, {member.name: b"".join(reader.chunks(member)) for member in reader.manifest.members}
        )


class Read:
    """A backup that was read whole."""

    def __init__(self, manifest, contents):
        self.manifest, self._contents = manifest, contents

    def chunks(self, member):
        return [self._contents[member.name]]


STORE = """
import django; django.setup()
from lingxing.engines.cases.uploads.storing import store_file
print(store_file(b"words of a paper", "attachment:1"))
"""
LOAD = """
import sys
import django; django.setup()
from lingxing.engines.cases.uploads.storing import load_file
print(load_file(sys.argv[1], "attachment:1").decode())
"""


def spoken(process):
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return output.strip()


@pytest.mark.database
def test_what_people_handed_in_comes_back_sealed_as_it_was(office, tmp_path):
    name = spoken(start(office, "-c", STORE))
    path = Path(office["LINGXING_HOME"], "uploads", name[:2], name[2:])
    sealed, file = path.read_bytes(), tmp_path / "one.zip"
    done(lingxing(office, "backup", str(file)))
    with zipfile.ZipFile(file) as archive:
        assert not any(b"words of a paper" in archive.read(member) for member in archive.namelist())
    path.unlink()
    done(lingxing(office, "restore", "--force", str(file)))
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (sealed, 0o600)
    assert spoken(start(office, "-c", LOAD, name)) == "words of a paper"


@pytest.mark.database
@pytest.mark.parametrize("name", ["uploads/../../secret", f"uploads/ab/{'0' * 62}", "uploads/x"])
def test_a_file_under_a_false_name_is_refused_before_anything_is_replaced(backed_up, tmp_path, name):
    office, sound = backed_up
    file = tmp_path / "one.zip"
    with zipfile.ZipFile(sound) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    manifest["members"][name] = {"length": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    members |= {name: b"x", "manifest.json": json.dumps(manifest).encode()}
    with zipfile.ZipFile(file, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    answer = lingxing(office, "restore", "--force", str(file))
    assert (answer.returncode, "与它的名称不符" in answer.stderr) == (1, True), answer.stderr
    assert "lisi" in done(lingxing(office, "account", "list"))
