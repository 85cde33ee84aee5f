"""Test certificates for the demo's bidders, from an authority that the demo alone trusts."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from lingxing.cli.certificate.files import AUTHORITY, read_issued, write_issued
from lingxing.cli.demo.script import Person
from lingxing.engines.parties.certificates.issuing import Holder, Issued, issue_client, new_authority
from lingxing.engines.parties.certificates.services import register_certificate
from lingxing.engines.parties.queries import account_named
from lingxing.kernel.errors import LingxingError

_LASTING = dt.timedelta(days=3650)


def certify(people: Iterable[Person], folder: Path, at: dt.datetime) -> None:
    """Issue a certificate to everybody and register it with the account that bears its holder's name."""
    authority = _authority(folder, at)
    for person in people:
        account = account_named(person.username)
        if account is None:
            raise LingxingError("没有这个演示账号", where=person.username, remedy="请重新运行 lingxing demo")
        issued = issue_client(authority, Holder(person.name, person.number), at, _LASTING)
        _replace(folder / person.username, issued, authority)
        register_certificate(account, issued.certificate, at)


def _authority(folder: Path, at: dt.datetime) -> Issued:
    if not (folder / f"{AUTHORITY}.pem").exists():
        write_issued(folder / AUTHORITY, new_authority("令行演示签发机构", at))
    return read_issued(folder, AUTHORITY)


def _replace(path: Path, issued: Issued, authority: Issued) -> None:
    """Write the files of a certificate in place of those that an interrupted first run left."""
    for end in (".pem", ".key", ".p12"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    write_issued(path, issued, authority)
