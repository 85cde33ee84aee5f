"""Small changes of a parameter: each must break an example, or the figure is unproved."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from lingxing.kernel.exact import Exact, exact
from lingxing.kernel.units import Unit
from lingxing.language.definitions import Parameter, Setting, Shape
from lingxing.language.nodes import Kind, Value

_HUNDREDTH = Fraction(1, 100)
_YUAN = 100
_TEN_YUAN = 1000
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Mutation:
    """A parameter with one figure changed; `place` says in Chinese which one, and how."""

    parameter: str
    place: str
    setting: Setting


def mutations(parameter: Parameter, setting: Setting) -> Iterator[Mutation]:
    """Yield the setting with each of its figures a little higher and a little lower."""
    for place, changed in _changes(parameter, setting):
        yield Mutation(parameter.name, place, changed)


def _changes(parameter: Parameter, setting: Setting) -> Iterator[tuple[str, Setting]]:
    if isinstance(setting, tuple):
        for index, (threshold, value) in enumerate(setting):
            for word, other in _neighbours(threshold, parameter.over, parameter):
                if _still_rises(setting, index, other) and not (threshold == 0 and other < 0):
                    yield f"第{index + 1}档起点{word}", _replaced(setting, index, (other, value))
            for word, moved in _others(value, parameter):
                yield f"第{index + 1}档{word}", _replaced(setting, index, (threshold, moved))
    elif isinstance(setting, Mapping):
        for keys, figure in setting.items():
            for word, other in _neighbours(figure, parameter.type.unit, parameter):
                yield f"{'/'.join(keys)}{word}", {**setting, keys: other}
    else:
        yield from _others(setting, parameter)


def _replaced(steps: tuple[tuple[Exact, Value], ...], index: int, step: tuple[Exact, Value]) -> Setting:
    return (*steps[:index], step, *steps[index + 1 :])


def _still_rises(steps: tuple[tuple[Exact, Value], ...], index: int, threshold: Exact) -> bool:
    above_last = index == 0 or steps[index - 1][0] < threshold
    return above_last and (index + 1 == len(steps) or threshold < steps[index + 1][0])


def _others(value: Value, parameter: Parameter) -> Iterator[tuple[str, Value]]:
    """Yield (change in Chinese, value) for one figure, date, truth or choice."""
    kind = parameter.type.kind
    if isinstance(value, bool):
        yield "改为相反", not value
    elif isinstance(value, dt.date):
        yield "晚一天", value + dt.timedelta(days=1)
        yield "早一天", value - dt.timedelta(days=1)
    elif isinstance(value, str):
        yield from ((f"改为{parameter.choices[name]}", name) for name in parameter.choices if name != value)
    elif kind is Kind.NUMBER:
        yield from _neighbours(value, parameter.type.unit, parameter)


def _neighbours(value: Exact, unit: Unit, parameter: Parameter) -> Iterator[tuple[str, Exact]]:
    whole = parameter.type.whole if parameter.shape in (Shape.SCALAR, Shape.TABLE) else isinstance(value, int)
    step = step_of(value, unit, whole=whole)
    yield "提高", exact(value + step)
    yield "降低", exact(value - step)


def step_of(value: Exact, unit: Unit, *, whole: bool) -> Exact:
    """Return how far a figure is moved, in base units.

    Money: 1 CNY, or a fen where it is little (a price below 10 CNY). What is counted: one. Shares, factors and
    measures: a hundredth, or one of the last decimal where they have more.
    """
    if unit.base:
        return 1 if value and -_TEN_YUAN < value < _TEN_YUAN else _YUAN
    if whole and unit.powers:
        return 1
    steps = (Fraction(1, 10**places) for places in range(2, _MOST_PLACES + 1))
    return next((step for step in steps if (Fraction(value) / step).denominator == 1), _HUNDREDTH)
