"""`lingxing rules calculate`: one case, with the way it was worked out."""

import json
import sys

import click

from lingxing.cli.rules.inputs import read_case_file, read_day, read_program, refusing
from lingxing.cli.rules.shown import answer_lines
from lingxing.engines.rules.domain.answers import Status, answer_json
from lingxing.engines.rules.domain.calculation import calculate as calculate_case
from lingxing.engines.rules.domain.cases import read_case

_STATUS = {Status.ANSWERED: 0, Status.NOT_COVERED: 3, Status.MISSING: 4}


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--input", "file", required=True, metavar="文件|-", help="JSON：{事项: 值, …}；- 为标准输入")
@click.option("--as-of", default="", metavar="日期", help="按哪一天的规定，默认今天")
@click.option("--as-if", is_flag=True, help="文件当日不在有效期内也照算")
@click.option("--set", "assignments", multiple=True, metavar="参数=值", help="改用别的参数，可写多次")
@click.option("--parameters", default="", metavar="文件", help="YAML：{参数: 值, …}，执行机关给定的参数")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def calculate(
    identifier: str, file: str, as_of: str, *, as_if: bool, assignments: tuple[str, ...], parameters: str, as_json: bool
) -> None:
    """计算一件事，并说明怎样算出、依据哪一条。

    退出状态：0 已有结果；3 规则未作规定；4 还缺事项（逐一列出）；2 输入有误（指明是哪一项）。
    """
    with refusing():
        _, program = read_program(identifier, read_day(as_of), assignments, parameters)
        case = read_case(program, read_case_file(file))
    answer = calculate_case(program, case, as_if=as_if)
    if as_json:
        click.echo(json.dumps(answer_json(answer), ensure_ascii=False, indent=1))
    else:
        for line in answer_lines(program, answer):
            click.echo(line)
    sys.exit(_STATUS[answer.status])
