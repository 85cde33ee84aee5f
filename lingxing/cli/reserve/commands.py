"""Seal a reserve price to a lot's key, and look at a sealed file: no database, no network, no installation's keys."""

import os
from pathlib import Path

import click

from lingxing.engines.auctions.domain.prices import format_price, parse_price
from lingxing.engines.auctions.sealing import (
    LONGEST_FILE,
    WrongReserve,
    file_digest,
    read_key_file,
    read_reserve_file,
    seal_reserve,
)

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def reserve() -> None:
    """加密挂牌出让的底价；可在不联网的电脑上运行。"""


@reserve.command("seal")
@click.argument("key_file", type=_FILE)
@click.argument("price", required=False)
@click.option("-o", "--output", type=_NEW_FILE, required=True, help="加密文件写到哪里；已有的文件不覆盖。")
@click.option("--code", is_flag=True, help="另设开启口令：没有它，服务器也打不开底价。")
def seal(key_file: Path, price: str | None, output: Path, code: bool) -> None:  # noqa: FBT001
    """用宗地公钥文件 KEY_FILE 加密底价 PRICE（如 12000万元）。不写 PRICE 时提示输入，不留在命令记录里。"""
    key = read_key_file(_text(key_file))
    amount = parse_price(price or click.prompt("底价", hide_input=True, confirmation_prompt="再输一次"))
    secret = click.prompt("开启口令", hide_input=True, confirmation_prompt="再输一次") if code else ""
    text = seal_reserve(key, amount, secret)
    _write(output, text)
    click.echo(f"宗地 {key.lot}，底价 {format_price(amount)}，已加密为 {output}。")
    click.echo(f"文件摘要 {file_digest(text)}，导入后请核对。")
    if code:
        click.echo("请妥善保管开启口令：报价截止后由您输入，遗失就无法得出结果。")


@reserve.command("show")
@click.argument("file", type=_FILE)
def show(file: Path) -> None:
    """显示加密文件 FILE 属于哪宗地、摘要和承诺值；不显示也读不出底价。"""
    text = _text(file)
    found = read_reserve_file(text)
    click.echo(f"宗地　　 {found.lot}")
    click.echo(f"公钥　　 {found.key}")
    click.echo(f"承诺值　 {found.commitment}")
    click.echo(f"开启口令 {'有' if found.has_code else '没有'}")
    click.echo(f"文件摘要 {file_digest(text)}")


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(LONGEST_FILE + 1)
    return content.decode("utf-8", "replace")


def _write(path: Path, text: str) -> None:
    """Write a new file that its owner alone may read. WrongReserve where one of the name is there."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        remedy = "请换一个文件名，或检查目录"
        raise WrongReserve("文件已经存在或不能写入，没有加密", where=str(path), remedy=remedy) from None
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
