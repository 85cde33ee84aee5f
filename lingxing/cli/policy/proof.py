"""What `lingxing policy check` proves of a package."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lingxing.cli.policy.examples import LOOKUPS, Bench
from lingxing.cli.policy.mutations import Mutation, mutations
from lingxing.engines.rules.domain.answers import Answer
from lingxing.engines.rules.domain.cases import WrongCase
from lingxing.language.definitions import Parameter, Program
from lingxing.language.nodes import Node, Operation, walk
from lingxing.language.packages import Example, Package, read_examples
from lingxing.language.procedures.proving import weaknesses
from lingxing.language.procedures.ruling import rule_weaknesses

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something unproved or wrong: where it stands, and in Chinese what it is."""

    kind: str
    """example, parameter, fact, reading, refusal, survivor, procedure or citation."""
    where: str
    text: str


@dataclass(slots=True)
class Proof:
    """The verdict on one package."""

    id: str
    title: str
    examples: int = 0
    parameters: int = 0
    mutations: int = 0
    services: int = 0
    acts: int = 0
    figures: int = 0
    """Of listing sales."""
    indicators: int = 0
    tasks: int = 0
    """Tasks of a plan that the package corrects or adds."""
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def prove(package: Package) -> Proof:
    """Return what is proved of the package and what is not. WrongPackage if it does not load whole."""
    examples = read_examples(package)
    proof = Proof(package.id, package.policy.title, len(examples), len(package.parameters))
    proof.figures = len(package.listing.figures) if package.listing else 0
    proof.indicators, proof.tasks = len(package.catalogue.indicators), len(package.catalogue.tasks)
    programs = [package.program(day) for day in _days(package)]
    proof.faults += _unused(package, programs)
    proof.faults += _readings(programs)
    _prove_procedure(proof, package, programs)
    bench = Bench(package, examples)
    wrong = list(_wrong_examples(bench))
    proof.faults += wrong
    if wrong:
        proof.notes.append("算例有错，未再逐一改动参数")
        return proof
    proof.faults += _unrefused(bench, programs)
    for mutation, where, broken in _mutated(bench):
        proof.mutations += 1
        if not broken:
            told = f"{mutation.parameter} {mutation.place}，没有算例因此不成立"
            proof.faults.append(Fault("survivor", where, told))
    return proof


def _prove_procedure(proof: Proof, package: Package, programs: list[Program]) -> None:
    """Add what is proved of the package's procedure, with the rules of every day on which they change."""
    procedure = package.procedure
    if procedure is None:
        return
    proof.services = len(procedure.services)
    proof.acts = sum(len(service.acts) for service in procedure.services.values())
    found = [*weaknesses(procedure), *(one for program in programs for one in rule_weaknesses(procedure, program))]
    for weakness in dict.fromkeys(found):
        if weakness.grave:
            proof.faults.append(Fault("procedure", weakness.where, weakness.text))
        else:
            proof.notes.append(weakness.text)


def _days(package: Package) -> list[dt.date]:
    """Return the days on which the rules change."""
    days = {package.policy.effective}
    days |= {formula.since for formula in package.marked if formula.since}
    days |= {first for parameter in package.parameters.values() for first, _ in parameter.versions}
    return sorted(days)


def _unused(package: Package, programs: list[Program]) -> Iterator[Fault]:
    nodes = [node for program in programs for node in walk(*(f.node for f in program.formulas.values()))]
    parameters = {node.name for node in nodes if node.operation in LOOKUPS}
    parameters |= {ceiling.parameter for ceiling in package.policy.ceilings}
    for name, parameter in package.parameters.items():
        if name not in parameters:
            yield Fault("parameter", parameter.where, f"参数 {name}（{parameter.label}）没有公式使用")
    facts = {node.name for node in nodes if node.operation is Operation.FACT}
    for held in package.lists.values():
        facts |= {held.ordered_by, *(group.fact for group in held.groups.values())}
    declared = [*package.facts.values(), *(fact for held in package.lists.values() for fact in held.facts.values())]
    for fact in declared:
        if fact.name not in facts:
            yield Fault("fact", fact.where, f"事项 {fact.name}（{fact.label}）没有公式使用")


def _readings(programs: list[Program]) -> Iterator[Fault]:
    formulas = {formula.where: formula for program in programs for formula in program.formulas.values()}
    for formula in formulas.values():
        if any(not _CHINESE.search(reading) for reading in formula.readings):
            yield Fault("reading", formula.where, f"{formula.name}：Reading: 之后应以中文写明所取的理解")


