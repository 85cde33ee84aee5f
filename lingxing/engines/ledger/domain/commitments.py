"""Commitments to single fields: an entry binds a value without showing it; the salt and the value open it later."""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping

from lingxing.kernel.canonical import Json, canonical_json

_DOMAIN = b"lingxing ledger field 1\n"
_SALT_BYTES = 16
_SALT = re.compile(r"[0-9a-f]{32}")


def commitment(name: str, value: Json, salt: str) -> str:
    """Return SHA-256 (hexadecimal) over the field's name, salt and value.

    ValueError for a value without canonical form or a salt that is not 128 bits in hexadecimal: a shorter one could be
    guessed together with the value.
    """
    if not _SALT.fullmatch(salt):
        raise ValueError("a salt has 32 hexadecimal digits")
    return hashlib.sha256(_DOMAIN + canonical_json([name, salt, value]).encode()).hexdigest()


def check_opening(name: str, value: Json, salt: str, committed: str) -> bool:
    """Return whether `value` and `salt` are those that `committed` was made of. ValueError as in `commitment`."""
    return hmac.compare_digest(commitment(name, value, salt), committed)


def commit_fields(
    values: Mapping[str, Json], token_bytes: Callable[[int], bytes]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the commitments and the salts of `values`, each by name; every field gets a salt of its own."""
    salts = {name: token_bytes(_SALT_BYTES).hex() for name in values}
    return {name: commitment(name, value, salts[name]) for name, value in values.items()}, salts
