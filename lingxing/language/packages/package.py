"""A package, and its rules as of a day."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lingxing.language.definitions import Fact, FactList, Formula, Parameter, Policy, Program, Setting, Shape
from lingxing.language.formulas import Builder, Marked, versions_on
from lingxing.language.listings import Listing
from lingxing.language.nodes import Node, Operation, walk
from lingxing.language.packages.composition import Borrowing, Rules
from lingxing.language.packages.errors import WrongPackage
from lingxing.language.packages.facts_file import Facts, read_facts
from lingxing.language.packages.formulas_file import as_wrong_package, check_names, load_formulas
from lingxing.language.packages.items import read_file
from lingxing.language.packages.listing_file import read_listing
from lingxing.language.packages.parameters_file import read_parameters
from lingxing.language.packages.plan_file import read_plan
from lingxing.language.packages.policy_file import read_policy
from lingxing.language.packages.procedures.reading import read_procedure
from lingxing.language.plans import PlanCatalogue
from lingxing.language.procedures.definitions import Procedure

FILES = (
    "policy.yaml",
    "facts.yaml",
    "parameters.yaml",
    "formulas.py",
    "procedure.yaml",
    "catalogue.yaml",
    "listing.yaml",
    "examples.yaml",
)
Versions = tuple[tuple[str, dt.date | None], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """One document's package: what its files declare, and its rules of any day."""

    policy: Policy
    folder: Path
    declared: Facts
    parameters: Mapping[str, Parameter]
    marked: tuple[Marked, ...]
    """Every version of every formula, in the order of the file."""
    resolve: Callable[[str], "Package"]
    _rules: dict[tuple[Versions, ...], Rules] = field(default_factory=dict)
    _procedure: list[Procedure | None] = field(default_factory=list)
    """Read when first asked for: most who load a package want its rules alone."""
    _listing: list[Listing | None] = field(default_factory=list)
    _plan: list[PlanCatalogue] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Return <city>/<subject>_<year>."""
        return self.policy.id

    @property
    def audiences(self) -> frozenset[str]:
        """Return everybody whom an output is for."""
        return frozenset(marked.audience or self.policy.audience for marked in self.marked if not marked.internal)

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Return the subject's facts."""
        return self.declared.facts

    @property
    def lists(self) -> Mapping[str, FactList]:
        """Return the lists of events."""
        return self.declared.lists

    @property
    def procedure(self) -> Procedure | None:
        """Return what procedure.yaml and catalogue.yaml declare; None where the package has no procedure.

        WrongPackage says what is wrong, where, and what to do.
        """
        if not self._procedure:
            formulas = {marked.name: marked.label for marked in self.marked}
            self._procedure.append(read_procedure(self.folder, self.id, self.declared, formulas))
        return self._procedure[0]

    @property
    def listing(self) -> Listing | None:
        """Return what listing.yaml declares on listing sales; None where the package has none.

        WrongPackage says what is wrong, where, and what to do.
        """
        if not self._listing:
            self._listing.append(read_listing(self.folder))
        return self._listing[0]

    @property
    def catalogue(self) -> PlanCatalogue:
        """Return the indicators and corrections of tasks that catalogue.yaml declares; empty where it has none.

        WrongPackage says what is wrong, where, and what to do.
        """
        if not self._plan:
            self._plan.append(read_plan(self.folder, self.policy.city))
        return self._plan[0]

    def parts(self) -> "Iterator[Package]":
        """Yield the packages that this one builds on, each after those that it builds on itself, then this one."""
        seen: dict[str, Package] = {}
        self._collect(seen, ())
        yield from seen.values()

    def _collect(self, seen: "dict[str, Package]", path: tuple[str, ...]) -> None:
        if self.id in path:
            told = " → ".join((*path, self.id))
            raise WrongPackage(f"builds_on: packages build on each other in a circle: {told}", where=self.policy.where)
        for name in self.policy.builds_on:
            if name not in seen:
                self.resolve(name)._collect(seen, (*path, self.id))
        seen[self.id] = self

    def rules(self, on: dt.date) -> Rules:
        """Return the rules in the formula versions of the day; built once for each choice of versions."""
        key = tuple(
            tuple((name, marked.since) for name, marked in versions_on(part.marked, on).items())
            for part in self.parts()
        )
        if key not in self._rules:
            self._rules[key] = self._build(on)
        return self._rules[key]

    def _build(self, on: dt.date) -> Rules:
        borrowing = Borrowing(self.id, dict(self.facts), dict(self.lists), dict(self.parameters))
        for fact in self.declared.all().values():
            if fact.source:
                source = self._source(fact)
                borrowing.borrow(fact, source.rules(on), source.policy)
        versions = versions_on(self.marked, on)
        try:
            formulas = Builder(self.declared.all(), self.parameters, versions, borrowing.computed).build()
        except Exception as error:  # a formula runs here: whatever it raises is the package's mistake, with its place
            raise as_wrong_package(error, self.folder) from error
        _check_groups(formulas, borrowing)
        _check_tables([formula.node for formula in formulas.values()], borrowing)
        return Rules(borrowing.facts, borrowing.lists, formulas, borrowing.parameters, borrowing.formulas)

    def _source(self, fact: Fact) -> "Package":
        package = fact.source[0] if fact.source else ""
        if package not in self.policy.builds_on:
            told = f"{fact.name}.from: {package} is not among builds_on of policy.yaml"
            raise WrongPackage(told, where=fact.where, remedy=f"add {package} to builds_on")
        return self.resolve(package)

    def program(
        self,
        on: dt.date | None = None,
        overrides: Mapping[str, Setting] | None = None,
        supplied: Mapping[str, Setting] | None = None,
    ) -> Program:
        """Return the rules as of the day (the policy's first, unless said) with the parameters bound.

        `supplied` gives parameters that the installation must supply, `overrides` any parameter; both in base units,
        see `settings.read_setting`.
        """
        day = on or self.policy.effective
        rules = self.rules(day)
        given = {**(supplied or {}), **(overrides or {})}
        settings = {name: given.get(name, parameter.on(day)) for name, parameter in rules.parameters.items()}
        return Program(
            policy=self.policy,
            on=day,
            subject_label=self.declared.subject_label,
            facts=rules.facts,
            lists=rules.lists,
            formulas=rules.formulas,
            parameters=rules.parameters,
            settings=settings,
            borrowed=rules.borrowed,
        )


