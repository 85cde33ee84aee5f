"""A file of changes to the calendar: day, work or rest, reason, source; tab-separated with a header, or YAML."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from lingxing.cli.rules.inputs import WrongInput, reason_of
from lingxing.cli.workdays.inputs import given_day
from lingxing.kernel.calendars import CalendarChange, WorkCalendar
from lingxing.kernel.holidays import national_calendar

_COLUMNS = ("day", "working", "reason", "source")
_WORDS = {"yes": True, "true": True, "上班": True, "no": False, "false": False, "休息": False}
_REMEDY = "各列为 day、working（上班或休息）、reason、source"


def calendar_with(name: str) -> WorkCalendar:
    """Return the national calendar with the changes of the file laid over; as it is where no file is named."""
    calendar = national_calendar()
    return calendar.with_changes(read_changes(Path(name))) if name else calendar


def read_changes(path: Path) -> list[CalendarChange]:
    """Return the changes in the file's order. WrongInput with file and entry for what can't be read."""
    text = _text(path)
    entries = _yaml_entries(text, path) if path.suffix in (".yaml", ".yml") else _table_entries(text, path)
    return [_change(entry, where) for where, entry in entries]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongInput("不是UTF-8文本", where=str(path)) from None
    except OSError as error:
        raise WrongInput(f"读不了（{reason_of(error)}）", where=str(path)) from None


def _table_entries(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(_COLUMNS[:3]) <= set(rows.fieldnames or ()):
        raise WrongInput("首行不是列名", where=str(path), remedy=_REMEDY)
    for number, row in enumerate(rows, 2):
        yield f"{path} 第{number}行", row


def _yaml_entries(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        entries = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        raise WrongInput("不是YAML", where=str(path), remedy=_REMEDY) from None
    if not isinstance(entries, list):
        raise WrongInput("应为一个列表", where=str(path), remedy=_REMEDY)
    for number, entry in enumerate(entries, 1):
        where = f"{path} 第{number}项"
        if not isinstance(entry, dict):
            raise WrongInput("应为一组列名和值", where=where, remedy=_REMEDY)
        yield where, entry


def _change(entry: Mapping[str, Any], where: str) -> CalendarChange:
    unknown = [str(name) for name in entry if name not in _COLUMNS]
    if unknown:
        raise WrongInput(f"没有这一列：{unknown[0]}", where=where, remedy=_REMEDY)
    reason = _words(entry, "reason")
    if not reason:
        raise WrongInput("没有写 reason", where=where, remedy="请写明改动的原因")
    return CalendarChange(_day(entry, where), _working(entry, where), reason, _words(entry, "source"))


def _day(entry: Mapping[str, Any], where: str) -> dt.date:
    value = entry.get("day")
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    return given_day(_words(entry, "day"), where)


def _working(entry: Mapping[str, Any], where: str) -> bool:
    value = entry.get("working")
    working = value if isinstance(value, bool) else _WORDS.get(_words(entry, "working").lower())
    if working is None:
        raise WrongInput("working 应为上班或休息", where=where, remedy=_REMEDY)
    return working


def _words(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return "" if value is None else str(value).strip()
