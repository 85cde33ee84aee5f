"""What of a value the public sees, by the rule of its column, and why the rest is hidden."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lingxing.engines.parties.access_masking import mask_address, mask_name, mask_number, mask_phone

_HAN = "\u4e00-\u9fff"
_DISTRICT = re.compile(
    rf"(?:[{_HAN}]{{2,8}}?(?:省|自治区))?(?:[{_HAN}]{{1,8}}?(?:市|自治州|地区|盟))?[{_HAN}]{{1,8}}?(?<![小社园校片])(?:区|县|旗|市)"
)
_SHORTEST_ACCOUNT = 8
_KEPT_OF_ACCOUNT = 4


class Rule(StrEnum):
    """How the values of a column are shown."""

    PLAIN = "plain"
    NAME = "name"
    IDENTITY = "identity"
    PHONE = "phone"
    ADDRESS = "address"
    ACCOUNT = "account"
    OMITTED = "omitted"

    @property
    def label(self) -> str:
        """Return what is done, in Chinese."""
        return _LABELS[self]

    @property
    def reason(self) -> str:
        """Return why it is done, in Chinese; empty where nothing is hidden."""
        return _REASONS[self]


_LABELS = {
    Rule.PLAIN: "原样公开",
    Rule.NAME: "姓名只留姓",
    Rule.IDENTITY: "证件号码遮去中段",
    Rule.PHONE: "电话遮去中段",
    Rule.ADDRESS: "地址只到区县",
    Rule.ACCOUNT: "账号只留末四位",
    Rule.OMITTED: "不公开这一栏",
}
_REASONS = {
    Rule.PLAIN: "",
    Rule.NAME: "姓名是个人信息，只公开姓氏",
    Rule.IDENTITY: "证件号码是敏感的个人信息，只公开首三位和末四位",
    Rule.PHONE: "电话号码是个人信息，只公开首三位和末四位",
    Rule.ADDRESS: "住址是个人信息，只公开到区县",
    Rule.ACCOUNT: "账号是敏感的个人信息，只公开末四位",
    Rule.OMITTED: "这一栏不公开",
}
FIRM_REASON = "单位名称不是个人信息，原样公开"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is declared: its key, its Chinese heading and its rule."""

    key: str
    label: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Value:
    """A value before redaction. `of_firm` says that a column of names holds the name of a firm or organ here."""

    text: str
    of_firm: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A value before and after redaction, with the reason for what is hidden; empty where nothing is."""

    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """Rows after redaction: the columns that stay, in order, and a cell for each of them in every row."""

    columns: tuple[Column, ...]
    omitted: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings of the columns that stay."""
        return tuple(column.label for column in self.columns)

    @property
    def public_rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the texts that may leave."""
        return tuple(tuple(cell.after for cell in row) for row in self.rows)


def redact(columns: Sequence[Column], rows: Sequence[Mapping[str, Value]]) -> Redacted:
    """Return the rows as the public sees them. Values of no column, and of omitted ones, are in no cell.

    A row without a value for a column has an empty cell there.
    """
    kept = tuple(column for column in columns if column.rule is not Rule.OMITTED)
    omitted = tuple(column for column in columns if column.rule is Rule.OMITTED)
    cells = tuple(tuple(_cell(column, row.get(column.key, Value(""))) for column in kept) for row in rows)
    return Redacted(kept, omitted, cells)


def _cell(column: Column, value: Value) -> Cell:
    if column.rule is Rule.NAME and value.of_firm:
        return Cell(value.text, value.text, FIRM_REASON)
    after = masked(column.rule, value.text)
    return Cell(value.text, after, column.rule.reason if after != value.text else "")


def masked(rule: Rule, text: str) -> str:
    """Return what the rule leaves of a text; nothing of an omitted one."""
    if rule is Rule.OMITTED:
        return ""
    if rule is Rule.PLAIN:
        return text
    masks = {
        Rule.NAME: mask_name,
        Rule.IDENTITY: mask_number,
        Rule.PHONE: mask_phone,
        Rule.ADDRESS: to_district,
        Rule.ACCOUNT: last_four,
    }
    return masks[rule](text.strip())


def to_district(address: str) -> str:
    """Return a person's address down to the county or district: 云梦泽市城东区****.

    Where no county is named, what `mask_address` leaves: six characters at most, without digits.
    """
    found = _DISTRICT.match(address)
    if found is None:
        return mask_address(address)
    return found[0] + ("****" if found.end() < len(address) else "")


def last_four(number: str) -> str:
    """Return an account number with its last four characters; one of fewer than eight is hidden whole."""
    if len(number) < _SHORTEST_ACCOUNT:
        return "*" * len(number)
    return "*" * (len(number) - _KEPT_OF_ACCOUNT) + number[-_KEPT_OF_ACCOUNT:]
