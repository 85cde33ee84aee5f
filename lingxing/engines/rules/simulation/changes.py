"""What a reform changes: parameter by parameter, with its article, before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lingxing.engines.rules.domain.wording import value_text
from lingxing.kernel.units import Unit
from lingxing.language.definitions import Parameter, Program, Setting
from lingxing.language.nodes import Kind, Type

_NONE = "（没有数值）"


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter that the reform sets otherwise, as people read it."""

    name: str
    label: str
    article: str
    before: str
    after: str


def changes(law: Program, reform: Program | None) -> tuple[Change, ...]:
    """Return what the reform sets otherwise, in the order of the parameters."""
    return tuple(_changes(law, reform)) if reform is not None else ()


def _changes(law: Program, reform: Program) -> Iterator[Change]:
    for name, parameter in law.parameters.items():
        before, after = law.settings.get(name), reform.settings.get(name)
        if before != after:
            told = setting_text(parameter, before), setting_text(parameter, after)
            yield Change(name, parameter.label, parameter.article, *told)


def setting_text(parameter: Parameter, setting: Setting | None) -> str:
    """Return a parameter's value as people read it: 60%, or 12000.00 元起 60%；30000.00 元起 65%."""
    if setting is None:
        return _NONE
    if isinstance(setting, tuple):
        steps = [(_amount(threshold, parameter.over), value) for threshold, value in setting]
        return "；".join(f"{first}起{value_text(value, parameter.type, parameter.choices)}" for first, value in steps)
    if isinstance(setting, Mapping):
        return "；".join(f"{'·'.join(keys)} {value_text(value, parameter.type)}" for keys, value in setting.items())
    return value_text(setting, parameter.type, parameter.choices)


def _amount(value: object, unit: Unit) -> str:
    return value_text(value, Type(Kind.NUMBER, unit))  # type: ignore[arg-type]
