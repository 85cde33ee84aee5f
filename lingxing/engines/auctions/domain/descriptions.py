"""What a lot's officer types, field by field, and what it says once every field holds (arts. 8 to 10, 16).

A draft is kept as it was typed, complete or not; `read_draft` makes it exact or names everything that is wrong.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lingxing.engines.auctions.domain.prices import parse_price
from lingxing.engines.auctions.domain.terms import Terms
from lingxing.engines.auctions.domain.typed_values import read_area, read_choice, read_moment, read_whole
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import Exact

LONGEST_LINE = 200
LONGEST_TEXT = 4000
MOST_YEARS = 70
"""The longest term of a land-use right that the State Council's provisional regulations of 1990 know (housing)."""


@dataclass(frozen=True, slots=True)
class Description:
    """A lot as it is offered. The area is in square metres; texts of several lines keep them."""

    location: str
    county: str
    area: Exact
    use: str
    term_years: int
    planning: str
    other_conditions: str
    terms: Terms
    media: tuple[str, ...]
    """Where the announcement is published (art. 8)."""
    payee: str
    bank: str
    account: str
    """The account that deposits are paid to (art. 16)."""
    contact: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the draft: its Chinese label, how it is read (ValueError and Refusal say what is wrong), how long it
    may be, and whether it may stay empty."""

    name: str
    label: str
    read: Callable[[str], Any] = str
    longest: int = LONGEST_LINE
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field, or with several together (`field` is then the last of them)."""

    field: str
    what: str

    @property
    def label(self) -> str:
        """Return the field's Chinese label."""
        return FIELD_OF[self.field].label


class WrongDraft(LingxingError):
    """A draft that can't be announced; `items` name every reason."""

    def __init__(self, items: tuple[Problem, ...]) -> None:
        told = "；".join(f"{item.label}{item.what}" for item in items)
        super().__init__(told, where="公告草稿", remedy="请改好后再发布")
        self.items = items


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _years(text: str) -> int:
    return read_whole(text.removesuffix("年"), 1, MOST_YEARS)


FIELDS = (
    Field("location", "宗地位置"),
    Field("county", "所在县（市、区）", longest=40),
    Field("area", "出让面积（平方米）", read_area),
    Field("use", "土地用途"),
    Field("term_years", "出让年限", _years),
    Field("planning", "规划条件", longest=LONGEST_TEXT),
    Field("other_conditions", "其他条件", longest=LONGEST_TEXT, optional=True),
    Field("starting_price", "起始价", parse_price),
    Field("increment", "增价幅度", parse_price),
    Field("deposit", "竞买保证金", parse_price),
    Field("has_reserve", "设有底价", read_choice),
    Field("joint_bidding", "接受联合竞买", read_choice),
    Field("opens_at", "挂牌开始时间", read_moment),
    Field("closes_at", "挂牌截止时间", read_moment),
    Field("deposit_due_at", "保证金到账截止时间", read_moment),
    Field("media", "发布媒介", _lines, longest=LONGEST_TEXT),
    Field("payee", "保证金收款户名"),
    Field("bank", "保证金开户银行"),
    Field("account", "保证金账号", longest=40),
    Field("contact", "交易机构联系方式"),
)
FIELD_OF: Mapping[str, Field] = {field.name: field for field in FIELDS}
_TERMS = tuple(Terms.__dataclass_fields__)


def clean_draft(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, blanks around and control characters dropped, to be kept as the draft.

    WrongDraft where a text is longer than its field; nothing else is asked of a draft.
    """
    found = {field.name: _clean(typed.get(field.name, "")) for field in FIELDS}
    wrong = [
        Problem(field.name, f"最多 {field.longest} 个字") for field in FIELDS if len(found[field.name]) > field.longest
    ]
    if wrong:
        raise WrongDraft(tuple(wrong))
    return found


def read_draft(draft: Mapping[str, str]) -> Description:
    """Return what the draft says. WrongDraft names every field that is missing or wrong, all at once."""
    values: dict[str, Any] = {}
    wrong: list[Problem] = []
    for field in FIELDS:
        text = draft.get(field.name, "")
        try:
            values[field.name] = _read(field, text)
        except LingxingError as error:
            wrong.append(Problem(field.name, f"：{error.what}"))
        except ValueError as error:
            wrong.append(Problem(field.name, str(error)))
    wrong += _together(values)
    if wrong:
        raise WrongDraft(tuple(wrong))
    terms = Terms(**{name: values.pop(name) for name in _TERMS})
    return Description(**values, terms=terms)


def _read(field: Field, text: str) -> Any:
    if not text.strip():
        if field.optional:
            return ""
        raise ValueError("还没有填")
    return field.read(text)


def _together(values: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with moments that each are right by themselves."""
    opens, closes, due = (_moment(values, name) for name in ("opens_at", "closes_at", "deposit_due_at"))
    found = []
    if opens and closes and closes <= opens:
        found.append(Problem("closes_at", "须晚于挂牌开始时间"))
    if closes and due and due > closes:
        found.append(Problem("deposit_due_at", "不得晚于挂牌截止时间"))
    return found


def _moment(values: Mapping[str, Any], name: str) -> dt.datetime | None:
    found: dt.datetime | None = values.get(name)
    return found


def _clean(text: str) -> str:
    kept = "".join(c for c in text.replace("\r\n", "\n") if c == "\n" or c.isprintable() or c == "\t")
    return kept.strip()
