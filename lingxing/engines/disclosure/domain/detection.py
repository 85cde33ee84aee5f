"""Personal data left in free text: found before it leaves."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lingxing.kernel.identity_numbers import resident_check_character

_JOINT = r"[ \-]?"


class PersonalKind(StrEnum):
    """What was found."""

    IDENTITY = "identity"
    PHONE = "phone"
    BANK_CARD = "bank_card"
    MAIL = "mail"

    @property
    def label(self) -> str:
        """Return the kind's Chinese name."""
        return {"identity": "公民身份号码", "phone": "手机号码", "bank_card": "银行卡号", "mail": "电子邮箱"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of text that looks personal: where it begins and ends. `text` is as it was written."""

    kind: PersonalKind
    start: int
    end: int
    text: str

    @property
    def shown(self) -> str:
        """Return enough of it to find it by, not more: its first two and last two characters."""
        return f"{self.text[:2]}…{self.text[-2:]}"


def find_personal(text: str) -> tuple[Finding, ...]:
    """Return what looks like an identity number, mobile number, bank card or mail address, in the order of the text.

    Identity numbers and cards count only with their check digit, so that amounts and file numbers are left alone.
    Full-width forms, spaces and hyphens between digits hide nothing. Linear in the length of the text.
    """
    plain = _plain(text)
    taken: list[Finding] = []
    for kind, pattern, holds in _KINDS:
        for found in pattern.finditer(plain):
            free = all(found.end() <= other.start or found.start() >= other.end for other in taken)
            if free and holds(found[0]):
                taken.append(Finding(kind, found.start(), found.end(), text[found.start() : found.end()]))
    return tuple(sorted(taken, key=lambda finding: finding.start))


def _plain(text: str) -> str:
    """Return the text with every digit and full-width letter as ASCII; as long as it was."""
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    return {"\u3000": " ", "\u2013": "-", "\u2014": "-"}.get(character, character)


def _digits(text: str) -> str:
    return re.sub(r"[ \-]", "", text)


def _is_identity(text: str) -> bool:
    number = _digits(text).upper()
    return resident_check_character(number[:17]) == number[17]


def _is_card(text: str) -> bool:
    """Return whether the last digit is the one that Luhn's formula gives, and the digits are not all one."""
    number = _digits(text)
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(number)) > 1


def _always(text: str) -> bool:
    return bool(text)


_KINDS: tuple[tuple[PersonalKind, "re.Pattern[str]", Callable[[str], bool]], ...] = (
    (PersonalKind.IDENTITY, re.compile(rf"(?<![0-9])(?:[0-9]{_JOINT}){{17}}[0-9Xx](?![0-9A-Za-z])"), _is_identity),
    (
        PersonalKind.PHONE,
        re.compile(rf"(?<![0-9])(?:\+?86{_JOINT})?1[3-9](?:{_JOINT}[0-9]){{9}}(?![0-9])"),
        _always,
    ),
    (PersonalKind.BANK_CARD, re.compile(rf"(?<![0-9])[0-9](?:{_JOINT}[0-9]){{14,18}}(?![0-9])"), _is_card),
    (
        PersonalKind.MAIL,
        re.compile(r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"),
        _always,
    ),
)


@dataclass(frozen=True, slots=True)
class Concern:
    """Something personal in a piece of what is to be published. `where` names the piece in Chinese."""

    where: str
    finding: Finding

    @property
    def key(self) -> str:
        """Return what tells this concern from others and stays the same as long as the text does."""
        said = f"{self.where}|{self.finding.kind}|{self.finding.start}|{self.finding.text}"
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def concerns_in(pieces: Iterable[tuple[str, str]]) -> Iterator[Concern]:
    """Yield what looks personal in pieces (where it stands, text), in their order."""
    for where, text in pieces:
        for finding in find_personal(text):
            yield Concern(where, finding)
