"""Which mailboxes an installation reads: a YAML file that `LINGXING_MAILBOXES` names; passwords lie in files of their
own."""

import hashlib
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from lingxing.kernel.errors import LingxingError

_PORTS = {"imaps": 993, "imap+starttls": 143}
_KEYS = {"hotline", "server", "user", "password_file", "certificate_authority", "folder", "taken", "aside"}
_NEEDED = ("hotline", "server", "user", "password_file")
_HOTLINE = re.compile(r"[a-z0-9_]+/[a-z0-9_]+/[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class DeclaredMailbox:
    """A mailbox on a mail server. Letters that became tickets move to `taken`, the others to `aside`."""

    hotline: str
    """<city>/<subject>_<year>/<service>."""
    host: str
    port: int
    starttls: bool
    user: str
    password: str = field(repr=False)
    authority: Path | None = None
    """Who issued the server's certificate, where the machine does not know them."""
    folder: str = "INBOX"
    taken: str = "已登记"
    aside: str = "待人工"

    @property
    def id(self) -> str:
        """Return what `LetterSeen.mailbox` holds: the same place on the same server, however often it is declared."""
        return hashlib.sha256(f"{self.host.casefold()}\n{self.port}\n{self.user}\n{self.folder}".encode()).hexdigest()

    def __str__(self) -> str:
        """Return how messages name it: never with the password."""
        return f"{self.user} {self.host} {self.folder}"


def declared_mailboxes(path: Path | None) -> list[DeclaredMailbox]:
    """Return the mailboxes of the file, none where no file is set. LingxingError names file, entry and key."""
    if path is None:
        return []
    try:
        held = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LingxingError("读不了邮箱的设置", where=str(path), remedy=f"须为 UTF-8 的 YAML：{error}"[:300]) from None
    if not isinstance(held, list):
        raise LingxingError(
            "邮箱的设置须为列表", where=str(path), remedy="每个邮箱一项，见 docs/guides/run-a-hotline.md"
        )
    return [_mailbox(entry, f"{path} 第{place}个邮箱") for place, entry in enumerate(held, 1)]


def _mailbox(entry: object, where: str) -> DeclaredMailbox:
    if not isinstance(entry, Mapping):
        raise LingxingError("须写明各项设置", where=where, remedy=f"可写：{'、'.join(sorted(_KEYS))}")
    held = {str(key): "" if value is None else str(value) for key, value in entry.items()}
    if unknown := sorted(set(held) - _KEYS):
        raise LingxingError(f"没有设置“{unknown[0]}”", where=where, remedy=f"可写：{'、'.join(sorted(_KEYS))}")
    if missing := [key for key in _NEEDED if not held.get(key)]:
        raise LingxingError(f"缺少“{missing[0]}”", where=where, remedy="热线、服务器、用户、口令文件都要写")
    if any(sign < " " for value in held.values() for sign in value):
        raise LingxingError("设置里有控制字符", where=where, remedy="请删除")
    if not _HOTLINE.fullmatch(held["hotline"]):
        raise LingxingError(
            f"“{held['hotline']}”不是热线", where=where, remedy="写作 城市/文件/事项，见 lingxing hotline list"
        )
    host, port, starttls = _server(held["server"], where)
    return DeclaredMailbox(
        held["hotline"],
        host,
        port,
        starttls,
        held["user"],
        _password(Path(held["password_file"]), where),
        Path(held["certificate_authority"]) if held.get("certificate_authority") else None,
        held.get("folder") or "INBOX",
        held.get("taken") or "已登记",
        held.get("aside") or "待人工",
    )


def _server(text: str, where: str) -> tuple[str, int, bool]:
    parts = urlsplit(text)
    try:
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        port = 0
    plain = not parts.username and not parts.password and parts.path in ("", "/") and not parts.query
    if parts.scheme not in _PORTS or not parts.hostname or not port or not plain:
        remedy = "写作 imaps://主机:端口 或 imap+starttls://主机:端口；不加密的不连接，口令写在 password_file"
        raise LingxingError("服务器的地址不能使用", where=where, remedy=remedy)
    return parts.hostname, port, parts.scheme == "imap+starttls"


def _password(path: Path, where: str) -> str:
    try:
        mode = path.stat().st_mode
        held = path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise LingxingError("读不了口令文件", where=where, remedy=f"{path}：{type(error).__name__}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise LingxingError("口令文件别人也能读", where=where, remedy=f"请运行 chmod 600 {path}")
    if not held or not held.isascii() or any(sign < " " for sign in held):
        raise LingxingError("口令文件里须为一行 ASCII 口令", where=where, remedy=f"请核对 {path}")
    return held
