"""Sealing with the installation's own keys, for every engine that keeps personal data.

A context names the place of the value for good: `party:<uuid>:name`, `case:<uuid>:fact:income`. It must be given again
to open the value, and is itself no secret.
"""

from django.conf import settings

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.sealing import SealingKey, keyed_digest, seal, seal_bytes, unseal, unseal_bytes


def seal_text(plaintext: str, context: str) -> str:
    """Return `plaintext` sealed with the newest key: ASCII, about a third longer than its UTF-8 plus 60 characters."""
    return seal(_newest(), plaintext, context)


def unseal_text(text: str, context: str) -> str:
    """Return what was sealed. Unsealable where keys, context or content do not fit."""
    return unseal(settings.DATA_KEYS, text, context)


def seal_file(content: bytes, context: str) -> bytes:
    """Return the content of a file sealed with the newest key, some 37 bytes longer."""
    return seal_bytes(_newest(), content, context)


def unseal_file(sealed: bytes, context: str) -> bytes:
    """Return the content of a sealed file. Unsealable where keys, context or content do not fit."""
    return unseal_bytes(settings.DATA_KEYS, sealed, context)


def digest(text: str) -> str:
    """Return the keyed digest of `text`, 64 hexadecimal digits: for finding equal values without keeping them."""
    if not settings.DIGEST_KEY:
        raise _no_keys()
    return keyed_digest(settings.DIGEST_KEY, text)


def _newest() -> SealingKey:
    keys: tuple[SealingKey, ...] = settings.DATA_KEYS
    if not keys:
        raise _no_keys()
    return keys[0]


def _no_keys() -> LingxingError:
    remedy = "请先运行 lingxing migrate 或 lingxing serve"
    return LingxingError("数据密钥还没有建立", where="数据目录的 keys", remedy=remedy)
