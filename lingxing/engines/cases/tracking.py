"""Codes with which a case is tracked without an account. Only a keyed digest of a code is ever stored."""

import secrets

from lingxing.engines.parties.access_sealing import digest

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without characters that look alike: 0 and O, 1 and I and L."""
LENGTH = 8


def new_code(seed: str = "") -> str:
    """Return a tracking code: random, or the one that belongs to `seed`, so that a repeated request gets it again."""
    if not seed:
        return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    number = int(digest(f"tracking code:{seed}"), 16)
    code = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        code += ALPHABET[place]
    return code


def code_digest(number: str, code: str) -> str:
    """Return what Case.code_digest holds for a case's number and code; the code may be typed in small letters."""
    return digest(f"tracking:{number}:{code.strip().upper()}")
