"""Letters (e-mail) as files. Where they come from is a mailbox: a folder here, IMAP for whoever writes one."""

import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default as default_policy
from email.utils import parseaddr
from pathlib import Path
from typing import Protocol

from lingxing.kernel.errors import LingxingError

MOST_BYTES = 10_000_000
_TAGS = re.compile(r"<(script|style).*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)


class Mailbox(Protocol):
    """Where letters wait: `letters` gives each with its name there, `taken` puts it away."""

    def letters(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each letter that waits."""
        ...

    def taken(self, name: str) -> None:
        """Put a letter away that has become a ticket."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A mailbox in a folder: files ending in .eml, or the `new` of a Maildir; letters taken move to `taken`."""

    path: Path

    def letters(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each letter, by name."""
        place = self._place
        for file in sorted(place.iterdir()) if place.is_dir() else ():
            if file.is_file() and not file.name.startswith(".") and file.stat().st_size <= MOST_BYTES:
                yield file.name, file.read_bytes()

    def taken(self, name: str) -> None:
        """Move the letter to the folder `taken`."""
        away = self.path / "taken"
        away.mkdir(exist_ok=True)
        (self._place / name).rename(away / name)

    @property
    def _place(self) -> Path:
        new = self.path / "new"
        return new if new.is_dir() else self.path


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was written."""

    digest: str
    sender_name: str
    sender: str
    subject: str
    text: str


def read_letter(content: bytes) -> Letter:
    """Return what a letter says. LingxingError where it has no text."""
    message = email.message_from_bytes(content, policy=default_policy)
    if not isinstance(message, EmailMessage):
        raise LingxingError("不是电子邮件", where="邮件", remedy="请上传 .eml 文件")
    name, address = parseaddr(str(message.get("From", "")))
    text = _text(message).strip()
    if not text:
        raise LingxingError("邮件里没有文字", where=str(message.get("Subject", ""))[:60], remedy="请人工登记")
    identity = str(message.get("Message-ID", "")).strip().encode() or content
    digest = hashlib.sha256(identity).hexdigest()
    return Letter(digest, name[:100], address[:200], str(message.get("Subject", "")).strip(), text)


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        found = str(body.get_content())
    except (LookupError, KeyError, UnicodeError):
        payload = body.get_payload(decode=True)
        found = payload.decode("gb18030", "replace") if isinstance(payload, bytes) else ""
    return _TAGS.sub(" ", found) if body.get_content_type() == "text/html" else found
