"""`lingxing rules list` and `show`: which rules there are, and what one asks and gives."""

import json
from collections.abc import Iterator
from typing import Any

import click

from lingxing.cli.rules.inputs import WrongInput, read_day, refusing
from lingxing.cli.rules.layout import table
from lingxing.engines.rules.domain.fact_values import expectation
from lingxing.language.definitions import AUDIENCES, Fact, Policy, Program
from lingxing.language.packages import load_package, load_packages


@click.command("list")
@click.option("--city", default="", metavar="城市", help="只列一个城市的")
@click.option("--as-of", default="", metavar="日期", help="哪一天的效力，默认今天")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def listing(city: str, as_of: str, *, as_json: bool) -> None:
    """列出有哪些规则。装载不了的，另行说明，不影响其余。"""
    with refusing():
        day = read_day(as_of)
        loaded = load_packages()
        _check_city(city, {package.policy.city for package in loaded.packages.values()})
    rules = [package.policy for package in loaded.packages.values() if package.marked]
    policies = [policy for policy in rules if city in ("", policy.city)]
    if as_json:
        told = [{**_policy(policy), "in_force": not _force(policy, day)} for policy in policies]
        problems = [str(problem) for problem in loaded.problems]
        click.echo(json.dumps({"rules": told, "problems": problems}, ensure_ascii=False, indent=1))
        return
    rows = [
        (policy.id, policy.city, AUDIENCES[policy.audience], policy.title, _force(policy, day)) for policy in policies
    ]
    for line in table([("规则", "城市", "对象", "文件", ""), *rows], indent=0):
        click.echo(line)
    for problem in loaded.problems:
        click.echo(f"装载不了：{problem}", err=True)


def _check_city(city: str, known: set[str]) -> None:
    """Raise WrongInput, with the cities known, where the city named has no rules: an empty list would look like one."""
    if city and city not in known:
        raise WrongInput(f"没有{city}的规则", where="--city", remedy=f"现有：{'、'.join(sorted(known)) or '（无）'}")


def _force(policy: Policy, day: Any) -> str:
    if day < policy.effective:
        return f"{policy.effective.isoformat()} 起施行"
    return f"{policy.expires.isoformat()} 已失效" if policy.expires and policy.expires < day else ""


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "id": policy.id,
        "title": policy.title,
        "document_number": policy.document_number,
        "issuer": policy.issuer,
        "city": policy.city,
        "audience": policy.audience,
        "topic": policy.topic,
        "abstract": policy.abstract,
        "effective": policy.effective.isoformat(),
        "expires": policy.expires.isoformat() if policy.expires else None,
    }


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--as-of", default="", metavar="日期", help="按哪一天的规定，默认今天")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def show(identifier: str, as_of: str, *, as_json: bool) -> None:
    """一套规则要填什么、给出什么。参数和公式见 lingxing policy show。"""
    with refusing():
        day = read_day(as_of)
        program = load_package(identifier).program(day)
    if as_json:
        click.echo(json.dumps(_described(program), ensure_ascii=False, indent=1))
        return
    for line in _lines(program):
        click.echo(line)


def _described(program: Program) -> dict[str, Any]:
    return {
        **_policy(program.policy),
        "facts": [_fact(fact) for fact in program.facts.values()],
        "lists": [
            {"name": held.name, "label": held.label, "facts": [_fact(fact) for fact in held.facts.values()]}
            for held in program.lists.values()
        ],
        "outputs": [
            {
                "name": f.name,
                "label": f.label,
                "article": f.article,
                "unit": str(f.node.type.unit),
                "list": f.node.scope,
            }
            for f in program.outputs.values()
        ],
        "not_computable": [
            {"label": one.label, "article": one.article, "reason": one.reason} for one in program.policy.not_computable
        ],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "label": fact.label,
        "type": fact.kind.value,
        "unit": str(fact.unit),
        "expected": expectation(fact),
        "choices": dict(fact.choices),
        "help": fact.help,
        "article": fact.article,
        "has_default": fact.default is not None,
    }


def _lines(program: Program) -> Iterator[str]:
    policy = program.policy
    yield f"{policy.title}（{policy.document_number}）" if policy.document_number else policy.title
    yield policy.abstract
    yield ""
    yield f"要填（{program.subject_label}）"
    yield from table([_asked(fact) for fact in program.facts.values()])
    for held in program.lists.values():
        yield f"  {held.name} {held.label}，每{held.item}："
        yield from table([_asked(fact) for fact in held.facts.values()], indent=4)
    yield ""
    yield "给出"
    rows = [(f.name, _of(program, f.node.scope) + f.label, f.article) for f in program.outputs.values()]
    yield from table(rows)
    if policy.not_computable:
        yield ""
        yield "文件有规定但算不出"
        yield from table([(one.label, one.reason, one.article) for one in policy.not_computable])


def _asked(fact: Fact) -> tuple[str, ...]:
    optional = "，可不填" if fact.default is not None or fact.source else ""
    return fact.name, fact.label, expectation(fact).removeprefix("应为") + optional


def _of(program: Program, scope: str) -> str:
    return f"{program.lists[scope].label}逐项：" if scope else ""
