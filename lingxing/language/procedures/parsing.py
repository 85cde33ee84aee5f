"""From an author's words to a condition: a small part of Python's grammar, every name, unit and choice settled."""

import ast
import re
from collections.abc import Callable, Mapping
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
from lingxing.language.procedures.fitting import Typed, WrongCondition, fitted

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
    "age_of": ((Kind.IDENTITY,), PLAIN),
    "months_between": ((Kind.DATE, Kind.DATE), MONTH),
    "years_between": ((Kind.DATE, Kind.DATE), YEAR),
}
_GRAMMAR = "use and, or, not, ==, !=, <, <=, >, >=, in, not in, +, -, *, names, numbers, 'words', [lists] and functions"


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
    return Condition(words, fitted(wanted, found)[1].expression)


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
            left, right = fitted(left, right)
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
        one, other = fitted(left, right)
        if word not in ("==", "!=") and one.kind not in (Kind.NUMBER, Kind.DATE):
            raise WrongCondition(f"a {one.kind} has no order", "compare it with == or !=")
        if one.kind is Kind.ROWS:
            raise WrongCondition("rows can't be compared", "write len(rows), or value in rows.column")
        return Operation(word, (one.expression, other.expression))

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
            pairs = [fitted(member, self.typed(option)) for option in node.elts]
            if not pairs:
                raise WrongCondition("the list is empty", "name what the value may be")
            return Membership(pairs[0][0].expression, tuple(pair[1].expression for pair in pairs), negated)
        column = self.typed(node)
        if not isinstance(column.expression, Column):
            raise WrongCondition(f"{self._source(node)} is no list", "write [a, b] or a column of rows")
        return Membership(fitted(column, member)[1].expression, column.expression, negated)

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
        expressions = [argument.expression for argument in arguments]
        if name == "age_of":
            # An age is that on the case's day.
            expressions.append(self._scope.resolve("today").expression)
        return Typed(Operation(name, tuple(expressions)), Kind.NUMBER, unit)

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
        if _NUMBER.fullmatch(text):
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
