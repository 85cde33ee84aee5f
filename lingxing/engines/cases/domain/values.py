"""Values of fields: read from what is typed in or sent, and written for storage. Exact throughout.

A refusal says in Chinese what is expected and never repeats what was typed: it may be personal.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from lingxing.engines.cases.domain.state import FieldValue, RefusedCheck, Row, Scalar
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import Exact, decimal_string, exact
from lingxing.kernel.identity_numbers import check_credit_code, check_resident_number
from lingxing.language.procedures.definitions import Field, FieldKind

_NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PHONE = re.compile(r"\+?\d[\d -]{5,18}\d", re.ASCII)
# Controls, halves of characters, and marks that turn the direction of writing, by which a paper could be made to lie.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
_LARGEST = 2**53 - 1
_LARGEST_ID = 2**31 - 1
_DIGITS = re.compile(r"[1-9]\d{0,9}", re.ASCII)
_LONGEST_DECIMAL = 40
_FEN_IN_YUAN = 100
_TRUTHS = {"true": True, "false": False}
_WHOLE = (FieldKind.MONEY, FieldKind.COUNT)
_NUMBERS = (*_WHOLE, FieldKind.RATE, FieldKind.QUANTITY)


class Unfit(Exception):
    """A value that its field forbids; `expected` says in Chinese what is asked for, `article` on what it rests."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def read_values(
    fields: Mapping[str, Field], given: Mapping[str, object], on: dt.date
) -> tuple[dict[str, FieldValue | None], list[RefusedCheck]]:
    """Return the values given, None for those left empty, and what is wrong with the others. `on` is the case's day."""
    values: dict[str, FieldValue | None] = {}
    wrong: list[RefusedCheck] = []
    for name, raw in given.items():
        field = fields.get(name)
        if field is None:
            wrong.append(RefusedCheck(f"没有名为“{name[:60]}”的填写项", field=name[:60]))
            continue
        try:
            values[name] = read_value(field, raw, on)
        except Unfit as unfit:
            wrong.append(RefusedCheck(f"{field.label}：{unfit.expected}", field.article, name))
    return values, wrong


def read_value(field: Field, raw: object, on: dt.date) -> FieldValue | None:
    """Return the value in base units, None where nothing was given. Unfit says what the field asks for."""
    if isinstance(raw, str):
        raw = raw.replace("\r\n", "\n").strip()
    if raw is None or raw in ("", [], ()):
        return None
    return _READERS[field.kind](field, raw, on)


def to_json(field: Field, value: FieldValue) -> Any:
    """Return the value as it is stored: whole numbers as such, other numbers and dates as text, rows as a list."""
    if isinstance(value, tuple):
        return [{name: to_json(field.columns[name], cell) for name, cell in row.items()} for row in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (bool, str)) or field.kind in _WHOLE or field.kind is FieldKind.ORGAN:
        return value
    text = decimal_string(value)
    return str(Fraction(value)) if text.endswith("…") else text


def from_json(field: Field, stored: Any) -> FieldValue:
    """Return the value that `to_json` stored."""
    if field.kind is FieldKind.ROWS:
        return tuple(_row_from_json(field, row) for row in stored)
    if field.kind is FieldKind.DATE:
        return dt.date.fromisoformat(stored)
    if field.kind in _NUMBERS:
        return exact(Fraction(stored))
    return stored  # type: ignore[no-any-return]


def organs_in(field: Field, value: FieldValue | None) -> Iterator[int]:
    """Yield the organs that a value of the field names: its own, or those in the columns of its rows."""
    if field.kind is FieldKind.ORGAN and isinstance(value, int):
        yield value
    elif isinstance(value, tuple):
        columns = [name for name, column in field.columns.items() if column.kind is FieldKind.ORGAN]
        yield from (cell for row in value for name in columns if isinstance(cell := row.get(name), int))


def _row_from_json(field: Field, row: Mapping[str, Any]) -> Row:
    return {name: _cell(from_json(field.columns[name], cell)) for name, cell in row.items() if name in field.columns}


def _cell(value: FieldValue) -> Scalar:
    if isinstance(value, tuple):
        raise TypeError("a cell holds one value")
    return value


def _text(field: Field, raw: object, on: dt.date) -> str:
    del on
    if not isinstance(raw, str):
        raise Unfit("应为文字")
    if _CONTROL.search(raw):
        raise Unfit("含有无法保存的字符，请重新输入")
    if len(raw) > field.most:
        raise Unfit(f"最多 {field.most} 个字，现有 {len(raw)} 个字")
    if field.kind is FieldKind.TEXT and "\n" in raw:
        raise Unfit("应写在一行内")
    return raw


def _phone(field: Field, raw: object, on: dt.date) -> str:
    text = _text(field, raw, on)
    if not _PHONE.fullmatch(text):
        raise Unfit("应为电话号码，7 至 20 位数字，可带区号，如 027-87654321")
    return text


def _identity(field: Field, raw: object, on: dt.date) -> str:
    try:
        return check_resident_number(_text(field, raw, on), on).text
    except LingxingError as error:
        raise Unfit(error.what) from None


def _credit(field: Field, raw: object, on: dt.date) -> str:
    try:
        return check_credit_code(_text(field, raw, on))
    except LingxingError as error:
        raise Unfit(error.what) from None


