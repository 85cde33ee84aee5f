"""Sealing of personal data: AES-256-GCM under a key of the installation, bound to the place that the value belongs to.

A sealed value opens only with its key and in its own context (party:<uuid>:name), so that a ciphertext moved to another
row or column does not open there. The caller brings the random nonce where it must be repeatable; never twice the same.
"""

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lingxing.kernel.errors import LingxingError

KEY_BYTES = 32
NONCE_BYTES = 12
_KEY_ID = re.compile(r"[0-9a-z]{1,32}")
_MAGIC = b"LXS1"
HEAD_BYTES = len(_MAGIC) + 1 + 32
"""How much of a sealed file tells the name of its key."""


class Unsealable(LingxingError):
    """A sealed value that no key at hand opens, or that was altered or moved. The message holds nothing of it."""


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A key of 32 bytes and the name that sealed values carry. The bytes stand in no representation of it."""

    id: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Raise ValueError for a badly formed name or a key of another length."""
        if not _KEY_ID.fullmatch(self.id):
            raise ValueError("a key's name is 1 to 32 digits and small letters")
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"a sealing key has {KEY_BYTES} bytes")


def seal_bytes(key: SealingKey, plain: bytes, context: str, *, nonce: bytes | None = None) -> bytes:
    """Return `plain` sealed: magic, length and name of the key, nonce, ciphertext with its tag. For files."""
    fresh = nonce if nonce is not None else os.urandom(NONCE_BYTES)
    name = key.id.encode("ascii")
    head = _MAGIC + bytes([len(name)]) + name
    return head + fresh + AESGCM(key.secret).encrypt(fresh, plain, head + context.encode("utf-8"))


def unseal_bytes(keys: Iterable[SealingKey], sealed: bytes, context: str) -> bytes:
    """Return what `seal_bytes` was given. Unsealable where key, context or content do not fit."""
    name_at = len(_MAGIC) + 1
    if len(sealed) < name_at or not sealed.startswith(_MAGIC):
        raise _unsealable("不是本系统的密文")
    nonce_at = name_at + sealed[name_at - 1]
    key = _named(keys, sealed[name_at:nonce_at].decode("ascii", "replace"))
    nonce, body = sealed[nonce_at : nonce_at + NONCE_BYTES], sealed[nonce_at + NONCE_BYTES :]
    try:
        return AESGCM(key.secret).decrypt(nonce, body, sealed[:nonce_at] + context.encode("utf-8"))
    except (InvalidTag, ValueError):
        raise _unsealable("密文已被改动，或不属于这里") from None


def sealed_with(head: bytes) -> str:
    """Return the name of the key that sealed a file that begins so (HEAD_BYTES are enough), empty where none did."""
    name_at = len(_MAGIC) + 1
    if len(head) < name_at or not head.startswith(_MAGIC):
        return ""
    return head[name_at : name_at + head[name_at - 1]].decode("ascii", "replace")


def seal(key: SealingKey, plaintext: str, context: str, *, nonce: bytes | None = None) -> str:
    """Return `plaintext` sealed as ASCII text: the name of the key, a dot, the rest in URL-safe base64."""
    sealed = seal_bytes(key, plaintext.encode("utf-8"), context, nonce=nonce)
    return f"{key.id}.{base64.urlsafe_b64encode(sealed[len(_MAGIC) + 1 + len(key.id) :]).decode('ascii')}"


def unseal(keys: Iterable[SealingKey], text: str, context: str) -> str:
    """Return what `seal` was given. Unsealable where key, context or content do not fit."""
    name, dot, body = text.partition(".")
    if not dot or not _KEY_ID.fullmatch(name):
        raise _unsealable("不是本系统的密文")
    try:
        rest = base64.b64decode(body.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        raise _unsealable("密文已被改动") from None
    head = _MAGIC + bytes([len(name)]) + name.encode("ascii")
    return unseal_bytes(keys, head + rest, context).decode("utf-8")


def keyed_digest(key: bytes, text: str) -> str:
    """Return the HMAC-SHA256 of `text` under `key`, 64 hexadecimal digits: equal texts are found without being read."""
    return hmac.new(key, text.encode("utf-8"), hashlib.sha256).hexdigest()


def _named(keys: Iterable[SealingKey], name: str) -> SealingKey:
    found = next((key for key in keys if key.id == name), None)
    if found is None:
        raise _unsealable("没有封存它的那把密钥")
    return found


def _unsealable(what: str) -> Unsealable:
    remedy = "请检查数据目录 keys 下的密钥是否齐全，并从备份核对数据"
    return Unsealable(f"加密的数据无法解开：{what}", remedy=remedy)
