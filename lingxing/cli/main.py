"""The `lingxing` command. Commands are imported when they run, so that --help needs neither Django nor a database."""

import sys
from collections.abc import Mapping
from importlib import import_module

import click

from lingxing import __version__
from lingxing.kernel.errors import LingxingError

_COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("lingxing.cli.demo:demo", "一条命令看演示：建库、导入样例公报、建演示账号、开站"),
    "serve": ("lingxing.cli.serve:serve", "正式提供服务"),
    "gazette": ("lingxing.cli.gazette:gazette", "检查或导入公报"),
    "migrate": ("lingxing.cli.migrate:migrate", "建立或升级数据库"),
    "account": ("lingxing.cli.account:account", "新建账号、改角色、解锁"),
    "backup": ("lingxing.cli.backup.commands:backup", "在线备份成一个文件"),
    "restore": ("lingxing.cli.backup.commands:restore", "从备份文件恢复"),
    "ledger": ("lingxing.cli.ledger:ledger", "导出台账、离线校验"),
    "settings": ("lingxing.cli.settings:settings", "列出全部设置"),
}


class _LazyGroup(click.Group):
    """A group whose commands are imported only when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        del ctx
        with formatter.section("命令"):
            formatter.write_dl([(name, summary) for name, (_, summary) in _COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lingxing")
def _root() -> None:
    """令行：让政府公报里的每一份文件成为可查、可用、可追溯的活文本。"""


def main() -> None:
    """Run the command. A refusal is one clear line and exit status 1; a wrong call 2."""
    try:
        _root(prog_name="lingxing")
    except LingxingError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
