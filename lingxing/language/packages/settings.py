"""Values of parameters that people give: an installation's own, a simulation's, another reading's."""

import dataclasses
import datetime as dt
import difflib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import Exact, decimal_string
from lingxing.language.definitions import Parameter, Program, Setting, Shape
from lingxing.language.nodes import Kind
from lingxing.language.packages.errors import WrongPackage
from lingxing.language.packages.items import Item, compose, read_file
from lingxing.language.packages.parameters_file import form_of
from lingxing.language.packages.values import scale_of

LONGEST_SETTING = 10_000
LONGEST_FILE = 40_000
_SHOWN = 60
_SHAPES = {
    Shape.BRACKETS: "分段写成 [[起点, 比例], …]，起点从低到高",
    Shape.TIERS: "分档写成 [[起点, 数值], …]，起点从低到高",
    Shape.TABLE: "写成 {键: 数值, …}",
}
_KINDS = {Kind.CHOICE: "选项名", Kind.DATE: "日期，如 2024-08-15", Kind.BOOL: "true 或 false"}


class WrongParameter(LingxingError):
    """A value that the parameter can't take."""


def read_item(parameter: Parameter, item: Item) -> Setting:
    """Return the value in base units. WrongPackage names file and line."""
    setting = form_of(parameter).read(item)
    if parameter.type.whole and any(not isinstance(value, int) for value in _figures(setting)):
        raise item.wrong(f"{parameter.name} is whole: fen for money, whole numbers elsewhere")
    if isinstance(setting, (int, Fraction)) and not _within(parameter, setting):
        raise item.wrong(f"lies outside the bounds at {parameter.where}")
    return setting


def read_setting(parameter: Parameter, text: str) -> Setting:
    """Return the value that people write as they would in parameters.yaml, in declared units.

    WrongParameter says in Chinese what the parameter takes.
    """
    try:
        item = compose(text, parameter.name, LONGEST_SETTING)
        if item is None:
            raise WrongPackage("is empty")
        return read_item(parameter, item)
    except WrongPackage as error:
        what = f"{parameter.label}不能取“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"
        raise WrongParameter(what, where=f"参数 {parameter.name}", remedy=expected(parameter)) from error


def expected(parameter: Parameter) -> str:
    """Return in Chinese what the parameter takes."""
    parts = [_SHAPES.get(parameter.shape, ""), _figure(parameter)]
    if parameter.lower is not None and parameter.upper is not None:
        scale = scale_of(parameter.type.unit)
        lower, upper = (decimal_string(Fraction(bound) / scale) for bound in (parameter.lower, parameter.upper))
        parts.append(f"在 {lower} 至 {upper} 之间")
    return f"应为{'，'.join(part for part in parts if part)}"


def _figure(parameter: Parameter) -> str:
    kind = parameter.type.kind
    if kind is Kind.CHOICE:
        return f"其中之一：{'、'.join(parameter.choices)}"
    if kind is not Kind.NUMBER:
        return _KINDS[kind]
    unit = parameter.type.unit
    shown = "小数（60% 写成 0.60）" if unit.share else f"以{unit.label}计的数" if unit.label else "数"
    return f"{shown}，不超过两位小数" if parameter.type.whole and unit.base == 1 else shown


def _within(parameter: Parameter, value: int | Fraction) -> bool:
    lower, upper = parameter.lower, parameter.upper
    return (lower is None or lower <= value) and (upper is None or value <= upper)


def _figures(setting: Setting) -> list[object]:
    if isinstance(setting, tuple):
        return [value for _, value in setting]
    return list(setting.values()) if isinstance(setting, Mapping) else [setting]


def read_assignment(program: Program, text: str) -> tuple[str, Setting]:
    """Return (name, value) of `name=value`, or of `name[key,key]=value` for one cell of a table."""
    name, equals, value = text.partition("=")
    name, bracket, keys = name.strip().removesuffix("]").partition("[")
    if not equals or not name:
        raise WrongParameter(f"“{text}”读不懂", where="--set", remedy="请写成 参数=值")
    parameter = _named(program, name)
    if not bracket:
        return name, read_setting(parameter, value)
    return name, _with_cell(program, parameter, tuple(key.strip() for key in keys.split(",")), value)


def _named(program: Program, name: str, place: str = "") -> Parameter:
    parameter = program.parameters.get(name)
    if parameter is None:
        close = difflib.get_close_matches(name, program.parameters, 1)
        known = f"是否为 {close[0]}" if close else f"可用的有：{'、'.join(program.parameters) or '（无）'}"
        raise WrongParameter("没有这个参数", where=f"{place} 参数 {name}".strip(), remedy=known)
    return parameter


def _with_cell(program: Program, parameter: Parameter, keys: tuple[str, ...], text: str) -> Setting:
    table = program.settings[parameter.name]
    if not isinstance(table, Mapping) or keys not in table:
        cells = "、".join(",".join(cell) for cell in table) if isinstance(table, Mapping) else "（不是表）"
        told = f"没有 [{','.join(keys)}] 这一格"
        raise WrongParameter(told, where=f"参数 {parameter.name}", remedy=f"可用的有：{cells}")
    cell = dataclasses.replace(parameter, shape=Shape.SCALAR, by=())
    return {**table, keys: _exact(read_setting(cell, text))}


def _exact(value: Setting) -> Exact:
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        raise WrongParameter("表中只能是数")
    return value


def read_settings_file(program: Program, file: Path) -> dict[str, Setting]:
    """Return the parameters of a YAML or JSON file, as of the program's day.

    The file is {name: value} or {name: {first day: value, …}}. WrongParameter names the parameter and its line.
    """
    try:
        root = read_file(file, LONGEST_FILE)
        items = root.section().items if root else {}
    except WrongPackage as error:
        raise WrongParameter(f"参数文件读不懂（{error.what}）", where=error.where) from error
    if root is None:
        raise WrongParameter("参数文件不存在或没有内容", where=str(file))
    settings: dict[str, Setting] = {}
    for name, item in items.items():
        parameter = _named(program, name, item.where)
        held = _held_on(item, program.on)
        if held is None:
            continue
        try:
            settings[name] = read_item(parameter, held)
        except WrongPackage as error:
            told = f"{parameter.label}的值不能用（{error.what}）"
            raise WrongParameter(told, where=f"{error.where} 参数 {name}", remedy=expected(parameter)) from error
    return settings


def _held_on(item: Item, day: dt.date) -> Item | None:
    """Return the value that holds on the day; an item without days holds on every one."""
    versions = _versions(item)
    if not versions:
        return item
    return next((held for first, held in sorted(versions, key=_first, reverse=True) if first <= day), None)


def _versions(item: Item) -> list[tuple[dt.date, Item]]:
    """Return the values with their first days; none where the keys are no days."""
    if not item.is_section:
        return []
    try:
        return [(dt.date.fromisoformat(key), held) for key, held in item.section().items.items()]
    except ValueError:
        return []


def _first(version: tuple[dt.date, Item]) -> dt.date:
    return version[0]
