"""`lingxing rules sample`: invented rows that fit a rule's declarations, many of them on its thresholds."""

from pathlib import Path

import click

from lingxing.cli.rules.inputs import WrongInput, read_day, read_program, reason_of, refusing
from lingxing.cli.rules.tables import write_cases, write_columns
from lingxing.engines.rules.domain.sampling import event_list, sampled_facts
from lingxing.engines.rules.domain.sampling import sample as sample_rows

_ENDINGS = (".csv", ".parquet", ".json")


@click.command()
@click.argument("identifier", metavar="ID")
@click.option("--rows", default=1000, show_default=True, type=click.IntRange(1), help="行数；有清单的一行一项")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="种子：同一种子样本相同")
@click.option("--list", "scope", default="", metavar="清单", help="按哪一种清单逐项成行")
@click.option("--as-of", default="", metavar="日期", help="按哪一天的参数取临界值，默认今天")
@click.option("--out", required=True, metavar="文件", help="以 .csv、.parquet 或 .json 结尾")
def sample(identifier: str, rows: int, seed: int, scope: str, as_of: str, out: str) -> None:
    """按事项的声明生成样本：随机取值，其中一部分正好落在各个临界值上或相差最小一步。"""
    file = Path(out)
    with refusing():
        if file.suffix not in _ENDINGS:
            raise WrongInput(f"不认识“{file.suffix}”", where="--out", remedy=f"请以 {'、'.join(_ENDINGS)} 结尾")
        _, program = read_program(identifier, read_day(as_of), (), "")
        events = event_list(program, scope)
    facts, blocks = sampled_facts(program, events), sample_rows(program, rows, seed, events)
    try:
        if file.suffix == ".json":
            write_cases(file, facts, events, blocks)
        else:
            write_columns(file, facts, blocks)
    except OSError as error:
        with refusing():
            raise WrongInput(f"写不了（{reason_of(error)}）", where=out) from None
    told = f"每行一{program.lists[events].item}，subject 列说明属于谁" if events else f"每行一个{program.subject_label}"
    click.echo(f"{out}：{rows} 行，{told}。")
