"""The `lingxing` command."""

import sys

import click

from lingxing import __version__
from lingxing.cli.ground import Ground
from lingxing.cli.lazy import Command, LazyGroup
from lingxing.kernel.errors import LingxingError

COMMANDS = {
    "demo": Command("lingxing.cli.demo.command:demo", "一条命令看演示：导入公报、建账号和办件、开站", Ground.DEMO),
    "serve": Command("lingxing.cli.serve:serve", "正式提供服务", Ground.SERVICE),
    "gazette": Command("lingxing.cli.gazette:gazette", "检查或导入公报", Ground.NOTHING),
    "rules": Command("lingxing.cli.rules:rules", "按规则计算、匹配、测算", Ground.NOTHING),
    "policy": Command("lingxing.cli.policy:policy", "编写、检查规则包", Ground.NOTHING),
    "workdays": Command("lingxing.cli.workdays:workdays", "推算工作日和期限", Ground.NOTHING),
    "migrate": Command("lingxing.cli.migrate:migrate", "建立或升级数据库"),
    "account": Command("lingxing.cli.account:account", "新建账号、改角色、解锁、重设密码"),
    "certificate": Command("lingxing.cli.certificate:certificate", "签发测试用的数字证书", Ground.NOTHING),
    "organ": Command("lingxing.cli.organ:organ", "把机构加入名录，列出机构"),
    "keys": Command("lingxing.cli.keys:keys", "列出、更换封存个人信息的密钥"),
    "sweep": Command("lingxing.cli.sweep:sweep_command", "检查到期的时限，发送待发消息"),
    "backup": Command("lingxing.cli.backup.commands:backup", "在线备份成一个文件"),
    "restore": Command("lingxing.cli.backup.commands:restore", "从备份文件恢复"),
    "ledger": Command("lingxing.cli.ledger.commands:ledger", "导出、校验台账，做检查点", Ground.NOTHING),
    "auctions": Command("lingxing.cli.auctions:auctions", "打印一宗地挂牌出让的全部记录，供存档"),
    "hotline": Command("lingxing.cli.hotline:hotline", "12345 热线：收邮件，核对统计"),
    "reserve": Command("lingxing.cli.reserve.commands:reserve", "离线加密挂牌出让的底价", Ground.NOTHING),
    "verify": Command("lingxing.cli.verify:verify", "离线校验导出的文件，不用数据库", Ground.NOTHING),
    "settings": Command("lingxing.cli.settings:settings", "列出全部设置", Ground.NOTHING),
}
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=LazyGroup, table=COMMANDS, context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="lingxing")
def _root() -> None:
    """令行：让政府公报里的每一份文件成为可查、可用、可追溯的活文本。"""


def main() -> None:
    """Run the command. A refusal is one clear line and exit status 1; a wrong call is status 2."""
    try:
        _root(prog_name="lingxing")
    except LingxingError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except Exception as error:
        if not _lacks_tables(error):
            raise
        remedy = "请先运行 lingxing migrate，再重新执行"
        click.echo(
            str(LingxingError("还没有建立数据库的表，或表落后于本版本", where="数据库", remedy=remedy)), err=True
        )
        sys.exit(1)


def _lacks_tables(error: Exception) -> bool:
    """Return whether a query met a table or column that is not there; told by name, as Django may not be loaded."""
    return type(error).__name__ in {"OperationalError", "ProgrammingError"} and any(
        words in str(error) for words in ("no such table", "no such column", "does not exist")
    )
