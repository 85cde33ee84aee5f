"""`lingxing serve`: the service."""

import socket
from functools import partial
from typing import Any

import click
import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from lingxing.cli.migrate import migrate_tables, pending_migrations
from lingxing.cli.scheduling import sweeping, ticking
from lingxing.cli.static_files import collect_static
from lingxing.engines.parties.services_attempts import forget_old_attempts
from lingxing.kernel.errors import LingxingError
from lingxing.web.environment import Environment
from lingxing.web.tls import PeerProtocol, asking_context

_GRACE_SECONDS = 20


@click.command()
@click.option(
    "--migrate/--no-migrate", default=True, help="开站前升级数据库（默认）；--no-migrate 遇到旧结构则拒绝启动。"
)
def serve(migrate: bool) -> None:  # noqa: FBT001
    """按环境变量的设置提供服务。日志为每行一个 JSON，健康检查在 /health。"""
    environment = settings.ENVIRONMENT
    refuse_busy_port(environment.listen, environment.port)
    bring_up_to_date(migrate=migrate)
    run_server(environment.listen, environment.port, environment.workers)


def bring_up_to_date(*, migrate: bool = True) -> None:
    """Make tables and static files ready and drop what has lapsed: sessions, counters of attempts.

    LingxingError where the database does not answer, or is behind and may not be migrated.
    """
    try:
        if migrate:
            migrate_tables()
        elif count := pending_migrations():
            raise LingxingError(
                f"数据库结构落后 {count} 步", where="数据库", remedy="请先备份，再运行 lingxing migrate"
            )
        call_command("clearsessions")
        forget_old_attempts(timezone.now())
    except DatabaseError as error:
        what = f"数据库不可用（{str(error).strip().splitlines()[0]}）"
        raise LingxingError(what, where="LINGXING_DATABASE", remedy="请检查地址、权限和数据库服务") from error
    collect_static()


def refuse_busy_port(listen: str, port: int) -> None:
    """Raise LingxingError where the address can't be listened on."""
    family = socket.AF_INET6 if ":" in listen else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listen, port))
        except OSError as error:
            remedy = "请停掉占用它的程序，或换一个端口（LINGXING_PORT，demo 用 --port）"
            raise LingxingError(f"无法监听（{error.strerror}）", where=f"{listen}:{port}", remedy=remedy) from None


def run_server(listen: str, port: int, workers: int) -> None:
    """Serve until told to stop, sweeping and ticking beside it; requests under way get 20 seconds to end."""
    with ticking(), sweeping(on=settings.ENVIRONMENT.sweep):
        uvicorn.run(
            "lingxing.web.asgi:application",
            host=listen,
            port=port,
            workers=workers,
            http=PeerProtocol,
            **tls_options(settings.ENVIRONMENT),
            lifespan="off",
            proxy_headers=True,
            forwarded_allow_ips=",".join(settings.ENVIRONMENT.proxies),
            server_header=False,
            access_log=False,
            log_config=settings.LOGGING,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )


def tls_options(environment: Environment) -> dict[str, Any]:
    """Return the server's options for ending TLS itself; none where it does not. LingxingError names a missing file."""
    if environment.tls_certificate is None:
        return {}
    names = {"LINGXING_TLS_CERTIFICATE": environment.tls_certificate, "LINGXING_TLS_KEY": environment.tls_key}
    for name, path in names.items():
        if path is None or not path.is_file():
            raise LingxingError(f"没有文件 {path}", where=name, remedy="请写 PEM 文件的绝对路径")
    return {
        "ssl_certfile": environment.tls_certificate,
        "ssl_keyfile": environment.tls_key,
        "ssl_context_factory": partial(asking_context, environment.certificate_authorities),
    }
