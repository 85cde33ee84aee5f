"""From an author's words to a condition: a small part of Python's grammar, every name, unit and choice settled."""

import ast
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from lingxing.kernel.exact import exact
from lingxing.kernel.units import DAY, MONTH, PLAIN, YEAR, Unit
from lingxing.language.procedures.conditions import Condition
from lingxing.language.procedures.expressions import (
    Column,
    Constant,
    Expression,
    Given,
    Junction,
    Kind,
    Membership,
    Name,
    Negation,
    Operation,
)

LONGEST = 2000
"""Characters of a condition."""
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,30})(\.[0-9]{1,15})?")
_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ARITHMETIC: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_FUNCTIONS: Mapping[str, tuple[tuple[Kind, ...], Unit]] = {
    "age_of": ((Kind.IDENTITY,), YEAR),
    "months_between": ((Kind.DATE, Kind.DATE), MONTH),
    "years_between": ((Kind.DATE, Kind.DATE), YEAR),
}
_GRAMMAR = "use and, or, not, ==, !=, <, <=, >, >=, in, not in, +, -, *, names, numbers, 'words', [lists] and functions"


class WrongCondition(ValueError):
    """A condition that can't be read: what is wrong and what to write, in English.

    Where a word is not known, `word` is that word and `known` what it may be.
    """

    def __init__(self, what: str, remedy: str = "", *, word: str = "", known: tuple[str, ...] = ()) -> None:
        super().__init__(f"{what}; {remedy}" if remedy else what)
        self.what = what
        self.remedy = remedy
        self.word = word
        self.known = known


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression and what it gives. `bare`: a literal, whose unit or choices follow from what it stands beside."""

    expression: Expression
    kind: Kind
    unit: Unit = PLAIN
    choices: Mapping[str, str] = field(default_factory=dict)
    bare: bool = False
    counted: bool = False
    """A number that may stand as a condition: true above 0."""


class Scope(Protocol):
    """What the names of a condition mean."""

    def resolve(self, text: str) -> Typed:
        """Return what the dotted name means. WrongCondition where it means nothing."""


def parse_condition(text: str, scope: Scope) -> Condition:
    """Return the condition. WrongCondition says what can't be read, doesn't exist or doesn't fit."""
    tree, words = _tree(text)
    return Condition(words, _Parser(words, scope).truth(tree))


def parse_value(text: str, scope: Scope, wanted: Typed) -> Condition:
    """Return an expression that gives a value for what `wanted` describes. WrongCondition as for conditions."""
    tree, words = _tree(text)
    found = _Parser(words, scope).typed(tree)
    if wanted.kind is Kind.BOOL and found.kind is not Kind.BOOL:
        return Condition(words, _Parser(words, scope).truth(tree))
    _, fitted = _fitted(wanted, found)
    return Condition(words, fitted.expression)


def _tree(text: str) -> tuple[ast.expr, str]:
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise WrongCondition(f"has {len(words)} characters", f"at most {LONGEST}")
    try:
        return ast.parse(words, mode="eval").body, words
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise WrongCondition(f"{words!r} can't be read", _GRAMMAR) from error


