"""Values as people read them: 12,000.50 元/年, 60%, 是, 2026年3月1日."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from lingxing.engines.rules.domain.answers import Range
from lingxing.engines.rules.domain.wording import open_text
from lingxing.kernel.exact import Exact, decimal_string, exact
from lingxing.kernel.units import Unit
from lingxing.language.definitions import Fact, FactKind, Parameter, Setting, Shape
from lingxing.language.nodes import Kind, Type, Value

TRUTHS = {"true": "是", "false": "否"}
# four digits by themselves may be a year
_LONG = re.compile(r"(?<![\d.])(?:\d{4,}(?=\.\d)|\d{5,})(?![\d,])")


def number_text(value: Exact, unit: Unit) -> str:
    """Return a number in base units as people write it, without its unit: thousands parted, cents in twos.

    A share is written in hundredths, as its label is %.
    """
    scaled = Fraction(value) * 100 if unit.share else Fraction(value) / Fraction(100) ** (unit.base or 0)
    text = decimal_string(exact(scaled))
    whole, point, decimals = text.partition(".")
    if unit.base and point and len(decimals) == 1:
        decimals += "0"
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{decimals}"


def parted(text: str) -> str:
    """Return the text with the thousands of its figures parted: 12,000.00 × 60%. Years and days stay as they are."""
    return _LONG.sub(lambda found: f"{int(found[0]):,}", text)


def amount_text(value: Exact, unit: Unit) -> str:
    """Return a number with its unit: 12,000 元/年, 60%, 3 次."""
    number, label = number_text(value, unit), unit.label
    return f"{number}{label}" if not label or label.startswith(("%", "/")) else f"{number} {label}"


def date_text(day: dt.date) -> str:
    """Return 2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def value_text(value: Value | None, kind: Type, choices: Mapping[str, str] | None = None) -> str:
    """Return a value in words; a choice by its label where `choices` has one, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return (choices or {}).get(value, value)
    if isinstance(value, dt.date):
        return date_text(value)
    if kind.kind is Kind.NUMBER and dict(kind.unit.powers) == {"year": 1} and 1900 <= value <= 2200:
        return f"{value}年"
    return amount_text(value, kind.unit)


def fact_text(value: Value | None, fact: Fact) -> str:
    """Return a value of a fact in words."""
    return value_text(value, fact.type, fact.choices)


def plain_text(value: Value, fact: Fact) -> str:
    """Return a value as a form's control holds it: 12000.5, 0.6, 2026-03-01, true, the name of a choice."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    places = Fraction(value) / Fraction(100) ** (fact.unit.base or 0)
    return decimal_string(exact(places))


def bounds_text(fact: Fact) -> str:
    """Return what a fact may be, as far as its declaration bounds it: 0 至 100,000 元."""
    lower, upper = fact.lower, fact.upper
    if lower is None or upper is None:
        return ""
    if isinstance(lower, dt.date) or isinstance(upper, dt.date):
        return f"{value_text(lower, fact.type)}至{value_text(upper, fact.type)}"
    return f"{number_text(lower, fact.unit)} 至 {amount_text(upper, fact.unit)}"


def setting_rows(
    parameter: Parameter, setting: Setting | None, names: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str]]:
    """Return a parameter's value as rows (what for, value); one row with nothing before it for a plain number.

    `names` labels the choices of the facts and formulas by which tables are looked up.
    """
    if setting is None:
        return [("", "由执行机关另行确定" if parameter.supplied else "当日尚无数值")]
    if isinstance(setting, Mapping):
        return [
            (
                " · ".join(_key(names, by, key) for by, key in zip(parameter.by, keys, strict=True)),
                value_text(value, parameter.type, parameter.choices),
            )
            for keys, value in setting.items()
        ]
    if isinstance(setting, tuple):
        word = "超过" if parameter.shape is Shape.BRACKETS else "达到"
        return [
            (f"{word} {amount_text(threshold, parameter.over)}", value_text(value, parameter.type, parameter.choices))
            for threshold, value in setting
        ]
    return [("", value_text(setting, parameter.type, parameter.choices))]


