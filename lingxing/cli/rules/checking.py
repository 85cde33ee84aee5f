"""`lingxing rules check`: the worked examples of all packages."""

import json
import sys

import click

from lingxing.cli.policy.examples import Bench
from lingxing.language.packages import WrongPackage, load_packages, read_examples


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def check(*, as_json: bool) -> None:
    """核对全部规则的算例；有不符的，退出状态为1。更严的证明见 lingxing policy check。"""
    loaded = load_packages()
    faults = [{"id": "", "where": problem.where, "text": str(problem)} for problem in loaded.problems]
    count = 0
    for identifier, package in loaded.packages.items():
        try:
            bench = Bench(package, read_examples(package))
            count += len(bench.examples)
            faults += [
                {"id": identifier, "where": example.where, "text": f"“{example.name}”：{difference}"}
                for example in bench.examples
                for difference in bench.differences(example)
            ]
        except WrongPackage as error:
            faults.append({"id": identifier, "where": error.where, "text": str(error)})
    if as_json:
        told = {"packages": len(loaded.packages), "examples": count, "faults": faults}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for fault in faults:
            click.echo(f"{fault['id']} {fault['text']}（{fault['where']}）".strip())
        click.echo(
            f"{len(loaded.packages)} 套规则、{count} 个算例"
            + (f"，{len(faults)} 处不符。" if faults else "，全部相符。")
        )
    sys.exit(1 if faults else 0)
