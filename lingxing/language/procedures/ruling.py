"""Whether the rules that a procedure asks for can answer from what its cases hold."""

from collections.abc import Iterator

from lingxing.language.definitions import Formula, Program
from lingxing.language.nodes import Kind, Operation, walk
from lingxing.language.procedures.definitions import Field, FieldKind, Procedure, Service
from lingxing.language.procedures.proving import Weakness, names_asked

_KINDS = {FieldKind.CHOICE: Kind.CHOICE, FieldKind.DATE: Kind.DATE, FieldKind.BOOL: Kind.BOOL}
_NUMBERS = (FieldKind.MONEY, FieldKind.RATE, FieldKind.QUANTITY, FieldKind.COUNT)


def rule_weaknesses(procedure: Procedure, program: Program) -> list[Weakness]:
    """Return what keeps rules from being asked: facts that no field gives, results that don't fit their field."""
    found: list[Weakness] = []
    for service in procedure.services.values():
        told = (*_unanswerable(service, program), *_unfitting(service, program))
        found += [Weakness(weakness.where, f"{service.label}：{weakness.text}") for weakness in told]
    return found


def rules_asked(service: Service) -> tuple[str, ...]:
    """Return the formulas that the service's conditions and acts ask for, each once."""
    asked = [name.removeprefix("rule.") for name in sorted(names_asked(service)) if name.startswith("rule.")]
    asked += [formula for act in service.acts.values() for formula in act.computes.values()]
    return tuple(dict.fromkeys(asked))


def _unanswerable(service: Service, program: Program) -> Iterator[Weakness]:
    given = {held.fact.name for held in service.fields.values() if held.fact}
    lists = {held.fact_list for held in service.fields.values() if held.fact_list}
    for name in rules_asked(service):
        formula = program.formulas.get(name)
        if formula is None:
            yield Weakness(service.where, f"规则 {name} 在 {program.on.isoformat()} 没有施行的公式")
            continue
        for fact in _facts_of(formula, program):
            scope = program.facts[fact].scope if fact in program.facts else _scope(fact, program)
            if fact not in given and scope not in lists:
                yield Weakness(service.where, f"规则“{formula.label}”要知道 {fact}，却没有字段提供（fact: {fact}）")


def _facts_of(formula: Formula, program: Program) -> list[str]:
    """Return the facts that the formula may ask for and nothing else gives."""
    nodes = [node for node in walk(formula.node) if node.operation is Operation.FACT and not node.arguments]
    facts = {**program.facts, **{name: fact for held in program.lists.values() for name, fact in held.facts.items()}}
    return list(dict.fromkeys(node.name for node in nodes if facts[node.name].default is None))


def _scope(name: str, program: Program) -> str:
    return next((held.name for held in program.lists.values() if name in held.facts), "")


def _unfitting(service: Service, program: Program) -> Iterator[Weakness]:
    for act in service.acts.values():
        for field, name in act.computes.items():
            formula = program.formulas.get(name)
            if formula and not _fits(service.fields[field], formula):
                label = service.fields[field].label
                yield Weakness(act.where, f"“{act.label}”算出的“{formula.label}”与字段“{label}”的类型或单位不合")


def _fits(held: Field, formula: Formula) -> bool:
    kind = formula.node.type.kind
    if held.kind in _NUMBERS:
        return kind is Kind.NUMBER and held.unit.fits(formula.node.type.unit)
    return _KINDS.get(held.kind) is kind
