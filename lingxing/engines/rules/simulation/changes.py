"""What a reform changes: parameter by parameter, with its article, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from lingxing.engines.rules.shown import setting_rows
from lingxing.language.definitions import Parameter, Program, Setting


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
    """Return a parameter's value as people read it: 60%, or 超过 12,000 元：60%；超过 30,000 元：65%."""
    rows = setting_rows(parameter, setting, {})
    return "；".join(f"{what}：{value}" if what else value for what, value in rows)
