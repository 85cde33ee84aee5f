"""`lingxing workdays add` and `between`: when a term ends and why, how many days lie between two."""

import json
from collections.abc import Sequence

import click

from lingxing.cli.rules.inputs import refusing
from lingxing.cli.rules.layout import table
from lingxing.cli.workdays.changes import calendar_with
from lingxing.cli.workdays.inputs import given_day, given_suspension, given_term
from lingxing.engines.cases.domain.clocks import ClockRun, due_of, explain_run
from lingxing.kernel.calendars import weekday_label
from lingxing.kernel.counting import Due
from lingxing.kernel.dates import format_date
from lingxing.kernel.explaining import Step
from lingxing.kernel.terms import CountingRule

_CHANGES = click.option("--changes", default="", metavar="文件", help="叠加的日历改动（TSV或YAML）")
_PROVISIONAL = "（暂定：所涉日期尚无国务院办公厅放假通知）"


@click.command()
@click.argument("start", metavar="起算日")
@click.argument("term", metavar="期限")
@click.option(
    "--rule", type=click.Choice([rule.value for rule in CountingRule]), default="civil", help="计算规则，默认civil"
)
@click.option("--suspended", multiple=True, metavar="起..止:原因", help="暂停的时段，可写多次；未结束的不写止日")
@click.option("--extended", multiple=True, metavar="期限", help="延长的期限，可写多次")
@_CHANGES
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def add(
    start: str, term: str, rule: str, suspended: Sequence[str], extended: Sequence[str], changes: str, *, as_json: bool
) -> None:
    """从一天起算一个期限，逐日说明。例：lingxing workdays add 2026-02-12 "5 working days"。"""
    with refusing():
        run = ClockRun(
            given_day(start, "起算日"),
            given_term(term, "期限"),
            CountingRule(rule),
            tuple(given_suspension(text) for text in suspended),
            tuple(given_term(text, "--extended") for text in extended),
        )
        calendar = calendar_with(changes)
        due, steps = due_of(run, calendar), explain_run(run, calendar)
    if as_json:
        click.echo(json.dumps(_told(due, steps, run.rule), ensure_ascii=False, indent=1))
        return
    for line in table([_row(step) for step in steps], indent=0):
        click.echo(line)
    click.echo(f"规则：{run.rule.label}")
    click.echo(_verdict(due))


@click.command()
@click.argument("first", metavar="甲日")
@click.argument("second", metavar="乙日")
@_CHANGES
def between(first: str, second: str, changes: str) -> None:
    """两天之间有几个工作日：甲日不计入，乙日计入。"""
    with refusing():
        start, end = given_day(first, "甲日"), given_day(second, "乙日")
        calendar = calendar_with(changes)
        count = calendar.working_days_between(start, end)
    doubt = _PROVISIONAL if calendar.is_provisional(max(start, end)) or calendar.is_provisional(min(start, end)) else ""
    click.echo(f"{format_date(start)}之后至{format_date(end)}：{count}个工作日，{(end - start).days}日{doubt}")


def _row(step: Step) -> tuple[str, ...]:
    return (step.day.isoformat(), weekday_label(step.day), step.label, step.source)


def _verdict(due: Due | None) -> str:
    if due is None:
        return "暂停尚未结束，届满日待定"
    return f"届满：{format_date(due.day)}（{weekday_label(due.day)}）24时{_PROVISIONAL if due.provisional else ''}"


def _told(due: Due | None, steps: Sequence[Step], rule: CountingRule) -> dict[str, object]:
    return {
        "due": due.day.isoformat() if due else None,
        "provisional": due.provisional if due else None,
        "rule": rule.label,
        "steps": [
            {"day": step.day.isoformat(), "label": step.label, "source": step.source, "counted": step.counted}
            for step in steps
        ],
    }
