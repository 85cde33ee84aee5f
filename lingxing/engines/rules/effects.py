"""The effects of changed parameters as texts and as JSON."""

from collections.abc import Mapping
from typing import Any

from lingxing.engines.rules.domain.wording import json_value
from lingxing.engines.rules.live import Bin, Comparison, Effect, GroupEffect
from lingxing.engines.rules.shown import TRUTHS, number_text, result_text
from lingxing.kernel.exact import Exact
from lingxing.language.definitions import Program
from lingxing.language.nodes import Kind, Type

_TIMES = "例"


def comparison_json(found: Comparison, program: Program) -> dict[str, Any]:
    """Return a comparison for JSON: figures as decimal strings in declared units, with texts for people beside them."""
    labels = group_labels(program, found.by)
    return {
        "rows": found.rows,
        "by": found.by,
        "effects": [_effect(effect, labels) for effect in found.effects],
        "left_out": [{"output": label, "reason": reason} for label, reason in found.left_out],
        "not_added_up": [{"output": label, "reason": reason} for label, reason in found.not_added_up],
    }


def group_labels(program: Program, by: str) -> Mapping[str, str]:
    """Return the labels of the choices of the fact that effects are broken down by."""
    facts = {name: fact for events in program.lists.values() for name, fact in events.facts.items()}
    fact = (facts | dict(program.facts)).get(by)
    return (fact.choices or TRUTHS) if fact else {}


def _effect(effect: Effect, labels: Mapping[str, str]) -> dict[str, Any]:
    kind = _type(effect)
    return {
        "name": effect.output.name,
        "label": effect.output.label,
        "unit": kind.unit.label or (_TIMES if effect.output.kind is Kind.BOOL else ""),
        "rows": effect.rows,
        "measure": effect.output.eligible is not None,
        "law": {**_figure(effect.law, kind), "above": effect.law_above},
        "reform": {**_figure(effect.reform, kind), "above": effect.reform_above},
        "change": _figure(effect.change, kind) | {"text": _signed(effect.change, kind)},
        "winners": effect.winners,
        "losers": effect.losers,
        "unchanged": effect.rows - effect.winners - effect.losers,
        "won": _figure(effect.won, kind),
        "lost": _figure(effect.lost, kind),
        "bins": [_bin(one, kind) for one in effect.bins],
        "groups": [_group(group, kind, labels) for group in effect.groups],
    }


def _type(effect: Effect) -> Type:
    return Type(Kind.NUMBER, effect.output.unit)


def _figure(value: Exact, kind: Type) -> dict[str, Any]:
    return {"value": json_value(value, kind), "text": result_text(value, kind)}


def _signed(value: Exact, kind: Type) -> str:
    text = result_text(value, kind)
    return f"+{text}" if value > 0 else text


def _bin(one: Bin, kind: Type) -> dict[str, Any]:
    lower, upper = number_text(one.lower, kind.unit), number_text(one.upper, kind.unit)
    label = lower if one.lower == one.upper else f"{lower}–{upper}"
    return {"label": label, "law": one.law, "reform": one.reform}


def _group(group: GroupEffect, kind: Type, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": group.name,
        "label": labels.get(group.name, group.name),
        "rows": group.rows,
        "law": _figure(group.law, kind),
        "reform": _figure(group.reform, kind),
        "change": _signed(group.reform - group.law, kind),
    }
