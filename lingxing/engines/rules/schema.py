"""Facts as JSON schema: from it a client builds the form, and holds a case against it before asking."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from lingxing.engines.rules.domain.wording import json_value
from lingxing.engines.rules.shown import bounds_text, plain_text
from lingxing.kernel.exact import Exact
from lingxing.language.definitions import Fact, FactKind, FactList, Parameter, Program, Setting
from lingxing.language.nodes import Kind, Type


def case_schema(program: Program) -> dict[str, Any]:
    """Return the JSON schema of a program's cases. No member is required: what is absent is not known."""
    facts = {name: fact_schema(fact) for name, fact in program.facts.items()}
    lists = {name: _list_schema(events) for name, events in program.lists.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": program.subject_label,
        "type": "object",
        "properties": {**facts, **lists},
        "additionalProperties": False,
    }


def _list_schema(events: FactList) -> dict[str, Any]:
    return {
        "title": events.label,
        "description": f"按 {events.ordered_by} 先后，同一天的按给出的次序",
        "type": "array",
        "items": {
            "title": events.item,
            "type": "object",
            "properties": {name: fact_schema(fact) for name, fact in events.facts.items()},
            "additionalProperties": False,
        },
    }


def fact_schema(fact: Fact) -> dict[str, Any]:
    """Return the JSON schema of a fact; what JSON schema has no word for stands under keys that begin with x-."""
    told = {
        "title": fact.label,
        "description": fact.help,
        "x-kind": fact.kind.value,
        "x-unit": str(fact.unit) if fact.unit.label else "",
        "x-unit-label": fact.unit.label,
        "x-article": fact.article,
        "x-record": fact.record,
        "x-effort": fact.effort,
        "x-computed-by": ".".join(fact.source or ()),
    }
    schema = _TYPES[fact.kind](fact) | {name: value for name, value in told.items() if value not in ("", None)}
    if fact.default is not None:
        schema["default"] = fact.default if isinstance(fact.default, bool) else plain_text(fact.default, fact)
    return schema


def _number(fact: Fact) -> dict[str, Any]:
    """Return a number: as text, so that no client makes a binary fraction of it, or as a JSON number.

    The bounds stand as decimal texts too: JSON schema's own would be read as binary fractions by many clients.
    """
    places = f"(\\.[0-9]{{1,{fact.decimals}}})?" if fact.decimals else ""
    sign = "-?" if isinstance(fact.lower, (int,)) and fact.lower < 0 else ""
    return {
        "type": ["string", "number"],
        "pattern": f"^{sign}[0-9]+{places}$",
        "x-minimum": _bound(fact.lower, fact),
        "x-maximum": _bound(fact.upper, fact),
        "x-decimals": fact.decimals,
        "x-bounds": bounds_text(fact),
    }


def _bound(value: Exact | dt.date | None, fact: Fact) -> str | None:
    return None if value is None else plain_text(value, fact)


def _day(fact: Fact) -> dict[str, Any]:
    return {
        "type": "string",
        "format": "date",
        "x-minimum": _bound(fact.lower, fact),
        "x-maximum": _bound(fact.upper, fact),
    }


def _choice(fact: Fact) -> dict[str, Any]:
    return {"type": "string", "oneOf": [{"const": name, "title": label} for name, label in fact.choices.items()]}


def _truth(fact: Fact) -> dict[str, Any]:
    del fact
    return {"type": "boolean"}


_TYPES = {
    FactKind.MONEY: _number,
    FactKind.RATE: _number,
    FactKind.QUANTITY: _number,
    FactKind.COUNT: _number,
    FactKind.DATE: _day,
    FactKind.CHOICE: _choice,
    FactKind.BOOL: _truth,
}


def setting_json(parameter: Parameter, setting: Setting | None) -> Any:
    """Return a parameter's value for JSON in declared units: text, [[threshold, value], …] or {"key/key": value}."""
    if setting is None:
        return None
    if isinstance(setting, Mapping):
        return {"/".join(keys): json_value(value, parameter.type) for keys, value in setting.items()}
    if isinstance(setting, tuple):
        over = Type(Kind.NUMBER, parameter.over)
        return [[json_value(threshold, over), json_value(value, parameter.type)] for threshold, value in setting]
    return json_value(setting, parameter.type)