class _Parser:
    """One condition's reading."""

    def __init__(self, words: str, scope: Scope) -> None:
        self._words = words
        self._scope = scope
        self._readers: Mapping[type[ast.expr], Callable[[Any], Typed]] = {
            ast.BoolOp: self._junction,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.Compare: self._comparison,
            ast.Call: self._call,
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.Attribute: self._name,
        }

    def truth(self, node: ast.expr) -> Expression:
        """Return the expression as a condition."""
        found = self.typed(node)
        if found.kind is Kind.BOOL:
            return found.expression
        if found.counted:
            return Operation(">", (found.expression, Constant(0)))
        raise WrongCondition(f"{self._source(node)} is a {found.kind}, not a condition", "compare it with something")

    def typed(self, node: ast.expr) -> Typed:
        """Return the expression with its kind."""
        reader = self._readers.get(type(node))
        if reader is None:
            raise WrongCondition(f"{self._source(node)} is not part of conditions", _GRAMMAR)
        return reader(node)

    def _source(self, node: ast.expr) -> str:
        return ast.get_source_segment(self._words, node) or self._words

    def _junction(self, node: ast.BoolOp) -> Typed:
        members = tuple(self.truth(value) for value in node.values)
        return Typed(Junction(isinstance(node.op, ast.Or), members), Kind.BOOL)

    def _unary(self, node: ast.UnaryOp) -> Typed:
        if isinstance(node.op, ast.Not):
            return Typed(Negation(self.truth(node.operand)), Kind.BOOL)
        if not isinstance(node.op, ast.USub):
            raise WrongCondition(f"{self._source(node)} is not part of conditions", _GRAMMAR)
        return self._arithmetic("-", Typed(Constant(0), Kind.NUMBER, bare=True), self.typed(node.operand), node)

    def _binary(self, node: ast.BinOp) -> Typed:
        word = _ARITHMETIC.get(type(node.op))
        if word is None:
            raise WrongCondition(f"{self._source(node)} is not part of conditions", _GRAMMAR)
        return self._arithmetic(word, self.typed(node.left), self.typed(node.right), node)

    def _arithmetic(self, word: str, left: Typed, right: Typed, node: ast.expr) -> Typed:
        if Kind.DATE in (left.kind, right.kind) and word != "*":
            return self._dates(word, left, right, node)
        if (left.kind, right.kind) != (Kind.NUMBER, Kind.NUMBER):
            raise WrongCondition(f"{self._source(node)} reckons with what is no number")
        if word != "*":
            left, right = _fitted(left, right)
        arguments = (left.expression, right.expression)
        made = Operation(word, arguments)
        if left.bare and right.bare:
            return Typed(Constant(made.value(_no_names)), Kind.NUMBER, bare=True)
        unit = left.unit * right.unit if word == "*" else (right if left.bare else left).unit
        return Typed(made, Kind.NUMBER, unit)

    def _dates(self, word: str, left: Typed, right: Typed, node: ast.expr) -> Typed:
        made = Operation(word, (left.expression, right.expression))
        if word == "-" and left.kind is right.kind:
            return Typed(made, Kind.NUMBER, DAY)
        days = right if left.kind is Kind.DATE else left
        if (
            days.kind is not Kind.NUMBER
            or days.unit.powers not in (PLAIN.powers, DAY.powers)
            or days is left is not right
        ):
            raise WrongCondition(
                f"{self._source(node)} is no date", "write a date + days, a date - days or date - date"
            )
        return Typed(made, Kind.DATE)

    def _comparison(self, node: ast.Compare) -> Typed:
        sides = [node.left, *node.comparators]
        made = tuple(
            self._compared(operator, left, right)
            for operator, left, right in zip(node.ops, sides, sides[1:], strict=False)
        )
        return Typed(made[0] if len(made) == 1 else Junction(settled_by=False, members=made), Kind.BOOL)

    def _compared(self, operator: ast.cmpop, left: ast.expr, right: ast.expr) -> Expression:
        if isinstance(operator, (ast.In, ast.NotIn)):
            return self._membership(self.typed(left), right, negated=isinstance(operator, ast.NotIn))
        word = _COMPARISONS.get(type(operator))
        if word is None:
            raise WrongCondition("`is` is not part of conditions", _GRAMMAR)
        opinions = self._opinions(word, left, right) or self._opinions(word, right, left, turned=True)
        return opinions or self._compare(word, self.typed(left), self.typed(right))

    def _compare(self, word: str, left: Typed, right: Typed) -> Expression:
        fitted = _fitted(left, right)
        if word not in ("==", "!=") and fitted[0].kind not in (Kind.NUMBER, Kind.DATE):
            raise WrongCondition(f"a {fitted[0].kind} has no order", "compare it with == or !=")
        if fitted[0].kind is Kind.ROWS:
            raise WrongCondition("rows can't be compared", "write len(rows), or value in rows.column")
        return Operation(word, (fitted[0].expression, fitted[1].expression))

    def _opinions(self, word: str, node: ast.expr, other: ast.expr, *, turned: bool = False) -> Expression | None:
        """Return opinion.ACT.all.FIELD == x as one comparison a role, or None where it is no such thing."""
        text = _dotted(node) or ""
        parts = text.split(".")
        if parts[0] != "opinion" or len(parts) != 4 or parts[2] not in ("all", "any"):
            return None
        right = self.typed(other)
        roles = [self._scope.resolve(".".join((*parts[:2], role, parts[3]))) for role in self._roles(text)]
        members = tuple(self._compare(word, *((right, left) if turned else (left, right))) for left in roles)
        return Junction(settled_by=parts[2] == "any", members=members)

    def _roles(self, text: str) -> tuple[str, ...]:
        return tuple(self._scope.resolve(text).choices)

    def _membership(self, member: Typed, node: ast.expr, *, negated: bool) -> Expression:
        if isinstance(node, (ast.List, ast.Tuple)):
            fitted = [_fitted(member, self.typed(option)) for option in node.elts]
            if not fitted:
                raise WrongCondition("the list is empty", "name what the value may be")
            return Membership(fitted[0][0].expression, tuple(pair[1].expression for pair in fitted), negated)
        column = self.typed(node)
        if not isinstance(column.expression, Column):
            raise WrongCondition(f"{self._source(node)} is no list", "write [a, b] or a column of rows")
        return Membership(_fitted(column, member)[1].expression, column.expression, negated)

    def _call(self, node: ast.Call) -> Typed:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        arguments = [self.typed(argument) for argument in node.args]
        if node.keywords or name not in ("len", "given", *_FUNCTIONS):
            known = ("len", "given", *_FUNCTIONS)
            raise WrongCondition(f"there is no function {self._source(node.func)}", word=name, known=known)
        if name in ("len", "given"):
            return self._asked(name, arguments, node)
        kinds, unit = _FUNCTIONS[name]
        if tuple(argument.kind for argument in arguments) != kinds:
            raise WrongCondition(f"{self._source(node)} doesn't fit", f"{name} takes {', '.join(kinds)}")
        return Typed(Operation(name, tuple(argument.expression for argument in arguments)), Kind.NUMBER, unit)

    def _asked(self, word: str, arguments: list[Typed], node: ast.Call) -> Typed:
        expression = arguments[0].expression if len(arguments) == 1 else None
        if not isinstance(expression, Name) or (word == "len" and arguments[0].kind is not Kind.ROWS):
            raise WrongCondition(f"{self._source(node)} doesn't fit", f"{word} takes the name of one field")
        if word == "given":
            return Typed(Given(expression), Kind.BOOL)
        return Typed(Operation("len", (expression,)), Kind.NUMBER)

    def _constant(self, node: ast.Constant) -> Typed:
        if isinstance(node.value, str):
            return Typed(Constant(node.value), Kind.TEXT, bare=True)
        text = self._source(node)
        if isinstance(node.value, (int, float)) and _NUMBER.fullmatch(text):
            return Typed(Constant(exact(Decimal(text))), Kind.NUMBER, bare=True)
        raise WrongCondition(f"{text} is no literal of conditions", "write 18, 0.35, 'word', true or false")

    def _name(self, node: ast.Name | ast.Attribute) -> Typed:
        text = _dotted(node)
        if text is None:
            raise WrongCondition(f"{self._source(node)} is no name", _GRAMMAR)
        if text in ("true", "false"):
            return Typed(Constant(text == "true"), Kind.BOOL)
        found = self._scope.resolve(text)
        if text.startswith("opinion.") and text.split(".")[2:3] in (["all"], ["any"]):
            raise WrongCondition(f"{text} stands alone", f"write {text} == 'value'")
        return found


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return before and f"{before}.{node.attr}"
    return None


