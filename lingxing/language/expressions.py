"""Symbolic values: what a formula's arguments are while it runs once to leave its graph behind.

Annotations in formulas are `Money`, `Rate`, `Quantity`, `Count`, `Choice`, `Date` and `Bool`. The four kinds of number
share a class and differ in the unit that is checked when the package is loaded.
"""

import datetime as dt
from enum import Enum
from fractions import Fraction
from typing import Annotated, NoReturn, TypeVar

from lingxing.kernel.exact import exact
from lingxing.kernel.units import PLAIN, Unit
from lingxing.language.nodes import BOOL, DATE, Kind, Node, Operation, Type


class RuleError(Exception):
    """A mistake in a formula, in English, for the author of a package."""


class Expression:
    """A value that is not known yet: a node of the graph."""

    __hash__ = None  # type: ignore[assignment]  # == gives a condition, so the values can't be looked up

    def __init__(self, node: Node) -> None:
        self.node = node

    def __bool__(self) -> NoReturn:
        raise RuleError("a formula can't use if, and, or, not on its values: use when(), all_of(), any_of(), negate()")


Literal = int | str | bool | dt.date


def lift(value: "Expression | Literal", like: Type | None = None) -> Node:
    """Return the node of a value. A literal 0 takes the unit of `like`; any other number is a plain one."""
    if isinstance(value, Expression):
        return value.node
    if isinstance(value, bool):
        return Node(Operation.CONSTANT, BOOL, value=value)
    if isinstance(value, int):
        unit = like.unit if like and like.kind is Kind.NUMBER and value == 0 else PLAIN
        return Node(Operation.CONSTANT, Type(Kind.NUMBER, unit, whole=True), value=value)
    if isinstance(value, dt.date):
        return Node(Operation.CONSTANT, DATE, value=value)
    if isinstance(value, str):
        return Node(Operation.CONSTANT, Type(Kind.CHOICE, choices=(value,)), value=value)
    raise RuleError(f"{value!r} can't stand in a formula: figures belong into parameters.yaml")


def scope_of(nodes: tuple[Node, ...]) -> str:
    """Return the list that the nodes belong to, "" if none. A value can't mix events of two lists."""
    scopes = {node.scope for node in nodes} - {""}
    if len(scopes) > 1:
        raise RuleError(f"one value can't use the events of two lists: {', '.join(sorted(scopes))}")
    return scopes.pop() if scopes else ""


def make(operation: Operation, kind: Type, *arguments: Node, name: str = "", label: str = "") -> Node:
    """Return a node in the scope of its arguments."""
    return Node(operation, kind, arguments, name=name, label=label, scope=scope_of(arguments))


def number(unit: Unit, *arguments: Node, whole: bool | None = None) -> Type:
    """Return a number's type; whole if all arguments are, unless said."""
    return Type(Kind.NUMBER, unit, all(a.type.whole for a in arguments) if whole is None else whole)


def same_unit(left: Node, right: Node, act: str) -> Unit:
    """Return the unit of both; RuleError if they differ."""
    if left.type.kind is not Kind.NUMBER or right.type.kind is not Kind.NUMBER:
        raise RuleError(f"can't {act} a {left.type.kind} and a {right.type.kind}")
    if not left.type.unit.fits(right.type.unit):
        raise RuleError(f"can't {act} {left.type.unit} and {right.type.unit}")
    return left.type.unit if left.type.unit.powers or left.type.unit.share else right.type.unit


class Number(Expression):
    """A number with a unit."""

    def _pair(self, other: "Number | int") -> tuple[Node, Node]:
        return self.node, lift(other, self.node.type)

    def _sum(self, operation: Operation, left: Node, right: Node) -> "Number":
        unit = same_unit(left, right, operation.value)
        return Number(make(operation, number(unit, left, right), left, right))

    def __add__(self, other: "Number | int") -> "Number":
        return self._sum(Operation.ADD, *self._pair(other))

    def __radd__(self, other: int) -> "Number":
        return self._sum(Operation.ADD, *reversed(self._pair(other)))

    def __sub__(self, other: "Number | int") -> "Number":
        return self._sum(Operation.SUBTRACT, *self._pair(other))

    def __rsub__(self, other: int) -> "Number":
        return self._sum(Operation.SUBTRACT, *reversed(self._pair(other)))

    def __neg__(self) -> "Number":
        return Number(make(Operation.NEGATE, self.node.type, self.node))

    def __mul__(self, other: "Number | int") -> "Number":
        left, right = self.node, _factor(other)
        unit = left.type.unit * right.type.unit
        return Number(make(Operation.MULTIPLY, number(unit, left, right), left, right))

    def __rmul__(self, other: int) -> "Number":
        return Number(_factor(other)) * self

    def __truediv__(self, other: "Number | int") -> "Number":
        left, right = self.node, _factor(other)
        unit = left.type.unit / right.type.unit
        return Number(make(Operation.DIVIDE, number(unit, whole=False), left, right))

    def __rtruediv__(self, other: int) -> "Number":
        return Number(_factor(other)) / self

    def _compared(self, operation: Operation, other: "Number | int") -> "Bool":
        left, right = self._pair(other)
        if isinstance(other, int) and other and left.type.unit.powers:
            right = Node(Operation.CONSTANT, Type(Kind.NUMBER, left.type.unit, whole=True), value=_in_base(left, other))
        same_unit(left, right, "compare")
        return Bool(make(operation, BOOL, left, right))

    def __eq__(self, other: object) -> "Bool":  # type: ignore[override]
        return self._compared(Operation.EQUAL, _operand(other))

    def __ne__(self, other: object) -> "Bool":  # type: ignore[override]
        return self._compared(Operation.UNEQUAL, _operand(other))

    def __lt__(self, other: "Number | int") -> "Bool":
        return self._compared(Operation.LESS, other)

    def __le__(self, other: "Number | int") -> "Bool":
        return self._compared(Operation.LESS_OR_EQUAL, other)

    def __gt__(self, other: "Number | int") -> "Bool":
        return self._compared(Operation.GREATER, other)

    def __ge__(self, other: "Number | int") -> "Bool":
        return self._compared(Operation.GREATER_OR_EQUAL, other)


