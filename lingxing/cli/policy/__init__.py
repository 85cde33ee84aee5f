"""`lingxing policy`: for those who write policy packages."""

import click

from lingxing.cli.ground import Ground
from lingxing.cli.lazy import Command, LazyGroup

COMMANDS = {
    "check": Command("lingxing.cli.policy.check:check", "证明规则包写得对：每个数、每个条件都有算例", Ground.NOTHING),
    "new": Command("lingxing.cli.policy.new:new", "写出一个新规则包的骨架", Ground.NOTHING),
    "show": Command("lingxing.cli.policy.show:show", "列出规则包的事项、参数和公式", Ground.NOTHING),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def policy() -> None:
    """编写、检查规则包。"""
