"""Names for conditions in tests, without a package."""

from collections.abc import Mapping
from typing import Any

from lingxing.kernel.units import CNY, PLAIN, SHARE, Unit, parse_unit
from lingxing.language.procedures.conditions import UNKNOWN, Lookup
from lingxing.language.procedures.expressions import Kind, Name
from lingxing.language.procedures.fitting import Typed, WrongCondition

COLOURS = {"red": "红", "blue": "蓝"}
KNOWN: Mapping[str, tuple[Kind, Unit, Mapping[str, str]]] = {
    "today": (Kind.DATE, PLAIN, {}),
    "begins": (Kind.DATE, PLAIN, {}),
    "rent": (Kind.NUMBER, CNY, {}),
    "deposit": (Kind.NUMBER, CNY, {}),
    "share": (Kind.NUMBER, SHARE, {}),
    "size": (Kind.NUMBER, parse_unit("m2"), {}),
    "rent_a_metre": (Kind.NUMBER, parse_unit("CNY/m2"), {}),
    "count": (Kind.NUMBER, PLAIN, {}),
    "colour": (Kind.CHOICE, PLAIN, COLOURS),
    "flag": (Kind.BOOL, PLAIN, {}),
    "other": (Kind.BOOL, PLAIN, {}),
    "third": (Kind.BOOL, PLAIN, {}),
    "note": (Kind.TEXT, PLAIN, {}),
    "identity": (Kind.IDENTITY, PLAIN, {}),
    "rows": (Kind.ROWS, PLAIN, {}),
    "berth": (Kind.CASE, PLAIN, {}),
}


class Names:
    """The names above, each labelled with itself."""

    def resolve(self, text: str) -> Typed:
        """Return what the name means."""
        if text not in KNOWN:
            raise WrongCondition(f"{text} means nothing", word=text, known=tuple(KNOWN))
        kind, unit, choices = KNOWN[text]
        return Typed(Name(text, text, unit, choices), kind, unit, choices, counted=text == "count")


def holding(**values: Any) -> Lookup:
    """Return a lookup that knows these values and nothing else."""
    return lambda name: values.get(name, UNKNOWN)
