"""Where a task's words begin and end: a marked unit with its heading and its unmarked paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lingxing.engines.documents.domain.model import Unit, UnitLevel

_LONGEST_TITLE = 40
_UNMARKED = frozenset((UnitLevel.PARAGRAPH, UnitLevel.TEXT))


@dataclass
class Scope:
    """A marked unit (or the text before any): its own words before its marked children, `tail` after them."""

    unit: Unit
    own: list[Unit] = field(default_factory=list)
    tail: list[Unit] = field(default_factory=list)
    parts: "list[Scope]" = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """Return the scope's own words: heading, text and unmarked paragraphs, one line each."""
        return "\n".join(part for part in (_headed(self.unit), *(paragraph.text for paragraph in self.own)) if part)

    @property
    def title(self) -> str:
        """Return the heading, or the first line of the text where that is short enough for one."""
        first = self.unit.text.split("\n", 1)[0]
        return self.unit.heading or (first if len(first) <= _LONGEST_TITLE and "。" not in first else "")

    @property
    def whole_text(self) -> str:
        """Return the words of the scope and of everything below it."""
        below = (part.whole_text for part in self.parts)
        return "\n".join(part for part in (self.text, *below, *(paragraph.text for paragraph in self.tail)) if part)


def _headed(unit: Unit) -> str:
    heading = unit.heading.rstrip("。")
    return "。".join(part for part in (heading, unit.text) if part) if unit.text else heading


def build_scopes(units: Sequence[Unit]) -> list[Scope]:
    """Return the scopes of the top level in order. Each unit lands in exactly one of them."""
    top: list[Scope] = []
    for unit in units:
        if unit.level in _UNMARKED and not unit.children and not unit.marker:
            if top:
                _append_paragraph(top[-1], unit)
            else:
                top.append(Scope(unit))
        else:
            top.append(_scope(unit))
    return top


def _scope(unit: Unit) -> Scope:
    scope = Scope(unit)
    for child in unit.children:
        if child.level in _UNMARKED and not child.marker:
            _append_paragraph(scope, child)
            scope.parts.extend(_scope(grandchild) for grandchild in child.children)
        else:
            scope.parts.append(_scope(child))
    return scope


def _append_paragraph(scope: Scope, paragraph: Unit) -> None:
    (scope.tail if scope.parts else scope.own).append(paragraph)


def all_scopes(scopes: Sequence[Scope]) -> Iterator[Scope]:
    """Yield every scope, a parent before its parts."""
    for scope in scopes:
        yield scope
        yield from all_scopes(scope.parts)
