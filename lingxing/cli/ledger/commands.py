"""`lingxing ledger`: the group. `verify` of a file stands on nothing; it is `lingxing verify` under its former name."""

import click

from lingxing.cli.ground import Ground
from lingxing.cli.lazy import Command, LazyGroup

_TABLE = {
    "export": Command("lingxing.cli.ledger.stored:export", "把台账导出成一个签名的文件"),
    "check": Command("lingxing.cli.ledger.stored:check", "校验数据库中的台账与检查点"),
    "verify": Command("lingxing.cli.verify:verify", "离线校验导出的文件，不用数据库", Ground.NOTHING),
    "checkpoint": Command("lingxing.cli.ledger.checkpoints:checkpoint", "立即做一个签名的检查点"),
    "checkpoints": Command("lingxing.cli.ledger.checkpoints:checkpoints", "列出检查点"),
    "key": Command("lingxing.cli.ledger.checkpoints:key", "印出签名的公钥及其指纹"),
    "rotate-key": Command("lingxing.cli.ledger.checkpoints:rotate_key", "换签名密钥，由旧密钥背书"),
}


@click.group(cls=LazyGroup, table=_TABLE)
def ledger() -> None:
    """导出台账，校验台账，做检查点。"""
