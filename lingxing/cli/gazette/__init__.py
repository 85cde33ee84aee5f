"""`lingxing gazette`: check gazettes without a database, or import them."""

import click

from lingxing.cli.ground import Ground
from lingxing.cli.lazy import Command, LazyGroup

COMMANDS = {
    "check": Command("lingxing.cli.gazette.check:check", "读出公报里有什么，不用数据库", Ground.NOTHING),
    "import": Command("lingxing.cli.gazette.store:store", "存入文件库"),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def gazette() -> None:
    """检查或导入公报：文件、文件夹、http(s)地址。"""