def _factor(value: "Number | int") -> Node:
    node = lift(value)
    if node.type.kind is not Kind.NUMBER:
        raise RuleError(f"can't multiply or divide by a {node.type.kind}")
    return node


def _operand(value: object) -> "Number | int":
    if isinstance(value, bool) or not isinstance(value, (Number, int)):
        raise RuleError(f"can't compare a number with {value!r}")
    return value


def _in_base(node: Node, value: int) -> int:
    if node.type.unit.base:
        raise RuleError(f"the amount {value} belongs into parameters.yaml, with its article")
    return value


class Choice(Expression):
    """One of a declared set of names."""

    def __eq__(self, other: object) -> "Bool":  # type: ignore[override]
        return self._compared(Operation.EQUAL, other)

    def __ne__(self, other: object) -> "Bool":  # type: ignore[override]
        return self._compared(Operation.UNEQUAL, other)

    def _compared(self, operation: Operation, other: object) -> "Bool":
        if not isinstance(other, (Choice, str)):
            raise RuleError(f"can't compare a choice with {other!r}")
        right = lift(other)
        if isinstance(other, str) and other not in self.node.type.choices:
            raise RuleError(f"{other!r} is none of {', '.join(self.node.type.choices)}")
        return Bool(make(operation, BOOL, self.node, right))

    def is_in(self, *names: str) -> "Bool":
        """Return whether the choice is one of the names."""
        return Bool(make(Operation.ANY_OF, BOOL, *((self == name).node for name in names)))


class Bool(Expression):
    """A truth. Join truths with `&` and `|`, or all_of() and any_of(); turn one round with `~`."""

    def __and__(self, other: "Bool") -> "Bool":
        return Bool(make(Operation.ALL_OF, BOOL, self.node, lift(other)))

    def __or__(self, other: "Bool") -> "Bool":
        return Bool(make(Operation.ANY_OF, BOOL, self.node, lift(other)))

    def __invert__(self) -> "Bool":
        return Bool(make(Operation.NOT, BOOL, self.node))


class Date(Expression):
    """A day."""

    def _compared(self, operation: Operation, other: object) -> Bool:
        if not isinstance(other, (Date, dt.date)):
            raise RuleError(f"can't compare a date with {other!r}")
        return Bool(make(operation, BOOL, self.node, lift(other)))

    def __eq__(self, other: object) -> Bool:  # type: ignore[override]
        return self._compared(Operation.EQUAL, other)

    def __ne__(self, other: object) -> Bool:  # type: ignore[override]
        return self._compared(Operation.UNEQUAL, other)

    def __lt__(self, other: "Date | dt.date") -> Bool:
        return self._compared(Operation.LESS, other)

    def __le__(self, other: "Date | dt.date") -> Bool:
        return self._compared(Operation.LESS_OR_EQUAL, other)

    def __gt__(self, other: "Date | dt.date") -> Bool:
        return self._compared(Operation.GREATER, other)

    def __ge__(self, other: "Date | dt.date") -> Bool:
        return self._compared(Operation.GREATER_OR_EQUAL, other)


class NumberKind(Enum):
    """What an annotation promises of a number's unit."""

    MONEY = "money"
    RATE = "rate"
    QUANTITY = "quantity"
    COUNT = "count"


Money = Annotated[Number, NumberKind.MONEY]
"""CNY; an output must be rounded to whole fen."""
Rate = Annotated[Number, NumberKind.RATE]
"""A plain number or share."""
Quantity = Annotated[Number, NumberKind.QUANTITY]
"""A number with any unit."""
Count = Annotated[Number, NumberKind.COUNT]
"""A whole number."""

AnyExpression = TypeVar("AnyExpression", bound=Expression)
_CLASSES: dict[Kind, type[Expression]] = {
    Kind.NUMBER: Number,
    Kind.CHOICE: Choice,
    Kind.DATE: Date,
    Kind.BOOL: Bool,
}


def wrap(node: Node) -> Expression:
    """Return the symbolic value of a node."""
    return _CLASSES[node.type.kind](node)


def constant(value: Fraction | int, unit: Unit = PLAIN) -> Number:
    """Return a constant in base units."""
    whole = exact(value)
    return Number(Node(Operation.CONSTANT, Type(Kind.NUMBER, unit, isinstance(whole, int)), value=whole))
