"""`lingxing policy check`: proves packages."""

import json
import sys
from dataclasses import asdict
from typing import Any

import click

from lingxing.cli.policy.choosing import load_named, named_sources
from lingxing.cli.policy.citing import cited_faults
from lingxing.cli.policy.proof import Fault, Proof, prove
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import WrongPackage, catalogue


@click.command()
@click.argument("names", metavar="[ID|文件夹…]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def check(names: tuple[str, ...], *, as_json: bool) -> None:
    """证明规则包写得对；不指名时检查全部。

    逐包检查：能装载；每个参数、每个事项都有公式使用；每个算例都对；任何一个数略作改动，都有算例不再成立；
    每个条件都有不予支持的算例；理解写明；办理程序走得通、办得结，所列的都用到；装有数据库并已导入原文的，
    核对引用的条款。有不符的，退出状态为1。
    """
    proofs = [_prove(name) for name in named_sources(names)]
    if not names:
        proofs += [_broken(str(error.where), error) for error in catalogue().problems]
    if as_json:
        click.echo(json.dumps({"packages": [_json(proof) for proof in proofs]}, ensure_ascii=False, indent=1))
    else:
        for proof in proofs:
            _print(proof)
        click.echo(_summary(proofs))
    sys.exit(1 if any(proof.faults for proof in proofs) else 0)


def _prove(name: str) -> Proof:
    try:
        package = load_named(name)
        proof = prove(package)
    except LingxingError as error:
        return _broken(name, error)
    faults, note = cited_faults(package)
    proof.faults += faults
    proof.notes += [note] if note else []
    return proof


def _broken(name: str, error: LingxingError) -> Proof:
    told = (
        "；".join(part for part in (error.what, error.remedy) if part)
        if isinstance(error, WrongPackage)
        else str(error)
    )
    return Proof(name, "", faults=[Fault("load", error.where, told)])


def _json(proof: Proof) -> dict[str, Any]:
    return {**asdict(proof), "proved": not proof.faults}


def _print(proof: Proof) -> None:
    mark = "✗" if proof.faults else "✓"
    click.echo(f"{mark} {proof.id} {proof.title}".rstrip())
    if proof.examples:
        click.echo(f"    算例 {proof.examples} 个，参数 {proof.parameters} 个，改动 {proof.mutations} 处")
    if proof.services:
        click.echo(f"    办理事项 {proof.services} 个，步骤 {proof.acts} 个")
    if proof.figures:
        click.echo(f"    挂牌出让的期限和次数 {proof.figures} 个")
    if proof.indicators or proof.tasks:
        click.echo(f"    指标 {proof.indicators} 个，任务更正 {proof.tasks} 处")
    for fault in proof.faults:
        place = f"（{fault.where}）" if fault.where else ""
        click.echo(f"    {_KINDS[fault.kind]}：{fault.text}{place}")
    for note in proof.notes:
        click.echo(f"    注：{note}")


_KINDS = {
    "load": "装载",
    "example": "算例",
    "parameter": "参数",
    "fact": "事项",
    "reading": "理解",
    "refusal": "条件",
    "survivor": "未证明的数",
    "procedure": "程序",
    "citation": "引用",
}


def _summary(proofs: list[Proof]) -> str:
    faulty = sum(bool(proof.faults) for proof in proofs)
    return f"共 {len(proofs)} 个规则包，" + (f"{faulty} 个有问题。" if faulty else "全部成立。")
