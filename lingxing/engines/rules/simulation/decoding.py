"""One column of a batch: from what the file holds to the plan's integers, exactly, with what is wrong in which rows.

No value passes through a binary fraction: decimals are taken from their buffers, text is cut at its decimal point.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lingxing.engines.rules.domain.columns.plan import Input
from lingxing.kernel.exact import decimal_string, exact
from lingxing.language.definitions import FactKind

_WIDEST = 18
"""Decimal digits that 64 bits always hold."""
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+)?$"
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """Rows of a batch (positions) in which a column's value can't be used, and why, in Chinese."""

    rows: np.ndarray
    reason: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A column as 64-bit integers; rows named in a fault hold 0."""

    values: np.ndarray
    faults: tuple[Fault, ...] = ()
    known: np.ndarray | None = None
    """Where the fact is known, if its cells may be empty and some are."""


def decode(array: pa.Array, fact: Input) -> Decoded:
    """Return the column's integers in the plan's scale, and every row that is empty, malformed or out of bounds.

    An empty cell takes the fact's default, where it has one, or is told as not known, where the fact may be.
    """
    if pa.types.is_dictionary(array.type) and fact.kind is not FactKind.CHOICE:
        array = array.dictionary_decode()
    empty = _mask(pc.is_null(array)) if array.null_count else None
    values, faults = _reader(array, fact)(array, fact)
    if empty is not None:
        filler = fact.lower if fact.known else fact.default or 0
        values = np.where(empty, np.int64(filler), values)
        faults = [Fault(fault.rows[~empty[fault.rows]], fault.reason) for fault in faults]
        if fact.default is None and not fact.known:
            faults.append(Fault(np.flatnonzero(empty), f"缺{fact.label}"))
    wrong = np.concatenate([fault.rows for fault in faults]) if faults else np.empty(0, np.int64)
    bounded, outside = _within_bounds(values, fact, wrong)
    kept = tuple(fault for fault in (*faults, *outside) if len(fault.rows))
    return Decoded(bounded, kept, ~empty if empty is not None and fact.known else None)


_Parts = tuple[np.ndarray, list[Fault]]


def _reader(array: pa.Array, fact: Input) -> Callable[[pa.Array, Input], _Parts]:
    if pa.types.is_null(array.type):
        return lambda column, _: (np.zeros(len(column), np.int64), [])
    if fact.kind is FactKind.CHOICE:
        return _choices
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        return {FactKind.DATE: _date_texts, FactKind.BOOL: _truth_texts}.get(fact.kind, _number_texts)
    if pa.types.is_decimal(array.type):
        return _decimals
    return _truths if fact.kind is FactKind.BOOL else _days if fact.kind is FactKind.DATE else _integers


def _within_bounds(values: np.ndarray, fact: Input, wrong: np.ndarray) -> tuple[np.ndarray, list[Fault]]:
    """Return the values with 0 where they can't be used, and what lies outside the declared bounds."""
    if fact.kind in {FactKind.CHOICE, FactKind.BOOL} or not len(values):
        return values, []
    if not len(wrong) and fact.lower <= values.min() and values.max() <= fact.upper:
        return values, []
    outside = (values < fact.lower) | (values > fact.upper)
    outside[wrong] = False
    reason = f"{fact.label}应在{shown(fact.lower, fact)}至{shown(fact.upper, fact)}之间"
    return np.where(outside, 0, values), [Fault(np.flatnonzero(outside), reason)]


def shown(value: int, fact: Input) -> str:
    """Return an integer of the plan's scale as people write it."""
    if fact.kind is FactKind.DATE:
        return (_EPOCH + dt.timedelta(days=value)).isoformat()
    return decimal_string(exact(Fraction(value, fact.scale))) + fact.unit.label


# ---- numbers ----


def _decimals(array: pa.Array, fact: Input) -> _Parts:
    raw, wide = unscaled(array)
    values, faults = _rescaled(raw, array.type.scale, fact)
    if wide is not None:
        values = np.where(wide, 0, values)
        faults = [Fault(f.rows[~wide[f.rows]], f.reason) for f in faults]
        faults.append(Fault(np.flatnonzero(wide), f"{fact.label}的数字太大"))
    return values, faults


def unscaled(array: pa.Array) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the decimals' unscaled integers, and where they don't fit 64 bits (None: nowhere)."""
    if pa.types.is_decimal256(array.type):
        words = _buffer(array, np.int64, 4)
        wide = np.zeros(len(array), np.bool_)
        for part in range(1, 4):
            wide |= words[:, part] != words[:, 0] >> 63
        return np.ascontiguousarray(words[:, 0]), wide
    if pa.types.is_decimal128(array.type):
        words = _buffer(array, np.int64, 2)
        low = np.ascontiguousarray(words[:, 0])
        if array.type.precision <= _WIDEST:
            return low, None
        return low, words[:, 1] != low >> 63
    narrow = np.int32 if array.type.bit_width == 32 else np.int64
    return _buffer(array, narrow, 1)[:, 0].astype(np.int64, copy=False), None


def _buffer(array: pa.Array, kind: type[np.generic], width: int) -> np.ndarray:
    """Return the array's values as they lie in memory; what stands in empty cells is arbitrary."""
    size = np.dtype(kind).itemsize * width
    view = np.frombuffer(array.buffers()[1], kind, len(array) * width, array.offset * size)
    return view.reshape(-1, width)


