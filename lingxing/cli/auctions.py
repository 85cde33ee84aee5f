"""`lingxing auctions`: what an operator does about sales of land."""

from pathlib import Path

import click
from django.utils import timezone

from lingxing.cli.ledger.writing import write_whole
from lingxing.engines.auctions.archive import archive_of
from lingxing.engines.auctions.queries.lots import published_lot

_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def auctions() -> None:
    """挂牌出让的记录。"""


@auctions.command("record")
@click.argument("lot")
@click.option(
    "-o", "--output", type=_NEW_FILE, required=True, help="档案（PDF）写到哪里；记录文件写在旁边，后缀 .jsonl。"
)
def record(lot: str, output: Path) -> None:
    """打印宗地 LOT（如 2026-0001）的全部记录，供存档；须已结束或者终止。"""
    archive = archive_of(published_lot(lot), timezone.now())
    beside = output.with_suffix(".jsonl")
    write_whole(beside, [archive.export])
    write_whole(output, [archive.paper])
    click.echo(f"档案 {output}，记录 {beside}，SHA-256 {archive.digest}。")
    click.echo("两个文件含竞买人的信息，只供存档。")
