"""`lingxing hotline`: read a mailbox of letters, add the figures up anew."""

from pathlib import Path

import click
from django.utils import timezone

from lingxing.engines.hotline.mailbox import Folder
from lingxing.engines.hotline.queries.hotlines import hotline_named, hotlines
from lingxing.engines.hotline.services.following import follow
from lingxing.engines.hotline.services.following import recount as recount_figures
from lingxing.engines.hotline.services.letters import take_letters
from lingxing.kernel.errors import LingxingError


@click.group()
def hotline() -> None:
    """12345 热线：收邮件、核对统计。"""


@hotline.command("list")
def list_hotlines() -> None:
    """列出各条热线：城市/文件/事项。"""
    for one in hotlines():
        click.echo(f"{one.id}\t{one.label}")


@hotline.command("mail")
@click.argument("name", metavar="热线")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="目录")
def mail(name: str, folder: Path) -> None:
    """把目录里的邮件（.eml 文件或者 Maildir）登记成工单，收下的移到 taken；可以重复运行。"""
    package, _, service = name.rpartition("/")
    read = take_letters(hotline_named(package, service), Folder(folder), timezone.now())
    for number in read.taken:
        click.echo(number)
    click.echo(f"新登记 {len(read.taken)} 件，以前收过 {read.known} 件")
    if read.refused:
        for told in read.refused:
            click.echo(told, err=True)
        raise LingxingError(f"有 {len(read.refused)} 封没有登记", where=str(folder), remedy="请人工登记")


@hotline.command("recount")
def recount() -> None:
    """跟上全部办理动作，再从工单重新加总各月的统计；列出改正了的行。"""
    click.echo(f"跟上 {follow(timezone.now())} 件工单")
    for one in hotlines():
        for wrong in recount_figures(one):
            click.echo(f"{one.id}\t{wrong}")
    click.echo("统计与工单一致")