def _rescaled(raw: np.ndarray, scale: int, fact: Input) -> _Parts:
    """Return the integers moved from `scale` decimals to the fact's."""
    if scale == fact.decimals:
        return raw, []
    factor = 10 ** abs(fact.decimals - scale)
    if scale < fact.decimals:
        limit = (2**63 - 1) // factor
        large = (raw > limit) | (raw < -limit)
        return np.where(large, 0, raw) * np.int64(factor), [Fault(np.flatnonzero(large), f"{fact.label}的数字太大")]
    quotient = raw // factor
    fine = quotient * factor != raw
    return np.where(fine, 0, quotient), [Fault(np.flatnonzero(fine), _too_fine(fact))]


def _too_fine(fact: Input) -> str:
    return f"{fact.label}最多{fact.decimals}位小数" if fact.decimals else f"{fact.label}应是整数"


def _integers(array: pa.Array, fact: Input) -> _Parts:
    if pa.types.is_uint64(array.type):
        raw = _buffer(array, np.uint64, 1)[:, 0]
        large = raw > 2**63 - 1
        values, faults = _rescaled(np.where(large, 0, raw).astype(np.int64), 0, fact)
        return values, [*faults, Fault(np.flatnonzero(large), f"{fact.label}的数字太大")]
    kind = array.type.to_pandas_dtype()
    return _rescaled(_buffer(array, kind, 1)[:, 0].astype(np.int64, copy=False), 0, fact)


def _number_texts(array: pa.Array, fact: Input) -> _Parts:
    """Return numbers written in plain decimal notation: an optional sign, digits, a point and digits."""
    text = pc.utf8_trim_whitespace(array)
    sound = pc.fill_null(pc.match_substring_regex(text, _NUMBER), fill_value=True)
    trimmed = pc.replace_substring_regex(text, r"(\.[0-9]*?)0+$", r"\1")
    fine = pc.match_substring_regex(trimmed, rf"\.[0-9]{{{fact.decimals + 1},}}$")
    large = pc.match_substring_regex(trimmed, rf"^[+-]?0*[1-9][0-9]{{{_WIDEST - fact.decimals},}}(\.|$)")
    too_fine, too_large = (pc.and_(sound, pc.fill_null(mask, fill_value=False)) for mask in (fine, large))
    usable = pc.and_not(pc.and_not(sound, too_fine), too_large)
    numbers = pc.cast(
        pc.if_else(usable, pc.replace_substring_regex(trimmed, r"\.$", ""), None),
        pa.decimal128(_WIDEST + 1, fact.decimals),
    )
    values = np.where(_mask(pc.is_null(numbers)), 0, _buffer(numbers, np.int64, 2)[:, 0])
    return values, [
        Fault(_rows(pc.invert(sound)), f"{fact.label}应是数字（如1234.56，不带千位逗号和单位）"),
        Fault(_rows(too_fine), _too_fine(fact)),
        Fault(_rows(too_large), f"{fact.label}的数字太大"),
    ]


# ---- dates, truths, choices ----


def _days(array: pa.Array, fact: Input) -> _Parts:
    del fact
    return _buffer(array, np.int32, 1)[:, 0].astype(np.int64), []


def _date_texts(array: pa.Array, fact: Input) -> _Parts:
    text = pc.utf8_trim_whitespace(array)
    moments = pc.strptime(text, format="%Y-%m-%d", unit="s", error_is_null=True)
    # 2024-02-30 is read as the first of March: only what is written back the same way is a date
    same = pc.fill_null(pc.equal(pc.strftime(moments, format="%Y-%m-%d"), text), fill_value=False)
    days = pc.fill_null(pc.cast(moments, pa.date32()).cast(pa.int32()), 0)
    wrong = pc.and_(pc.invert(same), pc.is_valid(text))
    return np.asarray(days).astype(np.int64), [Fault(_rows(wrong), f"{fact.label}应是日期（如2024-08-15）")]


def _truths(array: pa.Array, fact: Input) -> _Parts:
    del fact
    return np.asarray(pc.fill_null(array, fill_value=False).cast(pa.int8())).astype(np.int64), []


def _truth_texts(array: pa.Array, fact: Input) -> _Parts:
    return _coded(array.dictionary_encode(), {"false": 0, "true": 1}, fact, "true或false")


def _choices(array: pa.Array, fact: Input) -> _Parts:
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    codes = {name: code for code, name in enumerate(fact.choices)}
    return _coded(array, codes, fact, "、".join(fact.choices) + "之一")


def _coded(array: pa.DictionaryArray, codes: dict[str, int], fact: Input, expected: str) -> _Parts:
    """Return the codes of the array's words; a word without one is a fault."""
    words = [codes.get((word or "").strip(), -1) for word in array.dictionary.to_pylist()]
    table = np.array([*words, 0], np.int64)
    places = np.asarray(pc.fill_null(array.indices.cast(pa.int64()), len(words)))
    values = table[places]
    unknown = values < 0
    if not unknown.any():
        return values, []
    return np.where(unknown, 0, values), [Fault(np.flatnonzero(unknown), f"{fact.label}应是{expected}")]


def _mask(array: pa.Array) -> np.ndarray:
    return np.asarray(array.cast(pa.uint8())).view(np.bool_)


def _rows(mask: pa.Array) -> np.ndarray:
    return np.flatnonzero(_mask(pc.fill_null(mask, fill_value=False)))
