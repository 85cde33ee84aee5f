"""A lot's description as announcements hold and show it: exact JSON, lines for people, and what changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from lingxing.engines.auctions.domain.descriptions import FIELDS, Description
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.terms import Terms
from lingxing.kernel.canonical import Json
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.exact import decimal_string


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an announcement."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a supplementary announcement changes (art. 10)."""

    name: str
    label: str
    before: str
    after: str


def lines_of(description: Description) -> tuple[Line, ...]:
    """Return the description as people read it, in the order of the fields; empty ones left out."""
    values = {name: _shown(value) for name, value in _values(description).items()}
    values["area"] = decimal_string(description.area)
    values["term_years"] = f"{description.term_years}年"
    return tuple(Line(field.name, field.label, values[field.name]) for field in FIELDS if values[field.name])


def lines_json(lines: tuple[Line, ...]) -> list[Json]:
    """Return lines as an announcement's content holds them."""
    return [{"name": line.name, "label": line.label, "value": line.value} for line in lines]


def changes(before: tuple[Line, ...], after: tuple[Line, ...]) -> tuple[Change, ...]:
    """Return what differs between two announcements, in the order of the fields; a missing line is an empty text."""
    old, new = ({line.name: line for line in lines} for lines in (before, after))
    names = [field.name for field in FIELDS if field.name in old or field.name in new]
    return tuple(
        Change(name, (new.get(name) or old[name]).label, _value(old, name), _value(new, name))
        for name in names
        if _value(old, name) != _value(new, name)
    )


def format_moment(at: dt.datetime) -> str:
    """Return a moment as announcements print it: 2026年12月1日 09:00."""
    local = at.astimezone(SHANGHAI)
    seconds = f":{local.second:02}" if local.second else ""
    return f"{local.year}年{local.month}月{local.day}日 {local.hour:02}:{local.minute:02}{seconds}"


def typed_moment(at: dt.datetime) -> str:
    """Return a moment as it is typed into a draft: 2026-12-01 09:00."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _values(description: Description) -> dict[str, object]:
    own = {name: getattr(description, name) for name in Description.__slots__ if name != "terms"}
    return own | {name: _money(name, getattr(description.terms, name)) for name in Terms.__slots__}


def _money(name: str, value: object) -> object:
    money = name in ("starting_price", "increment", "deposit") and isinstance(value, int)
    return format_price(value) if money and isinstance(value, int) else value


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return format_moment(value)
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _value(lines: Mapping[str, Line], name: str) -> str:
    return lines[name].value if name in lines else ""
