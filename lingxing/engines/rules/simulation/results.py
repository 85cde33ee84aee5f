"""What an engine gives for a batch, and how a column of it is written for people and other programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pyarrow as pa

from lingxing.engines.rules.domain.columns.plan import Output, covered_column, eligible_column
from lingxing.language.nodes import Kind

_WIDEST = 18
_MOST_DECIMALS = 12

Columns = Mapping[str, np.ndarray]
"""An engine's columns: values as 64-bit integers, truths as bool, by the names of `Output.cells`."""


@dataclass(frozen=True, slots=True)
class Form:
    """How an output's integers become decimals of its declared unit: times `factor`, with `decimals` decimals.

    Where no number of decimals is enough, as for a third, `denominator` is what the written whole number is divided by.
    """

    decimals: int
    factor: int = 1
    denominator: int = 1


def form_of(output: Output) -> Form:
    """Return how an output that is a number is written."""
    share = Fraction(1, output.denominator) / Fraction(100) ** (output.unit.base or 0)
    for decimals in range(_MOST_DECIMALS + 1):
        factor = share * 10**decimals
        if factor.denominator == 1:
            return Form(decimals, factor.numerator)
    return Form(0, 1, share.denominator)


def column_name(output: Output) -> str:
    """Return the name of the output's column in a file."""
    form = form_of(output) if output.kind is Kind.NUMBER else Form(0)
    return output.name if form.denominator == 1 else f"{output.name}.times_{form.denominator}"


def written(output: Output, columns: Columns) -> pa.Array:
    """Return the output's column: empty where the document does not cover the row."""
    values, covered = columns[output.name], columns[covered_column(output.name)]
    gaps = None if covered.all() else pa.array(covered)
    if output.kind is Kind.NUMBER:
        array = _numbers(values, form_of(output), output.value.largest, gaps)
    elif output.kind is Kind.DATE:
        array = pa.array(values.astype(np.int32)).view(pa.date32())
    elif output.kind is Kind.BOOL:
        array = pa.array(values.astype(np.bool_))
    else:
        array = pa.DictionaryArray.from_arrays(pa.array(values.astype(np.int16)), pa.array(list(output.choices)))
    return array if gaps is None else _blanked(array, gaps)


def written_type(output: Output) -> pa.DataType:
    """Return the type of the output's column."""
    if output.kind is Kind.NUMBER:
        form = form_of(output)
        return pa.int64() if not form.decimals else _decimal_type(form, output.value.largest)
    return {Kind.DATE: pa.date32(), Kind.BOOL: pa.bool_()}.get(output.kind, pa.dictionary(pa.int16(), pa.string()))


def _decimal_type(form: Form, largest: int) -> pa.DataType:
    narrow = largest * form.factor < 10**_WIDEST
    return pa.decimal64(_WIDEST, form.decimals) if narrow else pa.decimal128(38, form.decimals)


def _numbers(values: np.ndarray, form: Form, largest: int, gaps: pa.Array | None) -> pa.Array:
    """Return whole numbers as decimals without copying them, where 64 bits hold them."""
    if not form.decimals:
        return pa.array(values * form.factor if form.factor != 1 else values)
    kind = _decimal_type(form, largest)
    if pa.types.is_decimal128(kind):
        exact = [value * form.factor for value in values.tolist()]
        return pa.array(exact, pa.decimal128(38, 0)).view(kind)
    scaled = values * form.factor if form.factor != 1 else values
    bitmap = gaps.buffers()[1] if gaps is not None else None
    return pa.Array.from_buffers(kind, len(scaled), [bitmap, pa.py_buffer(np.ascontiguousarray(scaled, np.int64))])


def _blanked(array: pa.Array, gaps: pa.Array) -> pa.Array:
    if array.null_count:
        return array
    buffers = array.buffers()
    blank = pa.Array.from_buffers(
        array.type.index_type if pa.types.is_dictionary(array.type) else array.type,
        len(array),
        [gaps.buffers()[1], buffers[1]],
    )
    return pa.DictionaryArray.from_arrays(blank, array.dictionary) if pa.types.is_dictionary(array.type) else blank


def covered(output: Output, columns: Columns) -> np.ndarray:
    """Return where the document covers the output, as bytes."""
    return columns[covered_column(output.name)].astype(np.bool_, copy=False).view(np.uint8)


def eligible(output: Output, columns: Columns) -> np.ndarray:
    """Return where a measure is granted, as bytes; where an output is no measure, where it is covered."""
    if output.eligible is None:
        return covered(output, columns)
    return columns[eligible_column(output.name)].astype(np.bool_, copy=False).view(np.uint8)
