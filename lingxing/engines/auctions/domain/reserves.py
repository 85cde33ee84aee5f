"""The commitment that binds a reserve price at its import without showing it."""

import hashlib
import hmac
import re

from lingxing.kernel.canonical import canonical_json

_DOMAIN = b"lingxing reserve price 1\n"
_SALT = re.compile(r"[0-9a-f]{64}")


def reserve_commitment(price: int, salt: str) -> str:
    """Return SHA-256 (hexadecimal) over a price in fen and a salt of 64 hexadecimal digits.

    ValueError for another salt: the price alone could be guessed.
    """
    if not _SALT.fullmatch(salt):
        raise ValueError("a salt has 64 hexadecimal digits")
    return hashlib.sha256(_DOMAIN + canonical_json([price, salt]).encode()).hexdigest()


def opens_reserve(commitment: str, price: int, salt: str) -> bool:
    """Return whether price and salt are those that `commitment` was made of."""
    return bool(_SALT.fullmatch(salt)) and hmac.compare_digest(reserve_commitment(price, salt), commitment)
