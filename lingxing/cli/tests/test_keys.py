"""The keys that seal personal data, from the command line."""

import re
import stat
import zipfile
from pathlib import Path

import pytest

from tests.installation import lingxing

pytestmark = pytest.mark.database


def done(answer):
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_keys_are_made_listed_and_changed(migrated):
    folder = Path(migrated["LINGXING_HOME"]) / "keys"
    files = sorted(folder.glob("data-*.key"))
    assert len(files) == 1
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    secret = files[0].read_text().strip()
    (first,) = done(lingxing(migrated, "keys", "list")).splitlines()
    assert re.fullmatch(r"0001[0-9a-f]{12}\t封存新数据", first)
    rotated = done(lingxing(migrated, "keys", "rotate"))
    assert "重新启动服务" in rotated
    listed = done(lingxing(migrated, "keys", "list"))
    assert [line.split("\t")[1] for line in listed.splitlines()] == ["封存新数据", "只用来打开旧数据"]
    assert listed.startswith("0002")
    assert secret not in listed + rotated
    assert "台账完好" in done(lingxing(migrated, "ledger", "check"))


def test_no_key_is_in_a_backup(migrated, tmp_path):
    file = tmp_path / "one.zip"
    done(lingxing(migrated, "backup", str(file)))
    with zipfile.ZipFile(file) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist()) + " ".join(archive.namelist()).encode()
    for path in (Path(migrated["LINGXING_HOME"]) / "keys").iterdir():
        assert path.name.encode() not in content
        assert path.read_bytes().strip() not in content
