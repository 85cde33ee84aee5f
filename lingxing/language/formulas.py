"""How formulas are marked with their article, and how a module of them becomes a graph."""

import datetime as dt
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, get_type_hints

from lingxing.language.definitions import AUDIENCES, Fact, Formula, Parameter
from lingxing.language.expressions import Bool, Choice, Date, Expression, Number, NumberKind, RuleError, lift, wrap
from lingxing.language.functions import parameter_value
from lingxing.language.nodes import Kind, Node, Operation

_READING = "Reading:"


class Parameters:
    """The package's numbers, by name: `p.annual_cap`."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = parameters

    def __getattr__(self, name: str) -> Any:
        parameter = self._parameters.get(name)
        if parameter is None:
            raise RuleError(f"parameters.yaml has no {name!r}")
        return parameter_value(parameter)


@dataclass(frozen=True, slots=True)
class Marked:
    """A function marked as a formula."""

    function: Callable[..., Any]
    name: str
    article: str
    label: str
    since: dt.date | None
    internal: bool
    choices: Mapping[str, str]
    audience: str


_MARK = "lingxing_formula"


def article(
    place: str,
    *,
    label: str,
    since: str = "",
    name: str = "",
    internal: bool = False,
    choices: Mapping[str, str] | None = None,
    audience: str = "",
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a function as the formula of an article.

    The function's arguments name facts, other formulas of the package, and `p`, the parameters. `since` (a date) marks
    a later version of the formula `name`; `internal` keeps a step out of the outputs; `choices` labels a result that
    is a choice; `audience` names whom the result is for, where that is not the policy's audience.
    """

    if audience and audience not in AUDIENCES:
        raise RuleError(f"{audience!r} is no audience; known are {', '.join(AUDIENCES)}")

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        first = dt.date.fromisoformat(since) if since else None
        called = name or getattr(function, "__name__", "")
        marked = Marked(function, called, place, label, first, internal, dict(choices or {}), audience)
        setattr(function, _MARK, marked)
        return function

    return mark


def marked_formulas(module: ModuleType) -> tuple[Marked, ...]:
    """Return the module's own formulas in the order of the file."""
    return tuple(
        getattr(value, _MARK)
        for value in vars(module).values()
        if hasattr(value, _MARK) and getattr(value, "__module__", "") == module.__name__
    )


def versions_on(marked: Sequence[Marked], day: dt.date) -> dict[str, Marked]:
    """Return the version of each formula that is in force on the day.

    A formula whose versions all begin later keeps its first one, so that it can still be named.
    """
    chosen: dict[str, Marked] = {}
    for formula in sorted(marked, key=lambda formula: formula.since or dt.date.min):
        if formula.name not in chosen or formula.since is None or formula.since <= day:
            chosen[formula.name] = formula
    return {formula.name: chosen[formula.name] for formula in marked}


class Builder:
    """Runs formulas on symbolic values, each once, in the order in which they need each other."""

    def __init__(
        self,
        facts: Mapping[str, Fact],
        parameters: Mapping[str, Parameter],
        marked: Mapping[str, Marked],
        computed: Mapping[str, Node],
    ) -> None:
        self._facts = facts
        self._parameters = Parameters(parameters)
        self._marked = marked
        self._computed = computed
        self._built: dict[str, Formula] = {}
        self._leaves: dict[str, Node] = {}
        self._open: list[str] = []

    def build(self) -> dict[str, Formula]:
        """Return every formula, in the order of the file. RuleError names the formula and its line."""
        for name in self._marked:
            self._formula(name)
        return {name: self._built[name] for name in self._marked}

    def _formula(self, name: str) -> Node:
        if name in self._built:
            return self._built[name].node
        if name in self._open:
            raise RuleError(f"formulas need each other in a circle: {' → '.join([*self._open, name])}")
        self._open.append(name)
        formula = _run(self._marked[name], self._argument)
        self._open.pop()
        self._built[name] = formula
        return formula.node

    def _argument(self, name: str) -> Any:
        if name == "p":
            return self._parameters
        if name in self._marked:
            return wrap(self._formula(name))
        if name in self._facts:
            return wrap(self._leaf(name))
        raise RuleError(f"{name!r} is neither a fact of facts.yaml nor a formula")

    def _leaf(self, name: str) -> Node:
        if name not in self._leaves:
            fact = self._facts[name]
            below = (self._computed[name],) if name in self._computed else ()
            self._leaves[name] = Node(
                Operation.FACT, fact.type, below, name=name, label=fact.label, article=fact.article, scope=fact.scope
            )
        return self._leaves[name]


