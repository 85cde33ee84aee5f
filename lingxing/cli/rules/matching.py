"""`lingxing rules match`: one profile held against every package of a city."""

import json
from collections.abc import Iterator
from typing import Any

import click

from lingxing.cli.rules.inputs import WrongInput, read_case_file, read_day, refusing, with_settings
from lingxing.cli.rules.layout import table
from lingxing.engines.rules.domain.matching import Entitlement, Matches, Standing, shared_facts
from lingxing.engines.rules.domain.matching import match as match_profile
from lingxing.engines.rules.domain.wording import json_value
from lingxing.language.definitions import AUDIENCES, Program
from lingxing.language.packages import load_packages

_HEADINGS = {
    Standing.ELIGIBLE: "可以享受",
    Standing.GIVES_WAY: "符合，但与其他措施只取一项",
    Standing.UNDECIDED: "还不能确定",
    Standing.REFUSED: "不能享受",
    Standing.NOT_COVERED: "文件未作规定",
}


@click.command()
@click.option("--city", required=True, metavar="城市", help="如 咸宁市")
@click.option("--input", "file", required=True, metavar="文件|-", help="JSON：{事项: 值, …}；- 为标准输入")
@click.option("--audience", type=click.Choice(list(AUDIENCES)), help="只看对个人、家庭、企业或单位的")
@click.option("--as-of", default="", metavar="日期", help="按哪一天的规定，默认今天")
@click.option("--choose", "chosen", multiple=True, metavar="规则.措施", help="只能选一项时选哪一项，可写多次")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def match(city: str, file: str, audience: str | None, as_of: str, *, chosen: tuple[str, ...], as_json: bool) -> None:
    """一份情况对照一个城市的全部规则：能享受什么、为什么不能、还要知道什么。

    各规则含义相同的事项只填一次；名称相同而含义不同的，写成 规则.事项。
    """
    with refusing():
        programs = _programs(city, audience, read_day(as_of))
        _check_chosen(programs, chosen)
        found = match_profile(programs, read_case_file(file), audience=audience or "", chosen=chosen)
    if as_json:
        click.echo(json.dumps(_described(programs, found), ensure_ascii=False, indent=1))
        return
    for line in _lines(found):
        click.echo(line)


def _programs(city: str, audience: str | None, day: Any) -> list[Program]:
    """Return the rules of the city in force on the day. WrongInput, with the cities known, if it has none."""
    packages = load_packages().packages.values()
    of_city = [package for package in packages if package.policy.city == city]
    if not of_city:
        cities = "、".join(sorted({package.policy.city for package in packages}))
        raise WrongInput(f"没有{city}的规则", where="--city", remedy=f"现有：{cities or '（无）'}")
    meant = [package for package in of_city if not audience or audience in package.audiences]
    in_force = [p for p in meant if p.policy.effective <= day <= (p.policy.expires or day)]
    if not in_force:
        raise WrongInput(f"{day.isoformat()} 没有这样的规则在有效期内", where=city)
    return [with_settings(package, day, (), "") for package in in_force]


def _check_chosen(programs: list[Program], chosen: tuple[str, ...]) -> None:
    """Raise WrongInput for a choice that names no measure: it would be passed over, and the answer be another's."""
    known = {f"{program.policy.id}.{name}" for program in programs for name in program.formulas}
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise WrongInput(
            f"没有这项措施：{unknown[0]}", where="--choose", remedy="请写成 规则.措施，见 --json 的 policy 和 measure"
        )


def _lines(found: Matches) -> Iterator[str]:
    for standing, heading in _HEADINGS.items():
        entitlements = found.standing(standing)
        if entitlements:
            yield f"{heading}："
            yield from table([_row(one) for one in entitlements])
            yield ""
    if found.questions:
        yield "再知道这些，就能确定更多："
        yield from table([(q.label, q.key, f"关系到 {len(q.measures)} 项") for q in found.questions])


def _row(one: Entitlement) -> tuple[str, ...]:
    place = f"第{one.index + 1}项" if one.index is not None else ""
    return f"{one.label}{place}", one.text, one.reason, f"{one.title} {one.article}"


def _described(programs: list[Program], found: Matches) -> dict[str, Any]:
    outputs = {program.policy.id: program.formulas for program in programs}
    return {
        "entitlements": [
            {
                "policy": one.policy,
                "measure": one.measure,
                "label": one.label,
                "article": one.article,
                "standing": one.standing.value,
                "value": json_value(one.value, outputs[one.policy][one.measure].node.type),
                "unit": str(outputs[one.policy][one.measure].node.type.unit),
                "text": one.text,
                "reason": one.reason,
                "missing": [missing.field for missing in one.missing],
                **({"list": one.scope, "index": one.index} if one.scope else {}),
            }
            for one in found.entitlements
        ],
        "questions": [
            {"key": q.key, "kind": q.kind, "label": q.label, "effort": q.effort, "measures": list(q.measures)}
            for q in found.questions
        ],
        "facts": [fact.key for fact in shared_facts(programs)],
    }
