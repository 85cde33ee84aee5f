"""`lingxing rules simulate`: a file of rows under the law in force and under a reform."""

import json
import sys
from pathlib import Path

import click

from lingxing.cli.rules.inputs import WrongInput, read_day, read_program, refusing, today, with_settings
from lingxing.engines.rules.simulation.engines import ENGINES, require
from lingxing.engines.rules.simulation.presenting import findings_json, lines
from lingxing.engines.rules.simulation.report import write_report
from lingxing.engines.rules.simulation.running import Findings, Study
from lingxing.engines.rules.simulation.running import simulate as run
from lingxing.language.definitions import Program
from lingxing.web.environment import read_environment

NOT_IN_FORCE = 3
_STEPS = 1000


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="数据：.parquet 或 .csv，列名即事项名")
@click.option("--set", "assignments", multiple=True, metavar="参数=值", help="调整后的参数，可写多次")
@click.option("--engine", default="kernel", type=click.Choice(ENGINES), show_default=True, help="在哪里计算")
@click.option("--by", metavar="列", help="按这一列分组")
@click.option("--keep", multiple=True, metavar="列", help="带到结果里的列，可写多次；id 和以_id结尾的列总会带上")
@click.option("--as-of", default="", metavar="日期", help="按哪一天的规定，默认今天")
@click.option("--as-if", is_flag=True, help="文件当日不在有效期内也照算")
@click.option("--parameters", default="", metavar="文件", help="YAML：{参数: 值, …}，执行机关给定的参数，前后都用")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="另写一份网页报告（.html，不需联网）")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="结果：.parquet 或 .csv")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def simulate(
    identifier: str,
    data: Path,
    assignments: tuple[str, ...],
    engine: str,
    by: str | None,
    keep: tuple[str, ...],
    as_of: str,
    *,
    as_if: bool,
    parameters: str,
    report: Path | None,
    out: Path,
    as_json: bool,
) -> None:
    """对一批数据测算：现行规定和调整后各要多少，谁多得、谁少得。

    不能用的行写进“结果文件名.rejected.csv”，逐行说明原因。退出状态：0 已算完；2 输入有误；3 文件当日不在有效期内。
    """
    with refusing():
        require(engine)
        package, law = read_program(identifier, read_day(as_of), (), parameters)
        reform = with_settings(package, law.on, assignments, parameters) if assignments else None
        _check_in_force(law, as_if=as_if)
        _check_paths(data, out)
        findings = _worked_out(Study(law, reform, data, out, engine, by, keep, read_environment().home / "kernels"))
    if report is not None:
        write_report(findings, report, today())
    if as_json:
        click.echo(json.dumps(findings_json(findings), ensure_ascii=False, indent=1))
        return
    for line in lines(findings):
        click.echo(line)


def _check_in_force(law: Program, *, as_if: bool) -> None:
    policy = law.policy
    last = f"{policy.expires.isoformat()}止" if policy.expires else "起"
    within = policy.effective <= law.on and (policy.expires is None or law.on <= policy.expires)
    if within:
        return
    told = f"{law.on.isoformat()} 不在有效期内（{policy.effective.isoformat()}至{last}）"
    click.echo(f"{policy.title}：{told}", err=True)
    if not as_if:
        click.echo("要照算请加 --as-if，或用 --as-of 指明日期。", err=True)
        sys.exit(NOT_IN_FORCE)


def _check_paths(data: Path, out: Path) -> None:
    if out.resolve() == data.resolve():
        raise WrongInput("结果文件就是数据文件", where="--out", remedy="请另写一个文件名")
    if not out.parent.is_dir():
        raise WrongInput("没有这个文件夹", where=f"--out {out.parent}", remedy="请先建好文件夹")
    if out.suffix.lower() not in {".parquet", ".csv"}:
        raise WrongInput(f"结果文件不能是{out.suffix or '没有后缀的'}文件", where="--out", remedy="请用.parquet或.csv")


def _worked_out(study: Study) -> Findings:
    with click.progressbar(length=_STEPS, label="测算", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for progress in run(study):
            bar.update(int(progress.done * _STEPS) - bar.pos)
            if progress.findings is not None:
                return progress.findings
    raise AssertionError("a simulation ends with its findings")
