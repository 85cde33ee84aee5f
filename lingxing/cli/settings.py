"""`lingxing settings`: the table of settings and the values in effect."""

import click

from lingxing.web.environment import SETTINGS, in_effect


@click.command()
@click.option("--markdown", is_flag=True, help="只印设置表（Markdown），不读取当前值。")
def settings(markdown: bool) -> None:  # noqa: FBT001
    """列出全部设置、当前值与含义；值不能使用时指出是哪一个。"""
    if markdown:
        click.echo(settings_markdown())
        return
    for setting, text in in_effect():
        click.echo(f"{setting.name} = {text}")
        click.echo(f"    {setting.meaning}（{setting.accepts}）")


def settings_markdown() -> str:
    """Return the table of settings as the guides print it."""
    head = ["| 名称 | 可写 | 默认 | 含义 |", "| --- | --- | --- | --- |"]
    rows = [f"| `{s.name}` | {s.accepts} | {f'`{s.default}`' if s.default else '—'} | {s.meaning} |" for s in SETTINGS]
    return "\n".join(head + rows)
