"""Closures of the operations on dates."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lingxing.engines.rules.domain.arithmetic import months_between, months_later
from lingxing.engines.rules.domain.frames import Evaluate, Frame, NotCovered
from lingxing.language.definitions import Program
from lingxing.language.nodes import Node, Operation

_BEYOND = "日期超出公历 1 年至 9999 年"


def _add_days(_program: Program, _node: Node, arguments: tuple[Evaluate, ...]) -> Evaluate:
    day, days = arguments

    def add(frame: Frame) -> Any:
        try:
            return day(frame) + dt.timedelta(days=days(frame))
        except OverflowError:
            raise NotCovered(_BEYOND) from None

    return add


def _add_months(_program: Program, _node: Node, arguments: tuple[Evaluate, ...]) -> Evaluate:
    day, months = arguments

    def add(frame: Frame) -> Any:
        try:
            return months_later(day(frame), months(frame))
        except ValueError:
            raise NotCovered(_BEYOND) from None

    return add


def _days_between(_program: Program, _node: Node, arguments: tuple[Evaluate, ...]) -> Evaluate:
    first, last = arguments
    return lambda frame: last(frame).toordinal() - first(frame).toordinal()


def _months_between(_program: Program, _node: Node, arguments: tuple[Evaluate, ...]) -> Evaluate:
    first, last = arguments
    return lambda frame: months_between(first(frame), last(frame))


def _year_of(_program: Program, _node: Node, arguments: tuple[Evaluate, ...]) -> Evaluate:
    (day,) = arguments
    return lambda frame: day(frame).year


def _month_of(_program: Program, _node: Node, arguments: tuple[Evaluate, ...]) -> Evaluate:
    (day,) = arguments
    return lambda frame: day(frame).month


BUILDERS: Mapping[Operation, Callable[[Program, Node, tuple[Evaluate, ...]], Evaluate]] = {
    Operation.ADD_DAYS: _add_days,
    Operation.ADD_MONTHS: _add_months,
    Operation.DAYS_BETWEEN: _days_between,
    Operation.MONTHS_BETWEEN: _months_between,
    Operation.YEAR_OF: _year_of,
    Operation.MONTH_OF: _month_of,
}
