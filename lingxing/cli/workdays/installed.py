"""`lingxing workdays changes`: what officers changed in the calendar here, as a file for `--changes`."""

import click

from lingxing.engines.cases.queries.calendar import calendar_changes

_HEAD = ("day", "working", "reason", "source")


@click.command("changes")
def changes() -> None:
    """列出本站在工作日历上的更改（不含已撤销的），存成文件即可用于 --changes。"""
    click.echo("\t".join(_HEAD))
    for change in sorted(calendar_changes(), key=lambda change: change.day):
        if change.revoked_at is None:
            working = "上班" if change.working else "休息"
            click.echo("\t".join((change.day.isoformat(), working, _line(change.reason), _line(change.source))))


def _line(text: str) -> str:
    return " ".join(text.split())
