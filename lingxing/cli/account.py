"""`lingxing account`: accounts from the machine's own command line."""

import click
from django.utils import timezone

from lingxing.engines.parties import queries, services
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import LingxingError

_ROLES = click.Choice([role.value for role in Role])


@click.group()
def account() -> None:
    """管理账号。"""


@account.command("create")
@click.argument("username")
@click.option(
    "--role",
    type=_ROLES,
    default=Role.READER.value,
    show_default=True,
    help=f"角色：{'、'.join(role.label for role in Role)}。",
)
@click.option("--name", default="", help="姓名或岗位；不写则同用户名。")
@click.option("--email", default="", help="电子邮箱，可不写。")
def create(username: str, role: str, name: str, email: str) -> None:
    """新建账号，印出首次密码；本人首次登录须修改。"""
    password = services.new_password()
    new = services.NewAccount(username, name or username, Role(role), email)
    made = services.create_account(new, password, OPERATOR, timezone.now())
    click.echo(f"已新建{made.role_label}账号 {made.username}，首次密码 {password}")


@account.command("role")
@click.argument("username")
@click.argument("role", type=_ROLES)
def change_role(username: str, role: str) -> None:
    """更改账号的角色。"""
    changed = services.change_role(_named(username).pk, Role(role), OPERATOR, timezone.now())
    click.echo(f"{changed.username} 现在是{changed.role_label}")


@account.command("unlock")
@click.argument("username")
def unlock(username: str) -> None:
    """解除因输错密码造成的锁定。"""
    services.unlock(_named(username).pk, OPERATOR, timezone.now())
    click.echo(f"{username} 已解锁")


@account.command("password")
@click.argument("username")
def reset_password(username: str) -> None:
    """重设密码并印出；本人下次登录须修改。"""
    _, password = services.reset_password(_named(username).pk, OPERATOR, timezone.now())
    click.echo(f"{username} 的新密码 {password}")


@account.command("list")
def list_accounts() -> None:
    """列出账号。"""
    for found in queries.accounts():
        state = "启用" if found.is_active else "停用"
        click.echo(f"{found.username}\t{found.role_label}\t{state}\t{found.display_name}")


def _named(username: str) -> Account:
    found = queries.account_named(username)
    if found is None:
        raise LingxingError("没有这个账号", where=username, remedy="全部账号见 lingxing account list")
    return found
