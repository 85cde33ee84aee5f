"""The bank's signature on what it sends: HMAC-SHA256 over time stamp and body, under a secret that both keep.

A signature holds for five minutes around its time stamp, and the same signature is taken once (`BankDelivery`); the
lines themselves are known by the bank's own references, so that nothing sent again counts twice.
"""

import datetime as dt
import hashlib
import hmac
import re

LONGEST_SKEW = dt.timedelta(minutes=5)
SHORTEST_SECRET = 32
_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"[0-9a-f]{64}")


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """Return the signature, 64 hexadecimal digits, of a body sent at `stamp` (seconds since 1970, as text)."""
    return hmac.new(secret, stamp.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def holds(secret: bytes, stamp: str, body: bytes, given: str, at: dt.datetime) -> bool:
    """Return whether the signature is right and its time stamp near `at`."""
    if not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(given):
        return False
    near = abs(at.timestamp() - int(stamp)) <= LONGEST_SKEW.total_seconds()
    return hmac.compare_digest(signature(secret, stamp, body), given) and near
