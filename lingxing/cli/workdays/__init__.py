"""`lingxing workdays`: counting on the calendar of working days. None of it needs a database but `changes`, which takes
the officers' changes out of one."""

import click

from lingxing.cli.ground import Ground
from lingxing.cli.lazy import Command, LazyGroup

COMMANDS = {
    "add": Command("lingxing.cli.workdays.counting:add", "从一天起算一个期限，逐日说明", Ground.NOTHING),
    "between": Command("lingxing.cli.workdays.counting:between", "两天之间有几个工作日", Ground.NOTHING),
    "show": Command("lingxing.cli.workdays.showing:show", "列出一年的节假日和调休，附依据", Ground.NOTHING),
    "changes": Command("lingxing.cli.workdays.installed:changes", "取出本站对日历的更改，供 --changes 使用"),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def workdays() -> None:
    """推算工作日和期限。"""
