"""`lingxing ledger checkpoint`, `checkpoints`, `key`, `rotate-key`."""

from pathlib import Path

import click
from django.utils import timezone

from lingxing.cli.ledger.writing import write_whole
from lingxing.engines.ledger import queries, services
from lingxing.engines.ledger.domain.checkpoints import Checkpoint, checkpoint_file
from lingxing.engines.ledger.keys import signing_key
from lingxing.kernel.signing import as_pem, fingerprint, public_key

_OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--out", type=_OUT, help="同时写成可公布的检查点文件。")
@click.option("--number", type=click.IntRange(1), help="不做新的，只取这一号。")
def checkpoint(out: Path | None, number: int | None) -> None:
    """立即做一个检查点：对全部链的链首签名。"""
    found = queries.checkpoint(number) if number else services.make_checkpoint(timezone.now())
    click.echo(_line(found))
    if out:
        write_whole(out, [checkpoint_file(found)])
        click.echo(f"已写到 {out}，请公布或交他人保存")


@click.command()
def checkpoints() -> None:
    """列出检查点，自旧到新。"""
    for found in queries.checkpoints():
        click.echo(_line(found))


def _line(found: Checkpoint) -> str:
    at = timezone.localtime(found.at).strftime("%Y-%m-%d %H:%M:%S")
    return f"第{found.number}号\t{at}\t{found.streams} 条链\t{found.entries} 条\t根 {found.root}\t密钥 {found.key_id}"


@click.command()
@click.option("--out", type=_OUT, help="写成 PEM 文件。")
def key(out: Path | None) -> None:
    """印出签名的公钥（PEM）及其指纹；可公开。"""
    public = public_key(signing_key())
    if out:
        write_whole(out, [as_pem(public).encode()])
    else:
        click.echo(as_pem(public), nl=False)
    click.echo(f"指纹 {fingerprint(public)}")


@click.command("rotate-key")
@click.option("--lost", is_flag=True, help="旧密钥已遗失，不能背书。")
def rotate_key(lost: bool) -> None:  # noqa: FBT001
    """换签名密钥：新密钥签一个检查点，旧密钥为它背书，然后旧密钥作废。"""
    made = services.rotate_key(timezone.now(), lost=lost)
    click.echo(f"第{made.number}号检查点起用新密钥，指纹 {made.key_id}")
    click.echo("请公布新的公钥：lingxing ledger key")
