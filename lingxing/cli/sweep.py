"""`lingxing sweep`: let clocks go off that are due, once or again and again."""

import signal
import threading

import click
from django.conf import settings
from django.utils import timezone

from lingxing.cli.backup.daily import DailyBackup
from lingxing.cli.scheduling import sweep_until
from lingxing.engines.auctions.services.co_signing import end_lapsed_co_signs
from lingxing.engines.cases.services.sweeping import SweepReport, resume, sweep
from lingxing.engines.disclosure.services.correcting import follow_calendar
from lingxing.engines.disclosure.services.purging import purge_lapsed
from lingxing.engines.hotline.services.following import follow as follow_tickets
from lingxing.engines.hotline.services.joined import pass_on
from lingxing.engines.hotline.services.telling import tell_callers
from lingxing.engines.supervision.services.upkeep import keep_up
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError


@click.command("sweep")
@click.option("--once", "_once", is_flag=True, help="只检查一遍（默认）：供 cron 或 systemd 定时器调用。")
@click.option("--every", type=click.IntRange(1, 3600), metavar="秒", help="每隔多少秒检查一遍，直到被停止。")
@click.option("--resume", "resumed", is_flag=True, help="系统时间跳变后核对无误，恢复检查。")
def sweep_command(_once: bool, every: int | None, resumed: bool) -> None:  # noqa: FBT001
    """检查到期的时限：提醒、催办、期满，发送待发消息，按更改后的工作日历重算。可重复运行。

    `lingxing serve` 自己每 20 秒检查一遍；只有设了 LINGXING_SWEEP=no 才需要另外运行。
    """
    if _once and every:
        raise click.UsageError("--once 与 --every 只能写一个")
    if resumed:
        why = resume(OPERATOR, timezone.now())
        click.echo(f"已恢复（原因：{why}）" if why else "检查没有暂停，无须恢复")
    if every:
        _again(every)
        return
    more = True
    while more:
        report = sweep(timezone.now())
        if report.held:
            raise LingxingError(report.held, where="期限检查", remedy="核对服务器时间后运行 lingxing sweep --resume")
        _echo(report)
        more = report.more
    follow_calendar("", timezone.now())
    end_lapsed_co_signs(timezone.now())
    keep_up(timezone.now())
    follow_tickets(timezone.now())
    if passed := pass_on(timezone.now()):
        click.echo(f"转告同一事项的答复 {passed}")
    if told := tell_callers(timezone.now()):
        click.echo(f"告诉来电人有了答复 {told}")
    if made := DailyBackup(settings.BACKUP_DIRECTORY, settings.BACKUPS_KEPT).run(timezone.now()):
        click.echo(f"已备份到 {made}")
    while purged := purge_lapsed(timezone.now(), settings.PUBLICATION_KEEP_DAYS):
        click.echo(f"清除期满的公开内容 {purged}")


def _again(seconds: int) -> None:
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    sweep_until(stopped, seconds, _echo)


def _echo(report: SweepReport) -> None:
    if report.held:
        click.echo(f"{report.held}；恢复：lingxing sweep --resume", err=True)
        return
    fired, counted, keep = report.fired, report.recounted, report.upkeep
    parts = [
        (fired.rungs, "提醒与催办"),
        (fired.expired, "期满"),
        (fired.put_off, "推迟（见日志）"),
        (counted.clocks, "按新日历重算"),
        (counted.moved, "期限变动"),
        (report.sent, "已发消息"),
        (report.unsent, "未发出消息"),
        (keep.drafts, "清理草稿"),
        (keep.files, "清理文件"),
    ]
    told = "，".join(f"{label} {count}" for count, label in parts if count) or "没有到期的时限"
    click.echo(told + ("；已做台账检查点" if keep.checkpoint else ""))
