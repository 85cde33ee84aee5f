"""`lingxing demo`: the whole of it in one command, in a home of its own."""

import sys
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from lingxing.cli.demo.accounts import ACCOUNTS, demo_accounts
from lingxing.cli.demo.bidding import bidding
from lingxing.cli.demo.calling import fill_calls
from lingxing.cli.demo.examples import import_examples
from lingxing.cli.demo.filling import fill_town
from lingxing.cli.demo.listings import fill_sales
from lingxing.cli.demo.sales_script import VISITORS
from lingxing.cli.demo.supervising import fill_plan
from lingxing.cli.serve import bring_up_to_date, refuse_busy_port, run_server


@click.command()
@click.option(
    "--gazettes",
    "folders",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="再导入这里的公报（文件或文件夹），可写多次。",
)
@click.option("--port", type=click.IntRange(1, 65535), help="端口；默认取 LINGXING_PORT 或 8000。")
@click.option("--no-serve", is_flag=True, help="只准备，不开站。")
def demo(folders: tuple[Path, ...], port: int | None, no_serve: bool) -> None:  # noqa: FBT001
    """建库、导入样例公报、建演示账号和办件、开站。可重复执行，第二次几秒即可。

    数据在自己的目录（默认为数据目录下的 demo），不碰正式数据。
    """
    environment = settings.ENVIRONMENT
    chosen = port or environment.port
    if not no_serve:
        refuse_busy_port(environment.listen, chosen)
    click.echo(f"数据目录 {environment.home}")
    bring_up_to_date()
    sound = import_examples(folders)
    passwords = demo_accounts(environment.home / "demo-accounts.json")
    click.echo(fill_town(timezone.now()))
    click.echo(fill_calls(timezone.now()))
    click.echo(fill_plan(timezone.now()))
    sales = fill_sales(timezone.now(), environment.home)
    click.echo("演示账号（用户名 / 密码）：")
    for account in ACCOUNTS:
        click.echo(f"  {account.label}  {account.username} / {passwords[account.username]}")
    for line in (*_told_of_certificates(environment.home / "certificates"), *sales):
        click.echo(line)
    if no_serve:
        sys.exit(0 if sound else 1)
    host = f"[{environment.listen}]" if ":" in environment.listen else environment.listen
    click.echo(f"网址 http://{host}:{chosen}/    按 Ctrl+C 停止")
    with bidding():
        run_server(environment.listen, chosen, environment.workers)


def _told_of_certificates(folder: Path) -> list[str]:
    """Return how to sign in as a bidder, a line each."""
    head = "竞买人的测试证书（登录后在“我的数字证书”选择证书和私钥，在浏览器里签名）："
    return [head, *(f"  {name}  {folder / name}.pem 和 {name}.key" for name in VISITORS)]
