"""Texts with places to be filled in: 您的{act_label}已受理, 罚款{amount:capitals}."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\Z")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place in a text: a dotted name, and how its value is written (`style`, empty as a rule)."""

    name: str
    style: str = ""

    def __str__(self) -> str:
        return f"{{{self.name}:{self.style}}}" if self.style else f"{{{self.name}}}"


def placeholders_of(text: str) -> tuple[Placeholder, ...]:
    """Return the places of `text` in order, each time they stand there.

    ValueError, in English, for a brace without its partner and for a name that is none.
    """
    return tuple(_placeholder(found) for found in _BRACES.finditer(text))


def fill(text: str, value: Callable[[Placeholder], str]) -> str:
    """Return `text` with every place filled in. What is filled in is never read for places again.

    ValueError as of `placeholders_of`; whatever `value` raises passes through.
    """
    return _BRACES.sub(lambda found: value(_placeholder(found)), text)


def _placeholder(found: re.Match[str]) -> Placeholder:
    if found[1] is None:
        raise ValueError(f"brace without its partner: {found[0]!r} at character {found.start() + 1}")
    name, _, style = found[1].partition(":")
    if not _NAME.match(name) or (style and not _NAME.match(style)) or found[1].endswith(":"):
        raise ValueError(f"{found[0]} is no placeholder; write {{name}}, {{link.name}} or {{name:style}}")
    return Placeholder(name, style)