def _key(names: Mapping[str, Mapping[str, str]], by: str, key: str) -> str:
    known = names.get(by) or {name: label for choices in names.values() for name, label in choices.items()}
    return known.get(key, TRUTHS.get(key, key))


def is_number(fact: Fact) -> bool:
    """Return whether a fact is a number."""
    return fact.kind not in {FactKind.CHOICE, FactKind.DATE, FactKind.BOOL}


def result_text(value: Value | None, kind: Type, choices: Mapping[str, str] | None = None) -> str:
    """Return an output in words; an amount of money always to the fen."""
    if (
        value is None
        or isinstance(value, (bool, str, dt.date))
        or kind.unit.base != 1
        or dict(kind.unit.powers) != {"CNY": 1}
    ):
        return value_text(value, kind, choices)
    number = number_text(value, kind.unit)
    return f"{number if '.' in number else number + '.00'} {kind.unit.label}"


def range_text(still: Range, choices: Mapping[str, str] | None = None) -> str:
    """Return what is still possible of an output; nothing for a truth, which may be either.

    Only ends that the document sets are told: a bound of what is filled in is no limit of it.
    """
    if still.values:
        texts = [result_text(value, still.type, choices) for value in still.values]
        text = "" if still.type.kind is Kind.BOOL and len(texts) > 1 else " 或 ".join(texts)
    else:
        text = _between(still)
    return f"{text}，也可能文件没有规定" if still.open and text else text


def _between(still: Range) -> str:
    lower = None if still.open_below else still.lower
    upper = None if still.open_above else still.upper
    if upper is None and not lower:
        return open_text(still.type)
    if lower is None or upper is None:
        end = upper if lower is None else lower
        return f"{'最多' if lower is None else '至少'} {result_text(end, still.type)}" if end is not None else ""
    if lower == upper:
        return result_text(lower, still.type)
    if lower == 0 and not isinstance(lower, bool):
        return f"最多 {result_text(upper, still.type)}"
    return f"{result_text(lower, still.type)} 至 {result_text(upper, still.type)}"


def setting_text(parameter: Parameter, setting: Setting) -> str:
    """Return a parameter's value as a package writes it: 12000, 0.6, [[12000, 0.6], [30000, 0.65]], {a: 1, b: 2}."""
    if isinstance(setting, Mapping):
        return f"{{{', '.join(_entries(parameter, setting))}}}"
    if isinstance(setting, tuple):
        pairs = (f"[{_written(start, parameter.over)}, {_figure(value, parameter)}]" for start, value in setting)
        return f"[{', '.join(pairs)}]"
    return _figure(setting, parameter)


def setting_words(parameter: Parameter, setting: Setting | None) -> str:
    """Return a plain parameter's value in words, empty for tables and brackets."""
    if parameter.shape is not Shape.SCALAR or setting is None or isinstance(setting, (tuple, Mapping)):
        return ""
    return value_text(setting, parameter.type, parameter.choices)


def _figure(value: Value, parameter: Parameter) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, dt.date)):
        return str(value)
    return _written(value, parameter.type.unit)


def _written(value: Exact, unit: Unit) -> str:
    number = Fraction(value) / Fraction(100) ** (unit.base or 0)
    text = decimal_string(exact(number))
    return str(number) if text.endswith("…") else text


def _entries(parameter: Parameter, table: Mapping[tuple[str, ...], Exact], depth: int = 0) -> Iterator[str]:
    """Yield the entries of a table, nested by its keys: {xianan: {urban: 700}}."""
    first = dict.fromkeys(keys[depth] for keys in table)
    for name in first:
        inner = {keys: value for keys, value in table.items() if keys[depth] == name}
        if depth + 1 < len(parameter.by):
            yield f"{name}: {{{', '.join(_entries(parameter, inner, depth + 1))}}}"
        else:
            yield f"{name}: {_figure(next(iter(inner.values())), parameter)}"
