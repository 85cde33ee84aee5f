"""Values of parameters that people give: an installation's own, a simulation's, another reading's."""

from collections.abc import Mapping
from fractions import Fraction

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import decimal_string
from lingxing.language.definitions import Parameter, Setting, Shape
from lingxing.language.nodes import Kind
from lingxing.language.packages.errors import WrongPackage
from lingxing.language.packages.items import Item, compose
from lingxing.language.packages.parameters_file import form_of
from lingxing.language.packages.values import scale_of

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
        item = compose(text, parameter.name)
        if item is None:
            raise WrongPackage("is empty")
        return read_item(parameter, item)
    except WrongPackage as error:
        what = f"{parameter.label}不能取“{text}”"
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
