"""What a condition is made of: a small tree that asks for names and answers with a value, or with what is unknown."""

import calendar
import datetime as dt
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any, Final

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.identity_numbers import check_resident_number
from lingxing.kernel.units import PLAIN, Unit


class Blank(Enum):
    """What a lookup answers for a name that has no value."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Blank.UNKNOWN
Lookup = Callable[[str], Any]
"""Name as the author wrote it → value, or UNKNOWN."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer where names without a value decide."""

    names: tuple[str, ...]
    """In the order in which they were asked for."""

    def __or__(self, other: "Unknown") -> "Unknown":
        return Unknown(tuple(dict.fromkeys((*self.names, *other.names))))


class Kind(StrEnum):
    """What sort of value an expression gives."""

    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    IDENTITY = "identity number"
    DATE = "date"
    BOOL = "truth"
    CASE = "case"
    ORGAN = "organ"
    ROWS = "rows"


class Expression:
    """A part of a condition. `value` is exact, in base units (fen for money)."""

    __slots__ = ()

    def value(self, lookup: Lookup) -> Any:
        """Return the value, or Unknown with the names that are missing."""
        raise NotImplementedError

    def parts(self) -> "tuple[Expression, ...]":
        """Return the expressions that this one is made of."""
        return ()

    def names(self) -> "Iterator[Name]":
        """Yield every name that may be asked for, in the order of the text."""
        for part in self.parts():
            yield from part.names()


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """A literal."""

    constant: Any
    label: str = ""
    """In Chinese, for choices."""
    unit: Unit = PLAIN

    def value(self, lookup: Lookup) -> Any:  # noqa: ARG002 - asks for nothing
        """Return the constant."""
        return self.constant


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """Something that the case, its surroundings or the calendar know."""

    text: str
    """As the author wrote it; the lookup is asked for it."""
    label: str
    unit: Unit = PLAIN
    choices: Mapping[str, str] = field(default_factory=dict)

    def value(self, lookup: Lookup) -> Any:
        """Return what the lookup answers."""
        found = lookup(self.text)
        return Unknown((self.text,)) if found is UNKNOWN else found

    def names(self) -> "Iterator[Name]":
        """Yield this name."""
        yield self


@dataclass(frozen=True, slots=True)
class Column(Expression):
    """One column of rows, as a tuple of its values; cells left empty are left out."""

    rows: Name
    column: str
    label: str
    choices: Mapping[str, str] = field(default_factory=dict)

    def value(self, lookup: Lookup) -> Any:
        """Return the values from the first row to the last."""
        rows = self.rows.value(lookup)
        if isinstance(rows, Unknown):
            return rows
        return tuple(row[self.column] for row in rows if row.get(self.column) is not None)

    def parts(self) -> tuple[Expression, ...]:
        """Return the rows."""
        return (self.rows,)


@dataclass(frozen=True, slots=True)
class Catalogued(Expression):
    """A column of the catalogue's item that a choice names."""

    choice: Expression
    label: str
    values: Mapping[str, Any]
    """Item → value."""

    def value(self, lookup: Lookup) -> Any:
        """Return the item's value in that column."""
        chosen = self.choice.value(lookup)
        return chosen if isinstance(chosen, Unknown) else self.values[chosen]

    def parts(self) -> tuple[Expression, ...]:
        """Return the choice."""
        return (self.choice,)


@dataclass(frozen=True, slots=True)
class Given(Expression):
    """Whether a name has a value at all: never unknown."""

    name: Name

    def value(self, lookup: Lookup) -> Any:
        """Return true or false."""
        return not isinstance(self.name.value(lookup), Unknown)

    def parts(self) -> tuple[Expression, ...]:
        """Return the name."""
        return (self.name,)


@dataclass(frozen=True, slots=True)
class Negation(Expression):
    """Not."""

    part: Expression

    def value(self, lookup: Lookup) -> Any:
        """Return the opposite."""
        found = self.part.value(lookup)
        return found if isinstance(found, Unknown) else not found

    def parts(self) -> tuple[Expression, ...]:
        """Return what is negated."""
        return (self.part,)


