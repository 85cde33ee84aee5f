"""Where messages leave the house: the mail server and the file for a gateway of short messages."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_MAIL_SCHEMES = {"smtp": ("none", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail leaves the house: `security` is none, starttls or tls."""

    host: str
    port: int
    security: str = "none"
    user: str = ""
    password: str = field(default="", repr=False)


def parse_mail_server(value: str) -> MailServer | None:
    """Return the server that `value` points to, None for an empty one; ValueError for another form."""
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in _MAIL_SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("须写作 smtp://用户:口令@主机:端口；加密时写 smtps:// 或 smtp+starttls://")
    security, usual = _MAIL_SCHEMES[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, parts.port or usual, security, user, password)


def parse_mail_address(value: str) -> str:
    """Return the address, or the empty text; ValueError for another form."""
    if value and not _MAIL_ADDRESS.fullmatch(value):
        raise ValueError(f"“{value}”不是电子邮箱地址")
    return value


def parse_sms_file(value: str) -> Path | None:
    """Return the file of a file:// address, None for an empty one; ValueError for another form."""
    parts = urlsplit(value)
    if value and (parts.scheme != "file" or parts.netloc or not parts.path.startswith("/")):
        raise ValueError("须写作 file:///绝对路径/文件")
    return Path(unquote(parts.path)) if value else None
