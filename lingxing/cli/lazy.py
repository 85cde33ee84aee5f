"""Groups whose commands are imported when they run: help needs neither Django nor a database.

A command's module imports models at its top, so Django must be ready before the module is imported; that is why each
command names the ground it stands on.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from lingxing.cli.ground import Ground, prepare


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command is defined (`module:name`), its summary in the list, and what it stands on."""

    target: str
    summary: str
    ground: Ground = Ground.DATABASE


class LazyGroup(click.Group):
    """A group given as a table of commands."""

    def __init__(self, *args: Any, table: Mapping[str, Command], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        del ctx
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, its ground prepared, or None."""
        del ctx
        entry = self._table.get(cmd_name)
        if entry is None:
            return None
        prepare(entry.ground, writing=not {"-h", "--help"} & set(sys.argv))
        module, _, name = entry.target.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table."""
        del ctx
        with formatter.section("命令"):
            formatter.write_dl([(name, command.summary) for name, command in self._table.items()])
