"""Order numbers (订单流水号): 16 random digits and two check digits by ISO 7064 MOD 97-10.

The random digits can't be guessed; the check digits tell a slip of the pen from another's number: every single wrong
digit and every swap of neighbours is noticed.
"""

import re
import unicodedata
from collections.abc import Callable

RANDOM_DIGITS = 16
LENGTH = RANDOM_DIGITS + 2
LONGEST_REMARK = 500
_GROUPED = r"[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}\1[0-9]{2}"
_ALONE = re.compile(rf"(?<![0-9])(?:[0-9]{{{LENGTH}}}|{_GROUPED})(?![0-9])")


def make_order_number(below: Callable[[int], int]) -> str:
    """Return a new order number; `below` gives a random whole number under its argument (secrets.randbelow)."""
    body = 10 ** (RANDOM_DIGITS - 1) + below(9 * 10 ** (RANDOM_DIGITS - 1))
    return f"{body}{98 - body * 100 % 97:02}"


def is_order_number(text: str) -> bool:
    """Return whether `text` is 18 digits whose check digits hold."""
    return len(text) == LENGTH and text.isascii() and text.isdigit() and int(text) % 97 == 1


def canonical_order_number(text: str) -> str:
    """Return a typed order number as it is compared, spaces and hyphens dropped; empty where it is none."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text[:LONGEST_REMARK]))
    return plain if is_order_number(plain) else ""


def order_number_in(remark: str) -> str:
    """Return the order number that stands in a payer's remark; empty where there is none, or two different ones.

    Reading: 仅凭订单流水号 — whatever else the remark says is not looked at; two numbers name nobody.
    """
    plain = unicodedata.normalize("NFKC", remark[:LONGEST_REMARK])
    found = {canonical_order_number(match[0]) for match in _ALONE.finditer(plain)} - {""}
    return found.pop() if len(found) == 1 else ""


def spaced(number: str) -> str:
    """Return an order number as people read it off: 1234 5678 9012 3456 78."""
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))
