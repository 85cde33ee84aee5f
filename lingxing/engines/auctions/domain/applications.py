"""What an application states (arts. 13, 14): the joint parties and their shares, the company to be founded."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lingxing.engines.auctions.domain.shares import check_whole, read_share, share_text
from lingxing.engines.auctions.domain.typed_values import read_day
from lingxing.kernel.canonical import Json
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.identity_numbers import check_credit_code, check_other_number, check_resident_number

MOST_PARTIES = 30
LONGEST_NAME = 100
LONGEST_TEXT = 1000


class NumberKind(StrEnum):
    """Which number a party goes by; from abroad it is that of another document (art. 5)."""

    CREDIT_CODE = "credit_code"
    RESIDENT_ID = "resident_id"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the number's Chinese name."""
        return {"credit_code": "统一社会信用代码", "resident_id": "居民身份证号码", "other": "其他证件号码"}[self.value]


@dataclass(frozen=True, slots=True)
class JointParty:
    """One of those who bid together, and its share of what they pay."""

    name: str
    kind: NumberKind
    number: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Investor:
    """Somebody who will hold a share of the company to be founded."""

    name: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Company:
    """A company that the winner will found for the development (art. 14)."""

    name: str
    investors: tuple[Investor, ...]
    structure: str
    founded_by: dt.date

    def to_json(self) -> dict[str, Json]:
        """Return the company as the details of an application hold it."""
        return {
            "name": self.name,
            "investors": [{"name": one.name, "share": share_text(one.share)} for one in self.investors],
            "structure": self.structure,
            "founded_by": self.founded_by.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Details:
    """An application. `parties` is empty where nobody bids jointly; else the applicant is the first of them."""

    applicant: str
    contact: str
    phone: str
    announcement: int
    """The number of the announcement that the applicant read and accepts."""
    parties: tuple[JointParty, ...] = ()
    company: Company | None = None

    def to_json(self) -> dict[str, Json]:
        """Return the details as they are sealed and committed to; shares are exact texts."""
        company = self.company
        return {
            "applicant": self.applicant,
            "contact": self.contact,
            "phone": self.phone,
            "announcement": self.announcement,
            "parties": [
                {"name": one.name, "kind": one.kind.value, "number": one.number, "share": share_text(one.share)}
                for one in self.parties
            ],
            "company": company.to_json() if company else None,
        }


@dataclass(frozen=True, slots=True)
class Typed:
    """An application as it was typed. Rows whose every text is empty are passed over."""

    contact: str = ""
    phone: str = ""
    accepted: bool = False
    """Whether the applicant states to have read everything and to accept it (art. 14)."""
    parties: Sequence[Mapping[str, str]] = ()
    company_name: str = ""
    investors: Sequence[Mapping[str, str]] = ()
    structure: str = ""
    founded_by: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which field or row."""

    where: str
    what: str


class WrongApplication(LingxingError):
    """An application that can't be taken; `items` name every reason."""

    def __init__(self, items: Sequence[Fault]) -> None:
        told = "；".join(f"{item.where}：{item.what}" for item in items)
        super().__init__(told, where="竞买申请", remedy="请改好后重新提交")
        self.items = tuple(items)


def read_application(
    typed: Typed, applicant: tuple[str, str], *, joint_allowed: bool, announcement: int, on: dt.date
) -> Details:
    """Return what the application states; `applicant` is the name and the number of who applies.

    WrongApplication names everything that is wrong: a number whose check digit fails, shares that are not exactly the
    whole, joint parties where the announcement allows none or the applicant is not the first of them.
    """
    faults: list[Fault] = []
    contact = _text(typed.contact, "联系人", LONGEST_NAME, faults)
    phone = _text(typed.phone, "联系电话", 30, faults)
    if not typed.accepted:
        faults.append(Fault("承诺", "须声明已阅读出让文件并同意（第十四条）"))
    parties = _parties(_rows(typed.parties), applicant[1], faults, joint_allowed=joint_allowed, on=on)
    company = _company(typed, faults)
    if faults:
        raise WrongApplication(faults)
    return Details(applicant[0], contact, phone, announcement, parties, company)


def _rows(rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [row for row in rows if any(row.get(name, "").strip() for name in ("name", "number", "share"))]


def _parties(
    rows: Sequence[Mapping[str, str]], own: str, faults: list[Fault], *, joint_allowed: bool, on: dt.date
) -> tuple[JointParty, ...]:
    if not rows:
        return ()
    if not joint_allowed:
        faults.append(Fault("联合竞买", "本宗地不接受联合竞买"))
        return ()
    if not 2 <= len(rows) <= MOST_PARTIES:
        faults.append(Fault("联合竞买", f"各方须为 2 至 {MOST_PARTIES} 个"))
        return ()
    found = [_party(row, f"联合竞买第{place}方", faults, on) for place, row in enumerate(rows, 1)]
    parties = tuple(party for party in found if party is not None)
    if len(parties) == len(rows):
        _check_parties(parties, own, faults)
    return parties


def _check_parties(parties: Sequence[JointParty], own: str, faults: list[Fault]) -> None:
    if len({party.number for party in parties}) < len(parties):
        faults.append(Fault("联合竞买", "同一方写了两次"))
    if parties[0].number != own:
        faults.append(Fault("联合竞买第1方", "须为提交申请的竞买人本身"))
    _check_sum([party.share for party in parties], "联合竞买", faults)


def _party(row: Mapping[str, str], where: str, faults: list[Fault], on: dt.date) -> JointParty | None:
    before = len(faults)
    name = _text(row.get("name", ""), f"{where}名称", LONGEST_NAME, faults)
    share = _share(row.get("share", ""), where, faults)
    kind, number = row.get("kind", ""), row.get("number", "")
    try:
        checked = check_number(kind, number, on)
    except LingxingError as error:
        faults.append(Fault(f"{where}{error.where}", error.what))
    if len(faults) > before or share is None:
        return None
    return JointParty(name, NumberKind(kind), checked, share)


def check_number(kind: str, number: str, on: dt.date) -> str:
    """Return the number of a party as it is compared. LingxingError names what is wrong with it."""
    if kind == NumberKind.CREDIT_CODE:
        return check_credit_code(number[:100])
    if kind == NumberKind.RESIDENT_ID:
        return check_resident_number(number[:100], on).text
    if kind == NumberKind.OTHER:
        return check_other_number(number[:100])
    raise LingxingError("请选择证件种类", where="证件种类")


def _company(typed: Typed, faults: list[Fault]) -> Company | None:
    """Return the company to be founded, None where nothing is said of one."""
    rows = _rows(typed.investors)
    if not (typed.company_name.strip() or rows or typed.structure.strip() or typed.founded_by.strip()):
        return None
    name = _text(typed.company_name, "新公司拟用名称", LONGEST_NAME, faults)
    structure = _text(typed.structure, "股本构成", LONGEST_TEXT, faults)
    if not 1 <= len(rows) <= MOST_PARTIES:
        faults.append(Fault("新公司出资主体", f"须为 1 至 {MOST_PARTIES} 个"))
    investors = [_investor(row, f"出资主体第{place}个", faults) for place, row in enumerate(rows[:MOST_PARTIES], 1)]
    known = [investor for investor in investors if investor is not None]
    if known and len(known) == len(rows):
        _check_sum([investor.share for investor in known], "新公司出资主体", faults)
    try:
        founded_by = read_day(typed.founded_by)
    except ValueError as error:
        faults.append(Fault("新公司成立时间", str(error)))
        return None
    return Company(name, tuple(known), structure, founded_by)


def _investor(row: Mapping[str, str], where: str, faults: list[Fault]) -> Investor | None:
    name = _text(row.get("name", ""), f"{where}名称", LONGEST_NAME, faults)
    share = _share(row.get("share", ""), where, faults)
    return Investor(name, share) if name and share is not None else None


def _share(text: str, where: str, faults: list[Fault]) -> Fraction | None:
    try:
        return read_share(text)
    except ValueError as error:
        faults.append(Fault(f"{where}比例", str(error)))
        return None


def _check_sum(shares: Sequence[Fraction], where: str, faults: list[Fault]) -> None:
    try:
        check_whole(shares)
    except ValueError as error:
        faults.append(Fault(where, str(error)))


def _text(text: str, where: str, longest: int, faults: list[Fault]) -> str:
    said = "\n".join(line.strip() for line in text[: longest + 1].splitlines()).strip()
    if not said or len(text) > longest + 100 or len(said) > longest:
        faults.append(Fault(where, f"请填写，最多 {longest} 个字"))
    elif not said.replace("\n", "").isprintable():
        faults.append(Fault(where, "有不能使用的字符"))
    return said