def _no_names(name: str) -> Any:
    raise KeyError(name)


def _fitted(left: Typed, right: Typed) -> tuple[Typed, Typed]:
    """Return both sides with literals in the other's unit, kind and choices. WrongCondition where they don't fit."""
    if left.bare and not right.bare:
        return _adapted(left, right), right
    if right.bare and not left.bare:
        return left, _adapted(right, left)
    texts = {Kind.TEXT, Kind.IDENTITY}
    if left.kind is not right.kind and not {left.kind, right.kind} <= texts:
        raise WrongCondition(f"a {left.kind} and a {right.kind} don't fit together")
    if left.kind is Kind.NUMBER and not _fit(left.unit, right.unit):
        raise WrongCondition(f"{left.unit} and {right.unit} don't fit together", "bring both into one unit")
    if left.kind is Kind.CHOICE and left.choices and right.choices and not set(left.choices) & set(right.choices):
        raise WrongCondition("these choices have nothing in common")
    return left, right


def _fit(one: Unit, other: Unit) -> bool:
    """Return whether numbers of both units may be compared: a plain count stands beside any unit but money."""
    plain = PLAIN.powers in (one.powers, other.powers) and one.base is other.base is None
    return one.fits(other) or plain


def _adapted(literal: Typed, other: Typed) -> Typed:
    value = literal.expression.constant if isinstance(literal.expression, Constant) else None
    if literal.kind is Kind.NUMBER and other.kind is Kind.NUMBER:
        scaled = exact(value * other.unit.scale)
        return Typed(Constant(scaled, unit=other.unit), Kind.NUMBER, other.unit)
    if literal.kind is Kind.TEXT and other.kind is Kind.CHOICE:
        if value not in other.choices:
            raise WrongCondition(f"{value!r} is no such choice", word=str(value), known=tuple(other.choices))
        return Typed(Constant(value, other.choices[value]), Kind.CHOICE, choices=other.choices)
    if literal.kind is Kind.TEXT and other.kind is Kind.DATE:
        return Typed(Constant(_date(str(value))), Kind.DATE)
    if literal.kind is Kind.TEXT and other.kind in (Kind.TEXT, Kind.IDENTITY):
        return Typed(literal.expression, other.kind)
    raise WrongCondition(f"{value!r} doesn't fit a {other.kind}")


def _date(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar date has no zone
    except ValueError as error:
        raise WrongCondition(f"{text!r} is no date", "write 'YYYY-MM-DD'") from error
