"""What people give on the command line: cases, days, parameters. What is wrong with it ends with status 2."""

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import click

from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError
from lingxing.language.definitions import Program, Setting
from lingxing.language.packages import Package, load_package, supplied_settings
from lingxing.language.packages.settings import read_assignment, read_settings_file
from lingxing.web.environment import read_environment

WRONG_INPUT = 2
_LONGEST_INTEGER = 1000
_REASONS = {
    FileNotFoundError: "没有这个文件或文件夹",
    IsADirectoryError: "这是文件夹，不是文件",
    NotADirectoryError: "上一级不是文件夹",
    PermissionError: "没有权限",
}


class WrongInput(LingxingError):
    """Input that can't be read as what it should be."""


@contextmanager
def refusing() -> Iterator[None]:
    """End with status 2 and one clear line where something given is wrong."""
    try:
        yield
    except LingxingError as error:
        click.echo(str(error), err=True)
        sys.exit(WRONG_INPUT)


def today() -> dt.date:
    """Return the day in China."""
    return dt.datetime.now(SHANGHAI).date()


def read_day(text: str) -> dt.date:
    """Return the day written as YYYY-MM-DD; today's where nothing is written."""
    if not text:
        return today()
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=SHANGHAI).date()
    except ValueError:
        raise WrongInput(f"“{text}”不是日期", where="--as-of", remedy="请写成 2024-08-15 的样子") from None


def read_case_file(name: str) -> dict[str, Any]:
    """Return the JSON object of a file, or of the standard input for -. Figures are exact decimals."""
    text = _text(name)
    try:
        given = json.loads(
            text, parse_int=_integer, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        where = f"{_shown(name)} 第{error.lineno}行第{error.colno}列"
        raise WrongInput("不是JSON", where=where, remedy='请写成 {"事项": 值, …}') from None
    except RecursionError:
        raise WrongInput("嵌套过深", where=_shown(name)) from None
    if not isinstance(given, dict):
        raise WrongInput("应为一个对象", where=_shown(name), remedy='请写成 {"事项": 值, …}')
    return given


def _text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongInput("不是UTF-8文本", where=_shown(name)) from None
    except OSError as error:
        raise WrongInput(f"读不了（{reason_of(error)}）", where=_shown(name)) from None


def reason_of(error: OSError) -> str:
    """Return in Chinese why a file can't be read or written; the system's own words for what is rare."""
    return _REASONS.get(type(error)) or error.strerror or type(error).__name__


def _integer(digits: str) -> int:
    """Return the integer. WrongInput for one so long that reading it would take the time of a calculation."""
    if len(digits) > _LONGEST_INTEGER:
        raise WrongInput(f"{digits[:20]}… 有 {len(digits)} 位，过长", remedy="请检查这个数")
    return int(digits)


def _shown(name: str) -> str:
    return "标准输入" if name == "-" else name


def _refuse_constant(word: str) -> NoReturn:
    raise WrongInput(f"{word} 不是数值", remedy="请写成十进制数")


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object; a name that stands twice is refused, else one value would be lost silently."""
    given = dict(pairs)
    if len(given) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongInput("同一事项写了两次", where=twice, remedy="请只留一个")
    return given


def read_program(identifier: str, day: dt.date, assignments: Sequence[str], file: str) -> tuple[Package, Program]:
    """Return the package and its program of the day, with the parameters that people set."""
    package = load_package(identifier)
    return package, with_settings(package, day, assignments, file)


def with_settings(package: Package, day: dt.date, assignments: Sequence[str], file: str) -> Program:
    """Return the package's program of the day: what the installation supplies, then the file, then `--set`."""
    supplied = supplied_settings(package, read_environment().parameters, day)
    program = package.program(day, supplied=supplied)
    overrides: dict[str, Setting] = read_settings_file(program, Path(file)) if file else {}
    named = [text.partition("=")[0].strip() for text in assignments]
    for name in named:
        if named.count(name) > 1:
            raise WrongInput(f"参数 {name} 写了两次", where="--set", remedy="请只留一个")
    for text in assignments:
        name, setting = read_assignment(package.program(day, overrides, supplied), text)
        overrides[name] = setting
    return package.program(day, overrides, supplied) if overrides else program
