"""`lingxing keys`: the keys that seal personal data."""

import click
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import OPERATOR
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
    """另立一把新密钥；旧密钥留着打开旧数据，不可删除。"""
    with transaction.atomic():
        name = add_data_key(_FOLDER)
        record("keys", "rotate", OPERATOR, {"key": name}, timezone.now())
    click.echo(f"已另立密钥 {name}。请重新启动服务，并把目录 {_FOLDER} 另存一份；多台机器时逐台复制。")
