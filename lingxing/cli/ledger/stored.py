"""`lingxing ledger export` and `check`: those that read the database."""

import sys
from pathlib import Path

import click
from django.utils import timezone

from lingxing.cli.ledger.writing import write_whole
from lingxing.engines.ledger import queries


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--stream", "streams", multiple=True, help="只导出这条链，可写多次；不写则导出全部。")
@click.option("--at", "numbers", type=click.IntRange(1), multiple=True, help="对方保存的检查点的号码，可写多次。")
def export(file: Path, streams: tuple[str, ...], numbers: tuple[int, ...]) -> None:
    """把台账导出到 FILE，任何机器都可用 lingxing verify 校验。"""
    write_whole(file, queries.export(timezone.now(), streams or None, numbers=numbers))
    click.echo(f"已导出到 {file}")


@click.command()
def check() -> None:
    """校验数据库中的台账与检查点；完好时退出码为 0。"""
    faults = [*queries.verify_all(), *queries.verify_checkpoints()]
    for fault in faults:
        click.echo(f"{fault}", err=True)
    if faults:
        sys.exit(1)
    last = queries.last_checkpoint()
    click.echo(f"台账完好：{len(queries.stream_names())} 条链，{last.number if last else 0} 个检查点。")
