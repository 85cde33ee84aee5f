"""`lingxing ledger export` and `check`: those that read the database."""

import sys
from pathlib import Path

import click
from django.utils import timezone

from lingxing.engines.ledger import queries
from lingxing.engines.ledger.exports import export_lines


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """把全部台账导出到 FILE，任何机器都可用 lingxing ledger verify 校验。"""
    partial = file.with_name(file.name + ".partial")
    with partial.open("wb") as output:
        for line in export_lines(queries.all_entries(), timezone.now()):
            output.write(line)
    partial.replace(file)
    click.echo(f"已导出到 {file}")


@click.command()
def check() -> None:
    """校验数据库中的台账；完好时退出码为 0。"""
    faults = queries.verify_all()
    for fault in faults:
        click.echo(f"{fault}", err=True)
    if faults:
        sys.exit(1)
    click.echo(f"台账完好：{len(queries.stream_names())} 条链。")
