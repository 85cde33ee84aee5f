"""Plain comparisons on what a case knows: age >= 18 and district in ['echeng', 'huarong'].

A condition is read by `parsing.parse_condition`, which settles every name, unit and choice. What is left is to ask
for values: `lookup(name)` is called with names as the author wrote them and answers with a value or UNKNOWN.

| name | answer |
| --- | --- |
| `today` | the case's day in Shanghai, a date |
| `field`, `link.field` | the value: exact base units (fen), date, bool, text, key of a choice, rows, id of a case |
| `link.state` | the state of the linked case |
| `clock.NAME.due`, `.remaining` | the last day · what is left, in the clock's unit |
| `clock.NAME.open`, `.running`, `.paused`, `.overdue`, `.expired` | a bool |
| `count.ACT` | how often the act was done |
| `objections.open`, `.upheld` | how many |
| `cases.SERVICE.STATE` | how many other cases of the same party stand in that state |
| `linked.SERVICE.STATE` | how many cases that link to this one stand in that state |
| `link.linked.SERVICE.STATE` | how many cases that link to the linked one stand in that state |
| `opinion.ACT.ROLE.FIELD` | what the role filled in in the joint act |
| `queue.NAME.first`, `mark.NAME`, `rule.FORMULA` | a bool |
"""

from dataclasses import dataclass
from typing import Any

from lingxing.language.procedures.expressions import UNKNOWN, Blank, Expression, Lookup, Unknown

__all__ = ["UNKNOWN", "Blank", "Condition", "Lookup", "Unknown", "evaluate", "names", "value_of"]


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression: as its author wrote it, and as it is worked out."""

    text: str
    root: Expression


def evaluate(condition: Condition, lookup: Lookup) -> bool | Unknown:
    """Return whether the condition holds; Unknown, with the names, where names without a value decide."""
    found = condition.root.value(lookup)
    return found if isinstance(found, Unknown) else bool(found)


def value_of(condition: Condition, lookup: Lookup) -> Any:
    """Return what an expression comes to, exact and in base units; Unknown, with the names, where one has no value."""
    return condition.root.value(lookup)


def names(condition: Condition) -> tuple[str, ...]:
    """Return the names that the condition may ask for, each once, in the order of the text."""
    return tuple(dict.fromkeys(name.text for name in condition.root.names()))
