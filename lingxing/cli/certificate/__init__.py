"""`lingxing certificate`: certificates for tests and demonstrations. No licensed authority issues them."""

import click

from lingxing.cli.ground import Ground
from lingxing.cli.lazy import Command, LazyGroup

_ISSUING = "lingxing.cli.certificate.issuing"
COMMANDS = {
    "authority": Command(f"{_ISSUING}:authority", "建立测试用的签发机构", Ground.NOTHING),
    "issue": Command(f"{_ISSUING}:issue", "签发测试用的证书：竞买人的或服务器的", Ground.NOTHING),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def certificate() -> None:
    """签发测试用的数字证书；正式使用的由依法确定的认证服务机构签发。"""
