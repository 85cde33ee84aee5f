"""`lingxing demo`: the whole of it in one command, in a home of its own."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

import lingxing
from lingxing.cli.gazette.loop import each_gazette
from lingxing.cli.serve import bring_up_to_date, refuse_busy_port, run_server
from lingxing.engines.documents.domain.model import Gazette
from lingxing.engines.documents.services import import_gazette
from lingxing.engines.parties import queries, services
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.kernel.actors import OPERATOR

EXAMPLES = Path(lingxing.__file__).parent / "examples"
_SUFFIXES = {".txt", ".html", ".htm", ".docx", ".pdf"}


@click.command()
@click.option(
    "--gazettes",
    "folders",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="再导入这里的公报（文件或文件夹），可写多次。",
)
@click.option("--port", type=click.IntRange(1, 65535), help="端口；默认取 LINGXING_PORT 或 8000。")
@click.option("--no-serve", is_flag=True, help="只准备，不开站。")
def demo(folders: tuple[Path, ...], port: int | None, no_serve: bool) -> None:  # noqa: FBT001
    """建库、导入样例公报、建演示账号、开站。可重复执行，第二次几秒即可。

    数据在自己的目录（默认为数据目录下的 demo），不碰正式数据。
    """
    environment = settings.ENVIRONMENT
    chosen = port or environment.port
    if not no_serve:
        refuse_busy_port(environment.listen, chosen)
    click.echo(f"数据目录 {environment.home}")
    bring_up_to_date()
    sound = import_examples(folders)
    _print_accounts(demo_accounts(environment.home / "demo-accounts.json"))
    if no_serve:
        sys.exit(0 if sound else 1)
    host = f"[{environment.listen}]" if ":" in environment.listen else environment.listen
    click.echo(f"网址 http://{host}:{chosen}/    按 Ctrl+C 停止")
    run_server(environment.listen, chosen, environment.workers)


def import_examples(folders: tuple[Path, ...]) -> bool:
    """Import the examples and what `folders` hold, those that are stored already unchanged; return whether all went
    well."""
    names = [str(path) for path in sorted(EXAMPLES.iterdir()) if path.suffix in _SUFFIXES]
    counts = {"new": 0, "same": 0}

    def store(gazette: Gazette) -> None:
        result = import_gazette(gazette, OPERATOR, timezone.now())
        counts["same" if result.unchanged else "new"] += 1

    sound = each_gazette([*names, *map(str, folders)], "导入公报", store)
    click.echo(f"公报：新导入 {counts['new']} 期，已有 {counts['same']} 期")
    return sound


def demo_accounts(file: Path) -> Mapping[str, str]:
    """Return the password of the account of each role, named like the role; made at the first run, kept in `file`."""
    kept: dict[str, str] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    for role in Role:
        found = queries.account_named(role.value)
        if found and role.value in kept:
            continue
        kept[role.value] = _renewed(found) if found else _made(role)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as output:
        json.dump(kept, output, indent=1)
    return kept


def _made(role: Role) -> str:
    password = services.new_password()
    new = services.NewAccount(role.value, f"演示{role.label}", role)
    services.create_account(new, password, OPERATOR, timezone.now(), initial=False)
    return password


def _renewed(account: Account) -> str:
    """Return a new password for an account whose password file is gone."""
    return services.reset_password(account.pk, OPERATOR, timezone.now())[1]


def _print_accounts(passwords: Mapping[str, str]) -> None:
    click.echo("演示账号（用户名 / 密码）：")
    for role in Role:
        click.echo(f"  {role.label}  {role.value} / {passwords[role.value]}")
