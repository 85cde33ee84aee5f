"""A mailbox on a mail server, by IMAP4rev1 (RFC 3501) over TLS with the standard library.

Letters are known by their UID, which holds as long as UIDVALIDITY does. They are read without being marked (PEEK) and
moved away (MOVE, RFC 6851; else COPY, and UID EXPUNGE of that one where the server has UIDPLUS) when they are settled.
"""

import binascii
import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from lingxing.engines.hotline.mailbox.declared import DeclaredMailbox
from lingxing.kernel.errors import LingxingError

_SECONDS = 60
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_OK = "OK"
FAILURES = (imaplib.IMAP4.error, OSError)
"""What the library raises where a server refuses, breaks off or does not answer; `abort` is one of them."""


class ImapMailbox:
    """One folder of one mailbox, opened. Every method may raise what FAILURES names."""

    def __init__(self, connection: imaplib.IMAP4, declared: DeclaredMailbox) -> None:
        self._connection, self._declared = connection, declared
        # Many servers name MOVE and UIDPLUS only to who is signed in.
        _, told = connection.capability()
        self._can = frozenset(b" ".join(part for part in told if isinstance(part, bytes)).decode().upper().split())
        status, _ = connection.select(_quoted(encoded(declared.folder)))
        if status != _OK:
            raise LingxingError("邮箱里没有这个文件夹", where=str(declared), remedy="请核对 folder")
        _, validity = connection.response("UIDVALIDITY")
        self.validity = int(validity[0]) if validity and validity[0] else 0
        """What the UIDs hold for; another number means other UIDs."""

    def waiting(self) -> list[int]:
        """Return the UIDs of the letters in the folder that are not marked as deleted, the oldest first."""
        found = self._checked(self._connection.uid("SEARCH", "UNDELETED"))
        return sorted(int(number) for part in found if isinstance(part, bytes) for number in part.split())

    def size(self, uid: int) -> int | None:
        """Return how many bytes a letter has, None where it is gone."""
        for part in self._checked(self._connection.uid("FETCH", str(uid), "(RFC822.SIZE)")):
            head = part[0] if isinstance(part, tuple) else part
            if isinstance(head, bytes) and (found := _SIZE.search(head)):
                return int(found[1])
        return None

    def content(self, uid: int) -> bytes | None:
        """Return a letter as it came in, None where it is gone. The server does not mark it as read."""
        for part in self._checked(self._connection.uid("FETCH", str(uid), "(BODY.PEEK[])")):
            if isinstance(part, tuple) and isinstance(part[1], bytes):
                return part[1]
        return None

    def put_away(self, uid: int, *, taken: bool) -> None:
        """Move a letter to the folder of those that were taken, or of the others; the folder is made where needed."""
        folder = _quoted(encoded(self._declared.taken if taken else self._declared.aside))
        moves = "MOVE" in self._can
        command = "MOVE" if moves else "COPY"
        status, _ = self._connection.uid(command, str(uid), folder)
        if status != _OK:
            self._connection.create(folder)
            self._checked(self._connection.uid(command, str(uid), folder))
        if not moves:
            self._checked(self._connection.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted \Seen)"))
            if "UIDPLUS" in self._can:
                self._checked(self._connection.uid("EXPUNGE", str(uid)))

    def _checked(self, answer: tuple[str, list[object]]) -> list[object]:
        status, told = answer
        if status != _OK:
            said = told[0].decode("ascii", "replace") if told and isinstance(told[0], bytes) else status
            raise imaplib.IMAP4.error(said[:200])
        return told


@contextmanager
def opened(declared: DeclaredMailbox) -> Iterator[ImapMailbox]:
    """Sign in, give the folder, sign out. LingxingError, never with the password, where server or sign-in refuse, and
    where the conversation breaks off."""
    try:
        connection = _connected(declared)
    except (*FAILURES, ssl.SSLError) as error:
        told = "服务器的证书不可信" if isinstance(error, ssl.SSLCertVerificationError) else "连接不上邮件服务器"
        remedy = f"请核对地址、端口和证书（{type(error).__name__}）"
        raise LingxingError(told, where=str(declared), remedy=remedy) from None
    try:
        _sign_in(connection, declared)
        yield ImapMailbox(connection, declared)
    except FAILURES as error:
        raise LingxingError(
            "和邮件服务器的会话中断", where=str(declared), remedy=f"稍后会再试（{error}）"[:300]
        ) from None
    finally:
        with contextlib.suppress(*FAILURES):
            connection.logout()


def _connected(declared: DeclaredMailbox) -> imaplib.IMAP4:
    context = ssl.create_default_context(cafile=str(declared.authority) if declared.authority else None)
    if not declared.starttls:
        return imaplib.IMAP4_SSL(declared.host, declared.port, ssl_context=context, timeout=_SECONDS)
    connection = imaplib.IMAP4(declared.host, declared.port, timeout=_SECONDS)
    connection.starttls(context)
    return connection


def _sign_in(connection: imaplib.IMAP4, declared: DeclaredMailbox) -> None:
    try:
        connection.login(_quoted(declared.user), declared.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise LingxingError(
            "邮箱的用户名或者口令不对", where=str(declared), remedy="请核对 user 和 password_file"
        ) from None


def encoded(name: str) -> str:
    """Return the name of a folder in modified UTF-7, as RFC 3501 5.1.3 has it."""
    found, run = "", ""
    for sign in f"{name}\0":
        if sign != "\0" and not " " <= sign <= "~":
            run += sign
            continue
        if run:
            packed = binascii.b2a_base64(run.encode("utf-16-be"), newline=False).rstrip(b"=").decode().replace("/", ",")
            found, run = f"{found}&{packed}-", ""
        found += "&-" if sign == "&" else sign
    return found.removesuffix("\0")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
