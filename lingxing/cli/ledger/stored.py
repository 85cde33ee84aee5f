"""`lingxing ledger export` and `check`: those that read the database."""

import sys
from pathlib import Path

import click
from django.utils import timezone

from lingxing.cli.ledger.writing import write_whole
from lingxing.engines.auctions.queries.exporting import export_lot, numbered
from lingxing.engines.cases.queries.record import record_of
from lingxing.engines.ledger import queries


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--stream", "streams", multiple=True, help="只导出这条链，可写多次；不写则导出全部。")
@click.option("--at", "numbers", type=click.IntRange(1), multiple=True, help="对方保存的检查点的号码，可写多次。")
@click.option("--case", "case", default="", help="只导出这个编号的办件。")
@click.option("--lot", "lot", default="", help="只导出这个编号的宗地，连同推得结果所需的内容；须已结束。")
@click.option("--full", is_flag=True, help="与 --lot 同用：公开全部内容，包括未竞得人的；只供审计。")
@click.option("--open", "fields", multiple=True, help="与 --case 同用：公开这一项的内容，可写多次；其余只有承诺。")
def export(
    file: Path,
    streams: tuple[str, ...],
    numbers: tuple[int, ...],
    case: str,
    lot: str,
    full: bool,  # noqa: FBT001
    fields: tuple[str, ...],
) -> None:
    """把台账导出到 FILE，任何机器都可用 lingxing verify 校验。"""
    if fields and not case:
        raise click.UsageError("--open 只能与 --case 同用")
    if (full and not lot) or (lot and (streams or case)):
        raise click.UsageError("--full 只能与 --lot 同用，--lot 不与 --stream、--case 同用")
    if lot:
        write_whole(file, export_lot(numbered(lot), timezone.now(), full=full, numbers=numbers))
        click.echo(f"已导出到 {file}")
        return
    stream, openings = record_of(case, fields) if case else ("", None)
    chosen = [*streams, *filter(None, [stream])]
    write_whole(file, queries.export(timezone.now(), chosen or None, numbers=numbers, openings=openings))
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
