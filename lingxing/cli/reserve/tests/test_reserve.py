"""Sealing a reserve price on a machine that has nothing but the key file."""

import os
import stat
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lingxing.cli.reserve.commands import reserve
from lingxing.engines.auctions.sealing import LotKeyFile, key_file, make_key, open_reserve_file, read_reserve_file

PUBLIC, PRIVATE = make_key()


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "key.json"
    path.write_text(key_file(LotKeyFile("2026-0001", PUBLIC)), "utf-8")
    return path


def test_it_runs_without_database_and_settings(key, tmp_path):
    """The command of a fresh process, in a home that can't be written to, seals and makes nothing else."""
    output = tmp_path / "reserve.json"
    command = [sys.executable, "-m", "lingxing", "reserve", "seal", str(key), "1.3亿元", "-o", str(output)]
    environment = {**os.environ, "LINGXING_HOME": str(tmp_path / "nothing")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "nothing").exists()
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    assert open_reserve_file(read_reserve_file(output.read_text("utf-8")), PRIVATE).price == 13_000_000_000


def test_the_price_may_be_typed_unseen_with_a_code(key, tmp_path):
    output = tmp_path / "reserve.json"
    typed = "12000万\n12000万\n苇荡大道的开启口令\n苇荡大道的开启口令\n"
    done = CliRunner().invoke(reserve, ["seal", str(key), "-o", str(output), "--code"], input=typed)
    assert done.exit_code == 0, done.output
    file = read_reserve_file(output.read_text("utf-8"))
    assert open_reserve_file(file, PRIVATE, "苇荡大道的开启口令").price == 12_000_000_000
    shown = CliRunner().invoke(reserve, ["show", str(output)]).output
    assert file.commitment in shown
    assert "有" in shown.splitlines()[3]


def test_a_file_that_is_there_is_not_overwritten(key, tmp_path):
    output = tmp_path / "reserve.json"
    output.write_text("kept", "utf-8")
    done = CliRunner().invoke(reserve, ["seal", str(key), "1", "-o", str(output)])
    assert "已经存在" in str(done.exception)
    assert output.read_text("utf-8") == "kept"


@pytest.mark.parametrize("price", ["NaN", "-5", "1e400", "1.005", "0", "9" * 70])
def test_what_is_no_price_is_refused_and_no_file_is_written(key, tmp_path, price):
    output = tmp_path / "reserve.json"
    done = CliRunner().invoke(reserve, ["seal", "-o", str(output), "--", str(key), price])
    assert done.exception
    assert not output.exists()


def test_what_is_no_key_is_refused(tmp_path):
    path = tmp_path / "key.json"
    path.write_bytes(b"\xff" * 10_000)
    done = CliRunner().invoke(reserve, ["seal", str(path), "1", "-o", str(tmp_path / "out")])
    assert "文件" in str(done.exception)
