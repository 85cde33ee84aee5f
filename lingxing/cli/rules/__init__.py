"""`lingxing rules`: what the rules say of a case, a profile, a table of people. None of it needs a database."""

import click

from lingxing.cli.ground import Ground
from lingxing.cli.lazy import Command, LazyGroup

COMMANDS = {
    "list": Command("lingxing.cli.rules.listing:listing", "列出有哪些规则", Ground.NOTHING),
    "show": Command("lingxing.cli.rules.listing:show", "一套规则：要填什么，给出什么", Ground.NOTHING),
    "calculate": Command("lingxing.cli.rules.calculating:calculate", "计算一件事，并说明怎样算出", Ground.NOTHING),
    "match": Command("lingxing.cli.rules.matching:match", "一份情况对照一个城市的全部规则", Ground.NOTHING),
    "simulate": Command("lingxing.cli.rules.simulate:simulate", "对成批数据测算，比较改动前后", Ground.NOTHING),
    "sample": Command("lingxing.cli.rules.sampling:sample", "按事项的声明生成样本数据", Ground.NOTHING),
    "check": Command("lingxing.cli.rules.checking:check", "核对全部规则的算例", Ground.NOTHING),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def rules() -> None:
    """按规则计算、匹配、测算。"""
