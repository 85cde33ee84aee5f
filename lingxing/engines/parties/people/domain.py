"""What is said of people and firms: kinds, relations, and how personal data are shown masked. No Django."""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

_TWO_CHARACTER_FAMILIES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 轩辕 端木 百里 南宫 呼延 独孤".split()  # noqa: SIM905
)
_DIGITS = re.compile(r"\d")


class PartyKind(StrEnum):
    """What a party is."""

    PERSON = "person"
    FIRM = "firm"
    ORGAN = "organ"

    @property
    def label(self) -> str:
        """Return the kind's Chinese name."""
        return {"person": "个人", "firm": "企业或其他组织", "organ": "机关单位"}[self.value]


class IdentityKind(StrEnum):
    """Which number tells a party from all others."""

    RESIDENT_ID = "resident_id"
    CREDIT_CODE = "credit_code"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the number's Chinese name."""
        return {"resident_id": "居民身份证号码", "credit_code": "统一社会信用代码", "other": "其他证件号码"}[self.value]

    def serves(self, kind: PartyKind) -> bool:
        """Return whether a party of that kind may go by such a number."""
        if self is IdentityKind.RESIDENT_ID:
            return kind is PartyKind.PERSON
        return self is IdentityKind.OTHER or kind is not PartyKind.PERSON


class Relation(StrEnum):
    """How an account stands to a party."""

    SELF = "self"
    AGENT = "agent"

    @property
    def label(self) -> str:
        """Return the relation's Chinese name."""
        return {"self": "本人", "agent": "代为办理"}[self.value]


class Agency(StrEnum):
    """On what ground an account acts for another party."""

    PROXY = "proxy"
    LEGAL_REPRESENTATIVE = "legal_representative"
    GUARDIAN = "guardian"
    CLOSE_RELATIVE = "close_relative"

    @property
    def label(self) -> str:
        """Return the ground's Chinese name."""
        return {
            "proxy": "代办人",
            "legal_representative": "法定代表人",
            "guardian": "监护人",
            "close_relative": "近亲属",
        }[self.value]


@dataclass(frozen=True, slots=True)
class PartyCard:
    """A party as it is shown. Fields that are not known are empty; `masked` says whether the personal ones are hidden.

    `relation` is filled where the card was asked for by account: self, or the ground of agency. `link` is the key of
    that relation. `verified` says whether the identity was checked at a counter or by a certificate.
    """

    id: UUID
    kind: PartyKind
    name: str
    identity_kind: str
    identity: str
    phone: str
    address: str
    verified: bool
    masked: bool = True
    relation: str = ""
    link: int | None = None

    @property
    def kind_label(self) -> str:
        """Return the kind's Chinese name."""
        return self.kind.label

    @property
    def identity_label(self) -> str:
        """Return the Chinese name of the number, or an empty text where there is none."""
        return IdentityKind(self.identity_kind).label if self.identity_kind else ""

    @property
    def relation_label(self) -> str:
        """Return the relation's Chinese name, or an empty text where the card was not asked for by account."""
        if self.relation in list(Agency):
            return Agency(self.relation).label
        return Relation(self.relation).label if self.relation else ""


def mask_name(name: str) -> str:
    """Return a person's name with all but the family name hidden: 张三丰 → 张**, 欧阳修 → 欧阳*.

    A name of one character is hidden whole; of names that are not Chinese the first character stays.
    """
    if len(name) < 2:
        return "*" * len(name)
    kept = 2 if len(name) > 2 and name[:2] in _TWO_CHARACTER_FAMILIES else 1
    return name[:kept] + "*" * (len(name) - kept)


def mask_number(number: str) -> str:
    """Return a number of identity with its first three and last four characters kept; a short one keeps fewer."""
    if len(number) >= 15:
        return number[:3] + "*" * (len(number) - 7) + number[-4:]
    if len(number) >= 8:
        return number[:2] + "*" * (len(number) - 4) + number[-2:]
    return "*" * len(number)


def mask_phone(phone: str) -> str:
    """Return a telephone number as 138****1234; one of fewer than eight characters is hidden whole."""
    if len(phone) < 8:
        return "*" * len(phone)
    return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]


def mask_address(address: str) -> str:
    """Return a person's address with only its first six characters, city and county as a rule; a short one is hidden.

    Digits among those six, a house number, are hidden too.
    """
    if len(address) <= 6:
        return "****" if address else ""
    return _DIGITS.sub("*", address[:6]) + "****"


def masked(card: PartyCard) -> PartyCard:
    """Return the card with the personal fields hidden. Name, number and address of firms and organs are public."""
    person = card.kind is PartyKind.PERSON
    return PartyCard(
        card.id,
        card.kind,
        mask_name(card.name) if person else card.name,
        card.identity_kind,
        card.identity if card.identity_kind == IdentityKind.CREDIT_CODE else mask_number(card.identity),
        mask_phone(card.phone),
        mask_address(card.address) if person else card.address,
        card.verified,
        masked=True,
        relation=card.relation,
        link=card.link,
    )


def covers(scope: str, wanted: str) -> bool:
    """Return whether a consent with `scope` covers what is wanted: the same scope, or one that it contains.

    Scopes are parts joined by colons from wide to narrow: reuse covers reuse:ezhou, not the other way round.
    """
    return wanted == scope or wanted.startswith(f"{scope}:")
