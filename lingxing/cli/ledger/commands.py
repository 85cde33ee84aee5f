"""`lingxing ledger`: the group. `verify` of a file stands on nothing, so it imports no model."""

import sys
from pathlib import Path

import click

from lingxing.cli.ground import Ground
from lingxing.cli.lazy import Command, LazyGroup
from lingxing.engines.ledger.exports import verify_export

_TABLE = {
    "export": Command("lingxing.cli.ledger.stored:export", "把全部台账导出成一个文件"),
    "check": Command("lingxing.cli.ledger.stored:check", "校验数据库中的台账"),
    "verify": Command("lingxing.cli.ledger.commands:verify", "离线校验导出的文件，不用数据库", Ground.NOTHING),
}


@click.group(cls=LazyGroup, table=_TABLE)
def ledger() -> None:
    """导出台账，校验台账。"""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """离线校验导出的台账，不用数据库；完好时退出码为 0。"""
    with file.open("rb") as lines:
        verdict = verify_export(lines)
    for fault in verdict.faults:
        click.echo(f"{fault}", err=True)
    if verdict.faults:
        sys.exit(1)
    click.echo(f"台账完好：{len(verdict.heads)} 条链，共 {verdict.entries} 条。")
