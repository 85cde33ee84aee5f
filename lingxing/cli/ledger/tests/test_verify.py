"""`lingxing ledger …` in an installation, and `lingxing verify` on a machine that has none."""

import re

import pytest

from tests.installation import lingxing

NOWHERE = {"LINGXING_DATABASE": "postgresql://nobody@192.0.2.1/none", "LINGXING_HOME": "/nonexistent"}


def done(answer):
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@pytest.mark.database
def test_checkpoints_exports_and_keys_from_the_office_to_an_outsider(migrated, tmp_path):
    done(lingxing(migrated, "account", "create", "lisi"))
    kept, other, key = tmp_path / "checkpoint.json", tmp_path / "other.json", tmp_path / "key.pem"
    assert "已写到" in done(lingxing(migrated, "ledger", "checkpoint", "--out", str(kept)))
    printed = done(lingxing(migrated, "ledger", "key", "--out", str(key)))
    assert re.fullmatch(r"指纹 [0-9a-f]{64}\n", printed)
    done(lingxing(migrated, "account", "role", "lisi", "editor"))
    assert "第2号检查点起用新密钥" in done(lingxing(migrated, "ledger", "rotate-key"))
    assert len(done(lingxing(migrated, "ledger", "checkpoints")).splitlines()) == 2
    done(lingxing(migrated, "ledger", "checkpoint", "--number", "1", "--out", str(other)))
    assert other.read_bytes() == kept.read_bytes()
    assert "台账完好：1 条链，2 个检查点" in done(lingxing(migrated, "ledger", "check"))
    file = tmp_path / "ledger.jsonl"
    done(lingxing(migrated, "ledger", "export", str(file), "--at", "1"))
    outside = migrated | NOWHERE
    evidence = ["--key", str(key), "--checkpoint", str(kept)]
    assert done(lingxing(outside, "verify", str(file), *evidence)).splitlines()[:4] == [
        "台账完好：1 条链，共 2 条。",
        "检查点 2 个（第1号至第2号），首尾相接，签名有效。",
        "第2号检查点证明其中 2 条，其余 0 条在它之后。",
        "第1号检查点与所给的相同。",
    ]
    assert "检查点完好：第1号" in done(lingxing(outside, "verify", str(kept), "--key", str(key)))
    file.write_bytes(file.read_bytes().replace(b'"reader"', b'"editor"', 1))
    answer = lingxing(outside, "verify", str(file), *evidence)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert re.match(r"account:\S+ 第1条：内容与哈希不符，已被改动\n", answer.stderr)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是可以校验的文件"),
        (b"# Lingxing\n", "不是可以校验的文件"),
        (b'{"format":7}\n', "不是可以校验的文件"),
        (b"\xff\xfe\x00" * 100, "不是可以校验的文件"),
        (b'{"exported_at":"2026-01-05T09:30:00.000000Z","format":"lingxing-ledger-1"}\n', "第 1 版的台账导出"),
    ],
)
def test_what_is_no_such_file_has_a_status_of_its_own(installation, tmp_path, content, said):
    file = tmp_path / "file"
    file.write_bytes(content)
    answer = lingxing(installation | NOWHERE, "verify", str(file))
    assert answer.returncode == 2
    assert said in answer.stderr


def test_a_key_file_that_is_none_is_refused(installation, tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    answer = lingxing(installation | NOWHERE, "verify", str(file), "--key", str(file))
    assert answer.returncode == 2
    assert "不是 Ed25519 公钥" in answer.stderr


def test_an_export_that_cannot_be_written_is_one_clear_line(migrated, tmp_path):
    answer = lingxing(migrated, "ledger", "export", str(tmp_path / "none" / "file"))
    assert answer.returncode == 1
    assert "不能写入" in answer.stderr
    assert "Traceback" not in answer.stderr
