"""`lingxing certificate authority` and `issue`."""

import datetime as dt
from pathlib import Path

import click

from lingxing.cli.certificate.files import AUTHORITY, read_issued, write_issued
from lingxing.engines.parties.certificates.issuing import MARK, Holder, issue_client, issue_server, new_authority

_FOLDER = click.Path(file_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", metavar="目录", type=_FOLDER)
@click.option("--name", default="令行测试签发机构", show_default=True, help="签发机构的名称。")
def authority(folder: Path, name: str) -> None:
    """在目录里建立测试用的签发机构；不覆盖已有的。"""
    written = write_issued(folder / AUTHORITY, new_authority(name, _now()))
    click.echo(f"已建立{MARK}的签发机构：{'、'.join(map(str, written))}")
    click.echo(f"测试时让服务信任它：LINGXING_CERTIFICATE_AUTHORITIES={written[0].resolve()}；正式服务不可信任它。")


@click.command()
@click.option("--authority", "folder", metavar="目录", type=_FOLDER, required=True, help="签发机构所在的目录。")
@click.option("--name", required=True, help="持有人的姓名或名称；服务器的写主机名。")
@click.option("--code", default="", help="统一社会信用代码或居民身份证号码，写入证书主体的 serialNumber。")
@click.option("--server", is_flag=True, help="签发服务器证书，--name 为主机名或 IP 地址，可用逗号分隔几个。")
@click.option("--days", type=click.IntRange(1, 3650), default=365, show_default=True, help="有效天数。")
@click.option("--password", default="", help="PKCS#12 文件的口令；不写则不加密。")
@click.argument("out", metavar="文件", type=_OUT)
def issue(folder: Path, name: str, code: str, server: bool, days: int, password: str, out: Path) -> None:  # noqa: FBT001
    """签发测试用的证书，写成 文件.pem、文件.key 和 文件.p12；不覆盖已有的。"""
    issuer, lasting = read_issued(folder, AUTHORITY), dt.timedelta(days=days)
    if server:
        if code:
            raise click.UsageError("--code 不能与 --server 同写")
        hosts = [host.strip() for host in name.split(",") if host.strip()]
        if not hosts:
            raise click.UsageError("--name 须写主机名")
        issued = issue_server(issuer, hosts, _now(), lasting)
    else:
        issued = issue_client(issuer, Holder(name, code), _now(), lasting)
    written = write_issued(out, issued, issuer, password)
    click.echo(f"已签发{MARK}：{'、'.join(map(str, written))}")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
