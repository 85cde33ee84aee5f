"""`lingxing keys`: the keys that seal personal data."""

import click
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lingxing.engines.auctions.services import resealing as of_auctions
from lingxing.engines.cases.services import resealing as of_cases
from lingxing.engines.disclosure.services import resealing as of_disclosure
from lingxing.engines.hotline.services import resealing as of_hotline
from lingxing.engines.ledger.services import record
from lingxing.engines.parties import services_resealing as of_parties
from lingxing.engines.parties.services_resealing import Resealed, reseal_column
from lingxing.engines.supervision.services import resealing as of_supervision
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError
from lingxing.web.data_keys import add_data_key, read_data_keys

_FOLDER = settings.ENVIRONMENT.home / "keys"


@click.group()
def keys() -> None:
    """管理封存个人信息的密钥。"""


@keys.command("list")
def list_keys() -> None:
    """列出密钥的编号，新的在前；不印密钥本身。"""
    for place, key in enumerate(read_data_keys(_FOLDER)):
        click.echo(f"{key.id}\t{'封存新数据' if place == 0 else '只用来打开旧数据'}")


@keys.command("rotate")
def rotate() -> None:
    """另立一把新密钥；旧密钥留着打开旧数据和旧备份，不可删除。"""
    with transaction.atomic():
        name = add_data_key(_FOLDER)
        record("keys", "rotate", OPERATOR, {"key": name}, timezone.now())
    click.echo(f"已另立密钥 {name}。请重新启动服务，并把目录 {_FOLDER} 另存一份；多台机器时逐台复制。")
    click.echo("旧数据仍由旧密钥打开；要用新密钥重新封存，请在重新启动后运行 lingxing keys reseal。")


@keys.command("reseal")
def reseal() -> None:
    """用最新的密钥重新封存旧数据和旧文件；可以随时中断，再运行时接着做。"""
    rooms = (of_parties, of_cases, of_disclosure, of_hotline, of_supervision, of_auctions)
    columns = [column for room in rooms for column in room.sealed_columns()]
    results = {column.label: reseal_column(column) for column in columns}
    results["uploads"] = of_cases.reseal_files()
    done = sum(result.done for result in results.values())
    if done:
        with transaction.atomic():
            record("keys", "reseal", OPERATOR, {"values": done}, timezone.now())
    for name, result in results.items():
        _tell(name, result)
    if any(result.failed for result in results.values()):
        raise LingxingError("有的数据打不开，没有重新封存", where="keys", remedy="请从另存的副本补齐密钥后再运行")
    click.echo(f"已重新封存 {done} 项，全部数据都用最新的密钥封存。")


def _tell(name: str, result: Resealed) -> None:
    if result.done:
        click.echo(f"{name}\t{result.done}")
    for key in result.failed:
        click.echo(f"{name}\t打不开：{key}", err=True)
