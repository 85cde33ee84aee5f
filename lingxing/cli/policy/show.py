"""`lingxing policy show`: what a package holds, for those who write or check it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from lingxing.cli.policy.choosing import load_named
from lingxing.cli.policy.drawing import show_diagram
from lingxing.cli.policy.plan_lines import plan_described, plan_lines
from lingxing.cli.rules.inputs import read_day, refusing
from lingxing.cli.rules.layout import table
from lingxing.engines.rules.domain.fact_values import expectation
from lingxing.engines.rules.domain.wording import json_value, value_text
from lingxing.language.definitions import Fact, Formula, Parameter, Program, Setting, Shape
from lingxing.language.nodes import Kind, Type, Value
from lingxing.language.procedures.definitions import Procedure, Role, Service


@click.command()
@click.argument("name", metavar="ID|文件夹")
@click.option("--as-of", default="", metavar="日期", help="哪一天的参数和公式，默认今天")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
@click.option("--diagram", is_flag=True, help="画出办理程序：状态、步骤、角色和期限")
@click.option("--service", default="", metavar="事项", help="只画这一个办理事项")
@click.option(
    "--svg", default=None, metavar="文件", type=click.Path(dir_okay=False, path_type=Path), help="把图写成SVG文件"
)
def show(name: str, as_of: str, service: str, svg: Path | None, *, as_json: bool, diagram: bool) -> None:
    """列出规则包的事项、当日的参数及其条款、公式及其所取的理解，指标和任务的更正；或画出它的办理程序。"""
    with refusing():
        if diagram or svg or service:
            show_diagram(load_named(name), service, svg)
            return
        package = load_named(name)
        program, procedure = package.program(read_day(as_of)), package.procedure
    services = tuple(procedure.services.values()) if procedure else ()
    if as_json:
        described = {**_described(program), "services": [_service(service) for service in services]}
        described |= plan_described(package.catalogue)
        click.echo(json.dumps(described, ensure_ascii=False, indent=1))
        return
    for line in (*_lines(program), *_service_lines(services), *_role_lines(procedure), *plan_lines(package.catalogue)):
        click.echo(line)


def _service_lines(services: tuple[Service, ...]) -> Iterator[str]:
    if services:
        yield ""
        yield "办理事项（--diagram 画出程序）"
        yield from table([_service_row(service) for service in services])


def _role_lines(procedure: Procedure | None) -> Iterator[str]:
    roles = [role for role in procedure.roles.values() if role.is_organ] if procedure else []
    if roles:
        yield ""
        yield "岗位"
        yield from table([_role_row(role) for role in roles])


def _role_row(role: Role) -> tuple[str, ...]:
    played = f"由办件的 {role.named_by} 指明" if role.named_by else role.organ
    return role.name, role.label, played, role.duty.value


def _service_row(service: Service) -> tuple[str, ...]:
    counts = f"{len(service.states)} 个状态，{len(service.acts)} 个步骤，{len(service.clocks)} 个期限"
    return service.name, service.label, counts, service.article


def _service(service: Service) -> dict[str, Any]:
    return {
        "name": service.name,
        "label": service.label,
        "article": service.article,
        "states": {state.name: state.label for state in service.states.values()},
        "acts": {act.name: act.label for act in service.acts.values()},
        "clocks": {clock.name: clock.term or clock.until_field for clock in service.clocks.values()},
        "where": service.where,
    }


def _lines(program: Program) -> Iterator[str]:
    policy = program.policy
    number = f"（{policy.document_number}）" if policy.document_number else ""
    until = f"，有效期至 {policy.expires.isoformat()}" if policy.expires else ""
    yield f"{policy.id}  {policy.title}{number}"
    yield f"{policy.issuer}，{policy.effective.isoformat()} 起施行{until}"
    for heading, rows in _sections(program):
        if rows:
            yield ""
            yield heading
            yield from table(rows)
    for formula in program.formulas.values():
        for reading in formula.readings:
            yield f"  理解（{formula.name}）：{reading}"


def _sections(program: Program) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    yield f"事项（{program.subject_label}）", [_fact_row(fact) for fact in program.facts.values()]
    for held in program.lists.values():
        yield f"{held.label} {held.name}（每{held.item}）", [_fact_row(fact) for fact in held.facts.values()]
    yield (
        f"参数（{program.on.isoformat()}）",
        [row for name, held in program.parameters.items() for row in _rows(held, program.settings[name])],
    )
    yield "公式", [_formula_row(formula) for formula in program.formulas.values()]


def _fact_row(fact: Fact) -> tuple[str, ...]:
    source = f"由 {fact.source[0]} 的 {fact.source[1]} 算出" if fact.source else ""
    return fact.name, fact.label, expectation(fact).removeprefix("应为"), fact.article, source


def _formula_row(formula: Formula) -> tuple[str, ...]:
    word = "步骤" if formula.internal else "结果"
    since = f"{formula.since.isoformat()} 起" if formula.since else ""
    return formula.name, formula.label, word, formula.article, formula.summary, since


def _rows(parameter: Parameter, setting: Setting | None) -> list[tuple[str, ...]]:
    first, *others = setting_lines(parameter, setting)
    head = (parameter.name, parameter.label, first, parameter.article)
    return [head, *(("", "", line, "") for line in others)]


def setting_lines(parameter: Parameter, setting: Setting | None) -> list[str]:
    """Return the value as people read it: one line, or one a step or cell."""
    if setting is None:
        return ["由执行机关给定" if parameter.supplied else "当日没有值"]
    if isinstance(setting, tuple):
        word = "超过" if parameter.shape is Shape.BRACKETS else "达到"
        over = Type(Kind.NUMBER, parameter.over)
        return [f"{word} {value_text(threshold, over)}：{_text(parameter, value)}" for threshold, value in setting]
    if isinstance(setting, Mapping):
        return [f"{' '.join(keys)}：{_text(parameter, value)}" for keys, value in setting.items()]
    return [_text(parameter, setting)]


def _text(parameter: Parameter, value: Value) -> str:
    return value_text(value, parameter.type, parameter.choices)


def _described(program: Program) -> dict[str, Any]:
    return {
        "id": program.policy.id,
        "title": program.policy.title,
        "on": program.on.isoformat(),
        "facts": [_fact(fact) for fact in program.facts.values()],
        "lists": {name: [_fact(fact) for fact in held.facts.values()] for name, held in program.lists.items()},
        "parameters": [_parameter(held, program.settings[name]) for name, held in program.parameters.items()],
        "formulas": [_formula(formula) for formula in program.formulas.values()],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "label": fact.label,
        "type": fact.kind.value,
        "unit": str(fact.unit),
        "expected": expectation(fact),
        "article": fact.article,
        "where": fact.where,
    }


def _parameter(parameter: Parameter, setting: Setting | None) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "label": parameter.label,
        "article": parameter.article,
        "shape": parameter.shape.value,
        "unit": str(parameter.type.unit),
        "value": _plain(parameter, setting),
        "supplied": parameter.supplied,
        "where": parameter.where,
    }


def _plain(parameter: Parameter, setting: Setting | None) -> Any:
    """Return the value for JSON: as in parameters.yaml, numbers as decimal strings."""
    if isinstance(setting, tuple):
        over = Type(Kind.NUMBER, parameter.over)
        return [[json_value(threshold, over), json_value(value, parameter.type)] for threshold, value in setting]
    if isinstance(setting, Mapping):
        return [{"keys": list(keys), "value": json_value(value, parameter.type)} for keys, value in setting.items()]
    return json_value(setting, parameter.type)


def _formula(formula: Formula) -> dict[str, Any]:
    return {
        "name": formula.name,
        "label": formula.label,
        "article": formula.article,
        "unit": str(formula.node.type.unit),
        "internal": formula.internal,
        "list": formula.node.scope,
        "summary": formula.summary,
        "readings": list(formula.readings),
        "since": formula.since.isoformat() if formula.since else None,
        "where": formula.where,
    }
