"""`lingxing workdays show`: a year's holidays and swapped days, each with the paper it rests on."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

import click

from lingxing.cli.rules.inputs import WrongInput, refusing
from lingxing.cli.rules.layout import table
from lingxing.cli.workdays.changes import calendar_with
from lingxing.kernel.calendars import FIRST_DAY, LAST_DAY, DayInfo, DayKind, WorkCalendar, weekday_label


@click.command()
@click.argument("year", metavar="年份")
@click.option("--changes", default="", metavar="文件", help="叠加的日历改动（TSV或YAML）")
def show(year: str, changes: str) -> None:
    """列出一年的法定节假日、放假调休和调休上班，附依据。"""
    with refusing():
        number = _year(year)
        calendar = calendar_with(changes)
    for line in table([_row(days) for days in _stretches(calendar, number)], indent=0):
        click.echo(line)
    click.echo(_summary(calendar, number))


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_DAY.year <= int(text) <= LAST_DAY.year):
        raise WrongInput(
            f"“{text}”不在工作日历内", where="年份", remedy=f"请写{FIRST_DAY.year}到{LAST_DAY.year}之间的年份"
        )
    return int(text)


def _stretches(calendar: WorkCalendar, year: int) -> Iterator[list[tuple[dt.date, DayInfo]]]:
    """Yield the days that differ from a plain week, neighbours of one kind together."""
    days = [dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(366)]
    told = [(day, calendar.day_kind(day)) for day in days if day.year == year]
    for info, stretch in groupby(told, key=lambda pair: pair[1]):
        if info.kind not in (DayKind.WORKING, DayKind.WEEKEND):
            yield list(stretch)


def _row(days: list[tuple[dt.date, DayInfo]]) -> tuple[str, ...]:
    first, last, info = days[0][0], days[-1][0], days[0][1]
    when = f"{first:%m-%d} {weekday_label(first)}"
    if last > first:
        when += f" 至 {last:%m-%d} {weekday_label(last)}"
    return (when, info.kind.label, info.label, info.source)


def _summary(calendar: WorkCalendar, year: int) -> str:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    count = calendar.working_days_between(first, last) + calendar.is_working_day(first)
    doubt = "（暂定：尚无国务院办公厅放假通知，只列周末和法定节假日）" if calendar.is_provisional(last) else ""
    return f"{year}年：{count}个工作日{doubt}"
