"""`lingxing hotline`: read a mailbox of letters, add the figures up anew."""

from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from lingxing.engines.hotline.mailbox.declared import declared_mailboxes
from lingxing.engines.hotline.mailbox.folder import Folder
from lingxing.engines.hotline.queries.hotlines import hotline_named, hotlines
from lingxing.engines.hotline.services.fetching import fetch
from lingxing.engines.hotline.services.following import follow
from lingxing.engines.hotline.services.following import recount as recount_figures
from lingxing.engines.hotline.services.letters import LettersRead, take_letters
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
    if _told(read):
        raise LingxingError(f"有 {len(read.refused)} 封没有登记", where=str(folder), remedy="请人工登记")


@hotline.command("fetch")
def fetch_letters() -> None:
    """从 LINGXING_MAILBOXES 所列的邮箱（IMAP）取信登记成工单；每封只登记一次，可以随时重复运行。

    用定时器每分钟运行一次。没有登记的移到邮箱的“待人工”文件夹；有邮箱连不上的，其余邮箱照收，最后报错。
    """
    found = declared_mailboxes(settings.MAILBOXES_FILE)
    if not found:
        raise LingxingError("没有设置邮箱", where="LINGXING_MAILBOXES", remedy="见 docs/guides/run-a-hotline.md")
    failed: list[LingxingError] = []
    for declared in found:
        click.echo(str(declared))
        try:
            _told(fetch(declared, timezone.now))
        except LingxingError as error:
            click.echo(str(error), err=True)
            failed.append(error)
    if failed:
        raise LingxingError(f"{len(failed)} 个邮箱没有收完", where="收信", remedy="见上面的原因；下次运行接着收")


def _told(read: LettersRead) -> int:
    """Say what came of a mailbox and return how many letters need a person."""
    for number in read.taken:
        click.echo(number)
    click.echo(f"新登记 {len(read.taken)} 件，以前收过 {read.known} 件，自动邮件 {len(read.passed_over)} 封")
    for told in (*read.passed_over, *read.refused):
        click.echo(told, err=True)
    return len(read.refused)


@hotline.command("recount")
def recount() -> None:
    """跟上全部办理动作，再从工单重新加总各月的统计；列出改正了的行。"""
    click.echo(f"跟上 {follow(timezone.now())} 件工单")
    for one in hotlines():
        for wrong in recount_figures(one):
            click.echo(f"{one.id}\t{wrong}")
    click.echo("统计与工单一致")
