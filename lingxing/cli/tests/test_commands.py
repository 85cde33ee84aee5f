"""The `lingxing` command as an operator meets it: in processes of its own, on a fresh installation."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import lingxing

pytestmark = pytest.mark.database


def done(answer):
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_help_loads_neither_the_database_layer_nor_the_site():
    loaded = "print(*(name in sys.modules for name in ('django.db', 'ninja', 'lxml')))"
    code = f"import sys, lingxing.cli.main; {loaded}"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False", "False"]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["ledger", "--help"], ["gazette", "--help"], ["settings"]]
)
def test_what_needs_no_database_makes_no_home(installation, arguments):
    assert done(lingxing(installation, *arguments))
    assert not Path(installation["LINGXING_HOME"]).exists()


def test_the_settings_table_is_printed_for_the_guides(installation):
    table = done(lingxing(installation, "settings", "--markdown"))
    assert "| `LINGXING_PORT` | 1–65535 | `8000` |" in table


def test_a_wrong_setting_is_one_line_with_its_name_and_nothing_is_written(installation):
    answer = lingxing(installation | {"LINGXING_PORT": "eight"}, "migrate")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("LINGXING_PORT：")
    assert len(answer.stderr.splitlines()) == 1
    assert not Path(installation["LINGXING_HOME"]).exists()


def test_tables_are_made_once_and_the_secret_is_its_owners_alone(installation):
    assert "执行了" in done(lingxing(installation, "migrate"))
    secret = Path(installation["LINGXING_HOME"]) / "secret"
    first = secret.read_text()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(first) >= 64
    assert "已是最新" in done(lingxing(installation, "migrate"))
    assert secret.read_text() == first


def test_without_tables_the_command_says_what_to_run_first(installation):
    answer = lingxing(installation, "account", "create", "lisi")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "lingxing migrate" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_accounts_from_the_command_line(migrated):
    made = done(lingxing(migrated, "account", "create", "张三", "--role", "administrator", "--name", "办公室"))
    assert re.search(r"管理员账号 张三，首次密码 [A-Za-z2-9]{16}$", made)
    done(lingxing(migrated, "account", "create", "lisi"))
    assert "编辑" in done(lingxing(migrated, "account", "role", "lisi", "editor"))
    assert "已解锁" in done(lingxing(migrated, "account", "unlock", "lisi"))
    assert "新密码" in done(lingxing(migrated, "account", "password", "lisi"))
    assert done(lingxing(migrated, "account", "list")) == "lisi\t编辑\t启用\tlisi\n张三\t管理员\t启用\t办公室\n"
    refused = lingxing(migrated, "account", "role", "张三", "reader")
    assert (refused.returncode, "最后一个管理员" in refused.stderr) == (1, True)
    assert lingxing(migrated, "account", "unlock", "nobody").returncode == 1
    assert lingxing(migrated, "account", "create", "x", "--role", "emperor").returncode == 2


def test_organs_from_the_command_line(migrated):
    top, bureau = "云梦泽市人民政府", "云梦泽市水务局"
    done(lingxing(migrated, "organ", "add", "云梦泽市", top, "--kind", "government"))
    add = ("organ", "add", "云梦泽市", bureau, "--above", top, "--alias", "市水务局", "--kind", "department")
    assert f"已加入名录：{bureau}" in done(lingxing(migrated, *add))
    listed = [line.split("\t")[1:] for line in done(lingxing(migrated, "organ", "list")).splitlines()]
    assert listed == [["云梦泽市", top, "人民政府"], ["云梦泽市", f"  {bureau}", "政府部门"]]
    again = lingxing(migrated, *add)
    assert (again.returncode, "已有这个名称" in again.stderr) == (1, True)
    lost = lingxing(migrated, "organ", "add", "云梦泽市", "城西水厂", "--above", "云梦泽市天文局")
    assert (lost.returncode, "没有这个机构" in lost.stderr) == (1, True)
    assert lingxing(migrated, "organ", "add", "云梦泽市", "城西水厂", "--kind", "kingdom").returncode == 2


def test_the_ledger_leaves_and_is_verified_without_a_database(migrated, tmp_path):
    done(lingxing(migrated, "account", "create", "lisi"))
    assert "台账完好" in done(lingxing(migrated, "ledger", "check"))
    file = tmp_path / "ledger.jsonl"
    done(lingxing(migrated, "ledger", "export", str(file)))
    nowhere = migrated | {
        "LINGXING_DATABASE": "postgresql://nobody@192.0.2.1/none",
        "LINGXING_HOME": "/nonexistent",
    }
    assert "台账完好：1 条链，共 1 条" in done(lingxing(nowhere, "ledger", "verify", str(file)))
    file.write_bytes(file.read_bytes().replace(b'"reader"', b'"editor"'))
    answer = lingxing(nowhere, "ledger", "verify", str(file))
    assert (answer.returncode, "已被改动" in answer.stderr) == (1, True)


def test_serving_without_migrating_refuses_an_old_database(installation):
    answer = lingxing(installation | {"LINGXING_PORT": "18731"}, "serve", "--no-migrate")
    assert answer.returncode == 1
    assert "lingxing migrate" in answer.stderr


def test_a_database_that_does_not_answer_is_one_clear_line(installation):
    answer = lingxing(
        installation | {"LINGXING_DATABASE": "postgresql://nobody@127.0.0.1:1/none", "LINGXING_PORT": "18732"}, "serve"
    )
    assert answer.returncode == 1
    assert answer.stderr.startswith("LINGXING_DATABASE：")
    assert "Traceback" not in answer.stderr
