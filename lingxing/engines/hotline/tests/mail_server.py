"""A small mail server that speaks IMAP4rev1 over TLS on a real socket, as RFC 3501 and RFC 6851 have it."""

import datetime as dt
import ipaddress
import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "12345@example.org", "let me in"
_WORDS = re.compile(rb'"((?:[^"\\]|\\.)*)"|\(([^)]*)\)|(\S+)')


@dataclass
class Store:
    """What the server keeps: folders with letters by UID. `without_move` makes it an older server; `break_after` lets
    the line drop when so many letters have been asked for."""

    folders: dict[str, dict[int, bytes]] = field(default_factory=lambda: {"INBOX": {}})
    flags: dict[int, set[str]] = field(default_factory=dict)
    validity: int = 7
    next_uid: int = 100
    without_move: bool = False
    without_uidplus: bool = False
    break_after: int | None = None
    break_at_move: bool = False
    commands: list[str] = field(default_factory=list)

    def receive(self, letter: bytes) -> int:
        """Put a letter into the inbox and return its UID."""
        self.next_uid += 1
        self.folders["INBOX"][self.next_uid] = letter.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        return self.next_uid

    def capabilities(self) -> str:
        """Return what the server can do, to who is signed in."""
        found = ["IMAP4rev1", *([] if self.without_move else ["MOVE"]), *([] if self.without_uidplus else ["UIDPLUS"])]
        return " ".join(found)


class _Talk(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self.store, self.context = self.server.store, self.server.context
        self.signed_in, self.selected = False, ""
        if not self.server.starttls:
            self._encrypt()
        self._say("* OK ready")
        while line := self.rfile.readline():
            tag, _, rest = line.rstrip(b"\r\n").partition(b" ")
            name, _, told = rest.partition(b" ")
            words = [b"".join(found).replace(b'\\"', b'"').replace(b"\\\\", b"\\") for found in _WORDS.findall(told)]
            if not self._answer(tag.decode(), name.decode().upper(), [word.decode() for word in words]):
                return

    def _encrypt(self) -> None:
        self.connection = self.context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)

    def _say(self, text: str | bytes) -> None:
        self.wfile.write((text.encode() if isinstance(text, str) else text) + b"\r\n")

    def _answer(self, tag: str, name: str, words: list[str]) -> bool:
        self.store.commands.append(" ".join([name, *words[:2]]) if name != "LOGIN" else name)
        if name == "STARTTLS":
            self._say(f"{tag} OK begin")
            self._encrypt()
        elif name == "CAPABILITY":
            told = self.store.capabilities() if self.signed_in else "IMAP4rev1" + " STARTTLS" * self.server.starttls
            self._say(f"* CAPABILITY {told}")
            self._say(f"{tag} OK done")
        elif name == "LOGIN":
            self.signed_in = words == [USER, PASSWORD] and isinstance(self.connection, ssl.SSLSocket)
            self._say(f"{tag} OK in" if self.signed_in else f"{tag} NO [AUTHENTICATIONFAILED] wrong")
        elif name == "LOGOUT":
            self._say("* BYE")
            self._say(f"{tag} OK out")
            return False
        elif not self.signed_in:
            self._say(f"{tag} BAD not signed in")
        else:
            return self._signed_in(tag, name, words)
        return True

    def _signed_in(self, tag: str, name: str, words: list[str]) -> bool:
        store = self.store
        if name == "SELECT" and words[0] in store.folders:
            self.selected = words[0]
            self._say(f"* {len(store.folders[words[0]])} EXISTS")
            self._say(f"* OK [UIDVALIDITY {store.validity}] valid")
            self._say(f"{tag} OK [READ-WRITE] selected")
        elif name == "CREATE":
            made = words[0] not in store.folders
            store.folders.setdefault(words[0], {})
            self._say(f"{tag} OK made" if made else f"{tag} NO there already")
        elif name == "UID" and self.selected:
            return self._by_uid(tag, words[0].upper(), words[1:])
        else:
            self._say(f"{tag} NO what is {name}?")
        return True

    def _by_uid(self, tag: str, name: str, words: list[str]) -> bool:
        store, held = self.store, self.store.folders[self.selected]
        if name == "SEARCH":
            found = [uid for uid in held if "\\Deleted" not in store.flags.get(uid, set())]
            self._say(f"* SEARCH {' '.join(map(str, found))}".rstrip())
        elif name == "FETCH":
            if int(words[0]) in held and not self._fetch(int(words[0]), words[1]):
                return False
        elif name in ("MOVE", "COPY"):
            if store.break_at_move:
                return False
            if (name == "MOVE" and store.without_move) or words[1] not in store.folders:
                self._say(f"{tag} NO [TRYCREATE] no such folder")
                return True
            self._copy(int(words[0]), words[1], move=name == "MOVE")
        elif name == "STORE":
            store.flags.setdefault(int(words[0]), set()).update(words[2].split())
        elif name == "EXPUNGE":
            held.pop(int(words[0]), None)
        self._say(f"{tag} OK done")
        return True

    def _fetch(self, uid: int, what: str) -> bool:
        store = self.store
        place = [*store.folders[self.selected]].index(uid) + 1
        letter = store.folders[self.selected][uid]
        if what == "RFC822.SIZE":
            self._say(f"* {place} FETCH (UID {uid} RFC822.SIZE {len(letter)})")
            return True
        if store.break_after is not None:
            store.break_after -= 1
            if store.break_after < 0:
                self.connection.shutdown(socket.SHUT_RDWR)
                return False
        self._say(f"* {place} FETCH (UID {uid} BODY[] {{{len(letter)}}}".encode() + b"\r\n" + letter + b")")
        return True

    def _copy(self, uid: int, folder: str, *, move: bool) -> None:
        held = self.store.folders[self.selected]
        if uid in held:
            self.store.next_uid += 1
            self.store.folders[folder][self.store.next_uid] = held[uid]
            if move:
                del held[uid]
                self._say(f"* {1} EXPUNGE")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True
    store: Store
    context: ssl.SSLContext
    starttls: bool


@contextmanager
def serving(store: Store, folder: Path, *, starttls: bool = False) -> Iterator[int]:
    """Serve the store while the block runs and give the port. The certificate lies in `folder` as server.pem."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.store, server.context, server.starttls = store, context, starttls
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def _certificate(folder: Path) -> Path:
    path = folder / "server.pem"
    if path.exists():
        return path
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).add_extension(names, critical=False)
    builder = builder.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    signed = builder.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path