def _check_groups(formulas: Mapping[str, Formula], borrowing: Borrowing) -> None:
    """Hold the groups of running totals against those of facts.yaml."""
    for formula in formulas.values():
        for node in walk(formula.node):
            if node.operation is Operation.RUNNING and node.name not in (known := borrowing.lists[node.scope].groups):
                told = f"{formula.name}(): {node.scope} has no group {node.name!r}"
                raise WrongPackage(told, where=formula.where, remedy=f"known are {', '.join(known) or 'none'}")


def _check_tables(roots: list[Node], borrowing: Borrowing) -> None:
    """Hold the keys of tables against what looks them up."""
    lookups: dict[str, list[Node]] = {}
    for node in walk(*roots):
        if node.operation is Operation.TABLE:
            lookups.setdefault(node.name, []).append(node)
    for name, nodes in lookups.items():
        _check_table(borrowing.parameters[name], nodes)


def _check_table(parameter: Parameter, lookups: list[Node]) -> None:
    """Refuse table keys that nothing can look up, and a constant that is no key."""
    for _, table in parameter.versions:
        for place, name in enumerate(parameter.by):
            keys = {key[place] for key in _cells(table)}
            arguments = [node.arguments[place] for node in lookups]
            constants = {_key(node) for node in arguments if node.operation is Operation.CONSTANT}
            variable = [node for node in arguments if node.operation is not Operation.CONSTANT]
            asked: set[str] = {key for node in variable for key in _keys(node)}
            strange = sorted(keys - asked - constants) if asked else []
            for key in strange or sorted(constants - keys):
                told = f"{parameter.name}: the key {key!r} is no choice of {name}"
                known = ", ".join(sorted(asked or keys))
                raise WrongPackage(told, where=parameter.where, remedy=f"known are {known}")


def _cells(setting: Setting) -> list[tuple[str, ...]]:
    return list(setting) if isinstance(setting, Mapping) else []


def _key(node: Node) -> str:
    return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)


def _keys(node: Node) -> tuple[str, ...]:
    return node.type.choices or ("true", "false")


def read_package(folder: Path, identifier: str, python_package: str, resolve: Callable[[str], Package]) -> Package:
    """Return the package in the folder. WrongPackage says what is wrong, where, and what to do."""
    root = read_file(folder / "policy.yaml")
    if root is None:
        raise WrongPackage("policy.yaml is missing or empty", where=str(folder), remedy="write policy.yaml")
    _refuse_strangers(folder)
    facts = read_facts(read_file(folder / "facts.yaml"))
    marked = load_formulas(folder, python_package)
    check_names(marked, {name: fact.where for name, fact in facts.all().items()} | dict.fromkeys(facts.lists, "lists"))
    package = Package(
        read_policy(root, identifier),
        folder,
        facts,
        read_parameters(read_file(folder / "parameters.yaml")),
        marked,
        resolve,
    )
    _check_measures(package)
    return package


def _refuse_strangers(folder: Path) -> None:
    """Refuse a file that a typing error keeps from being read: fact.yaml, parameter.yml."""
    for path in sorted(folder.iterdir()):
        if path.suffix in {".yaml", ".yml"} and path.name not in FILES:
            raise WrongPackage(
                "the file is not one of a package", where=str(path), remedy=f"known are {', '.join(FILES)}"
            )


def _check_measures(package: Package) -> None:
    """Overlaps and ceilings name formulas and parameters of the package."""
    policy, formulas = package.policy, {marked.name for marked in package.marked}
    measures = [held.measures for held in policy.overlaps] + [held.measures for held in policy.ceilings]
    for name in itertools.chain.from_iterable(measures):
        if name not in formulas:
            raise WrongPackage(f"measures: formulas.py has no {name!r}", where=policy.where, remedy=_known(formulas))
    for ceiling in policy.ceilings:
        held = package.parameters.get(ceiling.parameter)
        if held is None or held.shape is not Shape.SCALAR:
            told = f"ceilings: {ceiling.parameter!r} is no single number of parameters.yaml"
            raise WrongPackage(told, where=policy.where, remedy=_known(set(package.parameters)))


def _known(names: set[str]) -> str:
    return f"known are {', '.join(sorted(names)) or 'none'}"
