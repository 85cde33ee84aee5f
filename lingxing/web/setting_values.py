"""How the text of a setting is read: each reader returns the value; ValueError says what is wrong, in Chinese."""

import ipaddress
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")


def text(value: str) -> str:
    """Return the text as it is."""
    return value


def path(value: str) -> Path:
    """Return an absolute path. ValueError for a relative one."""
    found = Path(value).expanduser()
    if not found.is_absolute():
        raise ValueError("须为绝对路径")
    return found


def optional_path(value: str) -> Path | None:
    """Return an absolute path, None for an empty text."""
    return path(value) if value else None


def switch(value: str) -> bool:
    """Return whether it says yes. ValueError for what is neither yes nor no."""
    if value not in ("yes", "no"):
        raise ValueError("只能写 yes 或 no")
    return value == "yes"


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    """Return the reader of a whole number from `lowest` to `highest`, both included."""

    def parse(value: str) -> int:
        if not value.isascii() or not value.isdecimal() or not lowest <= int(value) <= highest:
            raise ValueError(f"须为 {lowest} 至 {highest} 的整数")
        return int(value)

    return parse


def choice(*choices: str) -> Callable[[str], str]:
    """Return the reader that takes one of these words."""

    def parse(value: str) -> str:
        if value not in choices:
            raise ValueError(f"只能是 {'、'.join(choices)} 之一")
        return value

    return parse


def several(check: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    """Return the reader of several values, joined by commas, each of which `check` takes."""

    def parse(value: str) -> tuple[str, ...]:
        return tuple(check(part.strip()) for part in value.split(",") if part.strip())

    return parse


def host(value: str) -> str:
    """Return a name of a host. ValueError for what is none, or for all hosts."""
    if "/" in value or " " in value or value == "*":
        raise ValueError(f"“{value}”不是主机名；不带协议和路径，不接受 *")
    return value


def origin(value: str) -> str:
    """Return scheme and host. ValueError for another form."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
        raise ValueError(f"“{value}”须写作 https://主机名，不带路径")
    return value


def network(value: str) -> str:
    """Return an address or a network. ValueError for what is neither."""
    try:
        ipaddress.ip_network(value)
    except ValueError:
        raise ValueError(f"“{value}”不是 IP 地址或网段") from None
    return value


def header(value: str) -> str:
    """Return the name of an HTTP header in small letters, empty for none. ValueError for what is no name."""
    if value and not _HEADER.fullmatch(value):
        raise ValueError(f"“{value}”不是 HTTP 头的名称")
    return value.lower()