def _number(field: Field, raw: object, on: dt.date) -> Exact:
    del on
    amount = _amount(raw, field)
    if (amount * 10**field.decimals).denominator != 1:
        raise Unfit(f"小数位数过多，{_expected(field)}")
    value = exact(amount * scale(field))
    if _is_outside(field, value):
        raise Unfit(f"超出范围，{_expected(field)}")
    if not -_LARGEST <= value <= _LARGEST:
        raise Unfit(f"数值过大，{_expected(field)}")
    return value


def _is_outside(field: Field, value: Any) -> bool:
    """Return whether the value lies beyond a bound; bounds are of the field's own type."""
    lower: Any = field.lower
    upper: Any = field.upper
    return (lower is not None and value < lower) or (upper is not None and value > upper)


def scale(field: Field) -> int:
    """Return how many base units one unit of the field has: 100 for money, as people write yuan."""
    if field.kind is FieldKind.MONEY:
        return _FEN_IN_YUAN
    return _FEN_IN_YUAN ** (field.fact.type.unit.base or 0) if field.fact else 1


def _amount(raw: object, field: Field) -> Fraction:
    if isinstance(raw, str) and _NUMBER.fullmatch(raw):
        return Fraction(raw)
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) <= _LONGEST_DECIMAL:
        return Fraction(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Fraction(raw)
    raise Unfit(_expected(field))


def _expected(field: Field) -> str:
    digits = f"最多 {field.decimals} 位小数" if field.decimals else "不带小数"
    unit = f"（单位：{field.unit_label}）" if field.unit_label else ""
    return f"应为数字{unit}，{digits}{_bounds(field)}"


def _bounds(field: Field) -> str:
    if not isinstance(field.lower, (int, Fraction)) or not isinstance(field.upper, (int, Fraction)):
        return ""
    lower, upper = (decimal_string(exact(Fraction(bound) / scale(field))) for bound in (field.lower, field.upper))
    return f"，{lower} 至 {upper}"


def _date(field: Field, raw: object, on: dt.date) -> dt.date:
    del on
    day = _written_date(raw)
    if _is_outside(field, day):
        between = f"{field.lower or ''} 至 {field.upper or ''}"
        raise Unfit(f"超出范围，应在 {between} 之间")
    return day


def _written_date(raw: object) -> dt.date:
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        raise Unfit("应为日期，写成 2026-01-05 的样子")
    try:
        return dt.date.fromisoformat(raw)
    except ValueError:
        raise Unfit("没有这一天，请核对日期") from None


def _choice(field: Field, raw: object, on: dt.date) -> str:
    del on
    if isinstance(raw, str) and raw in field.choices:
        return raw
    raise Unfit("请从给出的选项中选择")


def _bool(field: Field, raw: object, on: dt.date) -> bool:
    del field, on
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw in _TRUTHS:
        return _TRUTHS[raw]
    raise Unfit("请选择是或否")


def _case(field: Field, raw: object, on: dt.date) -> str:
    del field, on
    try:
        return str(UUID(str(raw)))
    except ValueError:
        raise Unfit("请从列表中选择") from None


def _organ(field: Field, raw: object, on: dt.date) -> int:
    """Return the organ's id, given as a number or as its digits. Whether it stands is asked of the surroundings."""
    del field, on
    if isinstance(raw, str) and _DIGITS.fullmatch(raw):
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw <= _LARGEST_ID:
        return raw
    raise Unfit("没有这个单位，请从单位名录中选择")


def _rows(field: Field, raw: object, on: dt.date) -> tuple[Row, ...]:
    if isinstance(raw, (str, bytes)) or not isinstance(raw, Sequence):
        raise Unfit("应逐行填写")
    rows = [_row(field, row, index, on) for index, row in enumerate(raw, 1)]
    filled = tuple(row for row in rows if row)
    if len(filled) > field.most:
        raise Unfit(f"最多 {field.most} 行，现有 {len(filled)} 行")
    return filled


def _row(field: Field, raw: object, index: int, on: dt.date) -> dict[str, Scalar]:
    """Return the row's cells; an empty one where nothing stands in it."""
    if not isinstance(raw, Mapping):
        raise Unfit(f"第 {index} 行应逐项填写")
    if strange := sorted(str(name) for name in raw if name not in field.columns):
        raise Unfit(f"第 {index} 行没有名为“{strange[0][:60]}”的一栏")
    cells: dict[str, Scalar] = {}
    for name, column in field.columns.items():
        try:
            value = read_value(column, raw.get(name), on)
        except Unfit as unfit:
            raise Unfit(f"第 {index} 行{column.label}：{unfit.expected}") from None
        if value is not None:
            cells[name] = _cell(value)
    missing = [column.label for name, column in field.columns.items() if column.required and name not in cells]
    if cells and missing:
        raise Unfit(f"第 {index} 行请填写{'、'.join(missing)}")
    return cells


_Reader = Callable[[Field, object, dt.date], FieldValue]
_READERS: Mapping[FieldKind, _Reader] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.MONEY: _number,
    FieldKind.RATE: _number,
    FieldKind.QUANTITY: _number,
    FieldKind.COUNT: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.DATE: _date,
    FieldKind.BOOL: _bool,
    FieldKind.IDENTITY_NUMBER: _identity,
    FieldKind.CREDIT_CODE: _credit,
    FieldKind.PHONE: _phone,
    FieldKind.ROWS: _rows,
    FieldKind.CASE: _case,
    FieldKind.ORGAN: _organ,
}