@dataclass(frozen=True, slots=True)
class Junction(Expression):
    """And (`settled_by` false) and or (`settled_by` true): one part may settle it whatever the others are."""

    settled_by: bool
    members: tuple[Expression, ...]

    def value(self, lookup: Lookup) -> Any:
        """Return the truth; unknown only where no part settles it. Parts after the settling one are not asked."""
        missing: Unknown | None = None
        for member in self.members:
            found = member.value(lookup)
            if isinstance(found, Unknown):
                missing = missing | found if missing else found
            elif bool(found) is self.settled_by:
                return self.settled_by
        return missing or not self.settled_by

    def parts(self) -> tuple[Expression, ...]:
        """Return the parts."""
        return self.members


@dataclass(frozen=True, slots=True)
class Membership(Expression):
    """Whether a value is one of a list, or stands in a column of rows."""

    member: Expression
    options: tuple[Expression, ...] | Column
    negated: bool

    def value(self, lookup: Lookup) -> Any:
        """Return the truth."""
        found = together((self.member, *self._options()), lookup)
        if isinstance(found, Unknown):
            return found
        options = found[1] if isinstance(self.options, Column) else found[1:]
        return (found[0] in options) is not self.negated

    def _options(self) -> tuple[Expression, ...]:
        return (self.options,) if isinstance(self.options, Column) else self.options

    def parts(self) -> tuple[Expression, ...]:
        """Return the value and what it is looked for in."""
        return (self.member, *self._options())


@dataclass(frozen=True, slots=True)
class Operation(Expression):
    """Arithmetic, comparisons and functions: a value out of the values of all arguments."""

    word: str
    """A key of OPERATIONS."""
    arguments: tuple[Expression, ...]

    def value(self, lookup: Lookup) -> Any:
        """Return the result; unknown where an argument is."""
        found = together(self.arguments, lookup)
        if isinstance(found, Unknown):
            return found
        result = OPERATIONS[self.word](*found)
        return Unknown(tuple(name.text for name in self.names())) if result is UNKNOWN else result

    def parts(self) -> tuple[Expression, ...]:
        """Return the arguments."""
        return self.arguments


def together(expressions: tuple[Expression, ...], lookup: Lookup) -> tuple[Any, ...] | Unknown:
    """Return the values of all, or everything that is unknown in them."""
    values = tuple(expression.value(lookup) for expression in expressions)
    missing: Unknown | None = None
    for value in values:
        if isinstance(value, Unknown):
            missing = missing | value if missing else value
    return missing or values


def months_between(first: dt.date, last: dt.date) -> int:
    """Return the largest n for which `first`, n months later, is not after `last`.

    A month without that day ends on its last day.

    Reading: 到期月没有对应日的，以月末日为准（《民法典》第二百零二条）。
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    day = min(first.day, calendar.monthrange(last.year, last.month)[1])
    return months - (last.day < day)


def years_between(first: dt.date, last: dt.date) -> int:
    """Return the full years from `first` to `last`, negative where `last` lies before."""
    return months_between(first, last) // 12


def age_on(number: str, day: dt.date) -> int | Blank:
    """Return the full years of age (周岁) on the day by a resident identity number; UNKNOWN for any other number.

    Reading: 生日当天即满周岁；2月29日出生的，平年以2月28日为生日。
    """
    try:
        return years_between(check_resident_number(number, day).birth, day)
    except LingxingError:
        return UNKNOWN


def _plus(left: Any, right: Any) -> Any:
    if isinstance(left, dt.date):
        return _moved(left, right)
    return _moved(right, left) if isinstance(right, dt.date) else left + right


def _minus(left: Any, right: Any) -> Any:
    if isinstance(left, dt.date):
        return (left - right).days if isinstance(right, dt.date) else _moved(left, -right)
    return left - right


def _moved(day: dt.date, days: int | Fraction) -> dt.date:
    """Return the date so many days later, part days cut off, and never outside the dates there are."""
    ordinal = day.toordinal() + int(days)
    return dt.date.fromordinal(max(dt.date.min.toordinal(), min(ordinal, dt.date.max.toordinal())))


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": _plus,
    "-": _minus,
    "*": operator.mul,
    "len": len,
    "age_of": age_on,
    "months_between": months_between,
    "years_between": years_between,
}