def _wrong_examples(bench: Bench) -> Iterator[Fault]:
    if not bench.examples and bench.package.marked:
        yield Fault("example", str(bench.package.folder / "examples.yaml"), "没有算例")
    for example in bench.examples:
        for difference in bench.differences(example):
            yield Fault("example", example.where, f"“{example.name}”：{difference}")


def _mutated(bench: Bench) -> Iterator[tuple[Mutation, str, bool]]:
    """Yield each small change, where its parameter stands, and whether an example shows it."""
    ceilings = {ceiling.parameter for ceiling in bench.package.policy.ceilings}
    for parameter in bench.package.parameters.values():
        if parameter.name in ceilings and not _is_looked_up(bench, parameter):
            continue
        for first, setting in parameter.versions:
            picking = [example for example in bench.examples if _picks(parameter, first, example)]
            concerned = [example for example in picking if parameter.name in bench.parameters_of(example)]
            for mutation in mutations(parameter, setting):
                place = f"{first.isoformat()} 起的值{mutation.place}"
                broken = bench.broken_by({parameter.name: mutation.setting}, concerned)
                yield Mutation(parameter.name, place, mutation.setting), parameter.where, broken
        if parameter.supplied:
            yield from _supplied(bench, parameter)


def _is_looked_up(bench: Bench, parameter: Parameter) -> bool:
    formulas = bench.package.program().formulas.values()
    nodes = walk(*(formula.node for formula in formulas))
    return any(node.operation in LOOKUPS and node.name == parameter.name for node in nodes)


def _picks(parameter: Parameter, first: dt.date, example: Example) -> bool:
    """Return whether the example is worked out with that dated value."""
    dates = [day for day, _ in parameter.versions if day <= example.on]
    return parameter.name not in example.settings and bool(dates) and dates[-1] == first


def _supplied(bench: Bench, parameter: Parameter) -> Iterator[tuple[Mutation, str, bool]]:
    """A supplied parameter has its values in the examples: each change of a figure must show in one of them."""
    seen: dict[str, tuple[Mutation, bool]] = {}
    for example in bench.examples:
        for mutation in (
            mutations(parameter, example.settings[parameter.name]) if parameter.name in example.settings else ()
        ):
            _, before = seen.get(mutation.place, (mutation, False))
            broken = before or bench.broken_by({parameter.name: mutation.setting}, [example])
            seen[mutation.place] = (Mutation(parameter.name, f"算例中的值{mutation.place}", mutation.setting), broken)
    if not seen:
        yield Mutation(parameter.name, "由执行机关给定，没有算例给出它的值", 0), parameter.where, False
    yield from ((mutation, parameter.where, broken) for mutation, broken in seen.values())


def _unrefused(bench: Bench, programs: list[Program]) -> Iterator[Fault]:
    """Yield the conditions of grants that no example fails, and the open cases that no example shows."""
    failed: set[str] = set()
    opened: set[str] = set()
    for answer in _answers(bench):
        failed |= {word for refusal in answer.refusals for word in (refusal.label, refusal.condition)}
        opened |= {one.reason for one in answer.not_covered}
    nodes = [node for program in programs for node in _own(program)]
    for reason in _texts(node.label for node in nodes if node.operation is Operation.NOT_COVERED):
        if reason not in opened:
            yield Fault("refusal", "", f"“{reason}”未作规定，没有算例")
    grants = [node for node in nodes if node.operation is Operation.GRANTED]
    for label in _texts(condition.label for grant in grants for condition in grant.arguments[1:]):
        if label not in failed:
            yield Fault("refusal", "", f"没有算例因“{label}”不成立而不予支持")


def _texts(labels: Iterable[str]) -> list[str]:
    return [label for label in dict.fromkeys(labels) if label]


def _answers(bench: Bench) -> Iterator[Answer]:
    for example in bench.examples:
        try:
            yield bench.answer(example)
        except WrongCase:
            continue


def _own(program: Program) -> Iterator[Node]:
    """Yield the nodes of the package's own formulas: what other packages compute is proved there."""
    seen: set[int] = set()
    pending = [formula.node for formula in program.formulas.values()]
    while pending:
        node = pending.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            pending += [] if node.operation is Operation.FACT else node.arguments
