"""What is said of people and firms: kinds, relations, and how personal data are shown masked. No Django."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.identity_numbers import check_credit_code, check_other_number, check_resident_number

_TWO_CHARACTER_FAMILIES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 轩辕 端木 百里 南宫 呼延 独孤".split()  # noqa: SIM905
)
_DIGITS = re.compile(r"\d")
_PHONE = re.compile(r"\+?[0-9][0-9-]{5,18}[0-9]")


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
    that relation, `confirmed` whether an office checked the account. `verified` says whether the identity was checked
    at a counter or by a certificate.
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
    confirmed: bool = False

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


def scope_label(scope: str) -> str:
    """Return the scope of a consent in Chinese: reuse is all, reuse:<place> is one place, named as it is written."""
    kind, _, place = scope.partition(":")
    if kind != "reuse":
        return scope
    return f"复用已提供的内容（{place}）" if place else "复用已提供的内容（全部事项）"


@dataclass(frozen=True, slots=True)
class NewParty:
    """What is said of a party that may be new: typed in at a counter, or by the party itself.

    `identity_number` is empty for somebody who has none at hand; such a party is never found again by number.
    """

    kind: PartyKind
    name: str
    identity_kind: IdentityKind
    identity_number: str = ""
    phone: str = ""
    address: str = ""


def checked_party(new: NewParty, on: dt.date) -> NewParty:
    """Return what was said with every field as it is kept. LingxingError names the field that can't be taken.

    The messages repeat nothing of what was typed.
    """
    number = new.identity_number.strip()
    if number and not new.identity_kind.serves(new.kind):
        what = f"{new.kind.label}不能用{new.identity_kind.label}登记"
        raise LingxingError(what, where="证件类型", remedy="请选择对应的证件类型")
    return NewParty(
        new.kind,
        checked_name(new.name),
        new.identity_kind,
        checked_number(new.identity_kind, number, on) if number else "",
        checked_phone(new.phone),
        checked_address(new.address),
    )


def checked_number(kind: IdentityKind, number: str, on: dt.date) -> str:
    """Return the number as it is kept. LingxingError says what is wrong with it."""
    if kind is IdentityKind.RESIDENT_ID:
        return check_resident_number(number, on).text
    return check_credit_code(number) if kind is IdentityKind.CREDIT_CODE else check_other_number(number)


def checked_name(name: str) -> str:
    """Return a name without spaces around it, 1 to 100 characters. LingxingError for another."""
    kept = " ".join(name.split())
    if not 1 <= len(kept) <= 100 or not kept.isprintable():
        raise LingxingError("应为1至100个字", where="姓名或名称", remedy="请填写证件上的姓名或名称")
    return kept


def checked_phone(phone: str) -> str:
    """Return a telephone number without spaces; empty where none is given. LingxingError for what is none."""
    kept = "".join(phone.split())
    if kept and not _PHONE.fullmatch(kept):
        raise LingxingError("应为7至20位数字，可以带区号", where="联系电话", remedy="例如 13800000000 或 0711-3800000")
    return kept


def checked_address(address: str) -> str:
    """Return an address of at most 200 characters on one line; empty where none is given. LingxingError for others."""
    kept = " ".join(address.split())
    if len(kept) > 200 or not kept.isprintable():
        raise LingxingError("应在200个字以内", where="联系地址", remedy="请缩短后重试")
    return kept