def _run(marked: Marked, argument: Callable[[str], Any]) -> Formula:
    where = _where(marked.function)
    try:
        given = {name: argument(name) for name in inspect.signature(marked.function).parameters}
        body = lift(marked.function(**given))
        _check_result(marked, body)
        summary, readings = _docstring(marked.function)
    except RuleError as error:
        if str(error).startswith(where.rpartition(":")[0]):
            raise
        raise RuleError(f"{where} {marked.name}(): {error}") from error
    node = Node(
        Operation.FORMULA,
        body.type,
        (body,),
        name=marked.name,
        label=marked.label,
        article=marked.article,
        scope=body.scope,
    )
    return Formula(
        marked.name,
        marked.label,
        marked.article,
        node,
        summary,
        readings,
        marked.internal,
        marked.choices,
        marked.since,
        where,
        marked.audience,
    )


def _where(function: Callable[..., Any]) -> str:
    code = getattr(function, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code else ""


def _docstring(function: Callable[..., Any]) -> tuple[str, tuple[str, ...]]:
    text = inspect.getdoc(function) or ""
    if not text:
        raise RuleError("a formula has a docstring that says what it returns")
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    parts = [part for paragraph in paragraphs for part in _split_readings(paragraph)]
    readings = tuple(part.removeprefix(_READING).strip() for part in parts if part.startswith(_READING))
    return paragraphs[0], readings


def _split_readings(paragraph: str) -> list[str]:
    return [f"{_READING} {part}" if index else part for index, part in enumerate(paragraph.split(_READING))]


_EXPECTED = {Choice: Kind.CHOICE, Date: Kind.DATE, Bool: Kind.BOOL, Number: Kind.NUMBER}


def _check_result(marked: Marked, body: Node) -> None:
    """Hold the result against the annotation; an output of money must be whole fen."""
    hint = get_type_hints(marked.function, include_extras=True).get("return")
    base, promise = getattr(hint, "__origin__", hint), next(iter(getattr(hint, "__metadata__", ())), None)
    if not isinstance(base, type) or not issubclass(base, Expression):
        raise RuleError("say what the formula returns: Money, Rate, Quantity, Count, Choice, Date or Bool")
    if body.type.kind is not _EXPECTED[base]:
        raise RuleError(f"returns a {body.type.kind}, not a {_EXPECTED[base]}")
    if promise is not None:
        _check_number(marked, body, promise)
    if body.type.kind is Kind.CHOICE and (missing := set(body.type.choices) - set(marked.choices)):
        raise RuleError(f"label the choices it can return: {', '.join(sorted(missing))}")


def _check_number(marked: Marked, body: Node, promise: NumberKind) -> None:
    powers = body.type.unit.powers
    if promise is NumberKind.MONEY and powers != (("CNY", 1),):
        raise RuleError(f"returns {body.type.unit}, not an amount of money")
    if promise is NumberKind.RATE and powers:
        raise RuleError(f"returns {body.type.unit}, not a rate")
    if promise is NumberKind.COUNT and not body.type.whole:
        raise RuleError("returns a number that may not be whole: round it")
    if promise is NumberKind.MONEY and not marked.internal and not body.type.whole:
        raise RuleError("may return a fraction of a fen: round it, with the mode that the document or a reading gives")
