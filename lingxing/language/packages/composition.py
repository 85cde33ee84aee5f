"""Packages that build on others: the others' formulas compute facts that are not given."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lingxing.language.definitions import Fact, FactList, Formula, Parameter, Policy
from lingxing.language.nodes import Kind, Node, Operation, walk
from lingxing.language.packages.errors import WrongPackage

_NAMING = {Operation.PARAMETER, Operation.BRACKETS, Operation.TIERS, Operation.TABLE}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a package in one choice of formula versions, with what they take from other packages.

    Parameters of other packages are named <package id>.<name>, in the graph too.
    """

    facts: Mapping[str, Fact]
    lists: Mapping[str, FactList]
    formulas: Mapping[str, Formula]
    parameters: Mapping[str, Parameter]
    borrowed: Mapping[str, Formula] = field(default_factory=dict)
    """The formulas of other packages within the graph, by <package id>.<formula>."""


@dataclass(slots=True)
class Borrowing:
    """What one package takes from the others it builds on."""

    own: str
    facts: dict[str, Fact]
    lists: dict[str, FactList]
    parameters: dict[str, Parameter]
    computed: dict[str, Node] = field(default_factory=dict)
    formulas: dict[str, Formula] = field(default_factory=dict)
    """What is borrowed, by <package id>.<formula>."""
    _copies: dict[tuple[str, int], Node] = field(default_factory=dict)

    def borrow(self, fact: Fact, rules: Rules, policy: Policy) -> None:
        """Let a formula of the other package, whose rules and policy these are, compute the fact."""
        package, name = fact.source or ("", "")
        formula = rules.formulas.get(name)
        if formula is None:
            raise _wrong(fact, f"{package} has no formula {name!r}", f"its formulas are {', '.join(rules.formulas)}")
        _check_fits(fact, formula)
        title = f"《{policy.instrument or policy.title}》"
        self.computed[fact.name] = self._copy(formula.node, package, title)
        self._join(formula.node, package, rules, fact, title)
        self._name_formulas(formula.node, package, rules, title)

    def _copy(self, root: Node, package: str, title: str) -> Node:
        """Return the graph with the parameters under their full names; shared parts stay shared.

        Articles name the document that they are of, except those of facts, which the borrower declares too.
        """
        for node in walk(root):
            if (package, id(node)) not in self._copies:
                arguments = tuple(self._copies[package, id(argument)] for argument in node.arguments)
                named = node.operation in _NAMING and "/" not in node.name
                name = f"{package}.{node.name}" if named else node.name
                place = node.article if node.operation is Operation.FACT else _cited(title, node.article)
                copy = dataclasses.replace(node, arguments=arguments, name=name, article=place)
                self._copies[package, id(node)] = copy
        return self._copies[package, id(root)]

    def _name_formulas(self, root: Node, package: str, rules: Rules, title: str) -> None:
        """Note the formulas within the graph, with the nodes that they have here."""
        within = {id(node): self._copies[package, id(node)] for node in walk(root)}
        named = {f"{package}.{name}": formula for name, formula in rules.formulas.items()} | dict(rules.borrowed)
        for name, formula in named.items():
            if id(formula.node) in within:
                node, place = within[id(formula.node)], _cited(title, formula.article)
                self.formulas[name] = dataclasses.replace(formula, node=node, article=place)

    def _join(self, root: Node, package: str, rules: Rules, fact: Fact, title: str) -> None:
        for node in walk(root):
            if node.operation is Operation.FACT and not node.scope:
                self._join_fact(rules.facts[node.name], fact)
            if node.operation in _NAMING:
                name = node.name if "/" in node.name else f"{package}.{node.name}"
                parameter = rules.parameters[node.name]
                place = _cited(title, parameter.article)
                self.parameters[name] = dataclasses.replace(parameter, name=name, article=place)
            if node.scope and node.scope in rules.lists:
                self._join_list(rules.lists[node.scope], fact)

    def _join_fact(self, other: Fact, fact: Fact) -> None:
        own = self.facts.setdefault(other.name, other)
        if not _same(own, other):
            raise _wrong(fact, f"the fact {other.name!r} is another one at {other.where}", "rename one of the two")

    def _join_list(self, other: FactList, fact: Fact) -> None:
        own = self.lists.setdefault(other.name, other)
        if own is other:
            return
        if own.ordered_by != other.ordered_by:
            raise _wrong(fact, f"the list {other.name!r} is ordered by {own.ordered_by}, there by {other.ordered_by}")
        for name, inner in other.facts.items():
            if name in own.facts and not _same(own.facts[name], inner):
                raise _wrong(fact, f"the fact {name!r} is another one at {inner.where}", "rename one of the two")
        for name, group in other.groups.items():
            if own.groups.get(name, group) != group:
                raise _wrong(fact, f"the group {name!r} of {other.name!r} differs there", "rename one of the two")
        facts, groups = {**other.facts, **own.facts}, {**other.groups, **own.groups}
        self.lists[other.name] = dataclasses.replace(own, facts=facts, groups=groups)


def _cited(title: str, article: str) -> str:
    """Return an article with the document that it is of."""
    return f"{title}{article}" if article and not article.startswith("《") else article


def _wrong(fact: Fact, what: str, remedy: str = "") -> WrongPackage:
    return WrongPackage(f"{fact.name}.from: {what}", where=fact.where, remedy=remedy)


def _same(own: Fact, other: Fact) -> bool:
    """Return whether both declare the same values: a case gives the fact once for both packages."""
    keys: tuple[Callable[[Fact], object], ...] = (
        lambda fact: fact.type,
        lambda fact: fact.decimals,
        lambda fact: dict(fact.choices),
        lambda fact: (fact.lower, fact.upper),
        lambda fact: fact.default,
        lambda fact: fact.scope,
    )
    return own.source is not None or all(key(own) == key(other) for key in keys)


def _check_fits(fact: Fact, formula: Formula) -> None:
    mine, theirs = fact.type, formula.node.type
    fits = mine.kind is theirs.kind and mine.unit.fits(theirs.unit) and (theirs.whole or not mine.whole)
    if mine.kind is Kind.CHOICE:
        fits = fits and set(theirs.choices) <= set(mine.choices)
    if not fits:
        raise _wrong(fact, f"{formula.name} at {formula.where} gives another type or unit")
    if fact.scope != formula.node.scope:
        told = formula.node.scope or "the subject"
        raise _wrong(fact, f"{formula.name} at {formula.where} belongs to {told}", "declare the fact there")
