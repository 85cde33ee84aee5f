"""Ids and citations of the finished tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lingxing.engines.documents.domain.model import Unit, UnitLevel
from lingxing.engines.documents.domain.structure.markers import Style
from lingxing.engines.documents.domain.structure.nodes import Node
from lingxing.kernel.citations import Citation, article_step, item_step, paragraph_step, subitem_step
from lingxing.kernel.numerals import format_numeral

_OUTLINE = (
    (UnitLevel.OUTLINE_1, "sec"),
    (UnitLevel.OUTLINE_2, "sub"),
    (UnitLevel.OUTLINE_3, "pt"),
    (UnitLevel.OUTLINE_4, "subpt"),
)
_DIVISIONS = {
    Style.VOLUME: (UnitLevel.CHAPTER, "part", "编"),
    Style.CHAPTER: (UnitLevel.CHAPTER, "chp", "章"),
    Style.SECTION: (UnitLevel.SECTION, "sec", "节"),
}
_MARKS = {
    Style.DIVISION: "第{}部分",
    Style.DECIMAL_1: "{}",
    Style.DECIMAL_2: ".{}",
    Style.DECIMAL_3: ".{}",
    Style.DECIMAL_4: ".{}",
    Style.CHINESE: "{}",
    Style.CHINESE_BRACKET: "（{}）",
    Style.ARABIC: "{}",
    Style.ARABIC_BRACKET: "（{}）",
    Style.ARABIC_HALF: "{}）",
}
_IN_CHINESE = (Style.DIVISION, Style.CHINESE, Style.CHINESE_BRACKET)


_ARTICLE_LEVELS = ((UnitLevel.ITEM, "item"), (UnitLevel.SUBITEM, "subitem"))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the namer stands: id and steps of the unit above, how many list levels are open."""

    id: str
    steps: tuple[str, ...] = ()
    depth: int = 0
    in_article: bool = False

    def below(self, slug: str, step: str) -> "_Place":
        joint = "" if not self.id or self.id.endswith("__") else "__"
        return _Place(
            f"{self.id}{joint}{slug}", (*self.steps, step) if step else self.steps, self.depth, self.in_article
        )


@dataclass(slots=True)
class Namer:
    """Turns nodes into units; every id is given once."""

    title: str
    prefix: str
    taken: dict[str, int] = field(default_factory=dict)

    def units(self, root: Node) -> tuple[Unit, ...]:
        """Return the units of the whole tree, in reading order."""
        return tuple(self._children(root, _Place(self.prefix)))

    def _children(self, parent: Node, place: _Place) -> Iterator[Unit]:
        texts = _text_places(parent, place)
        several = sum(c.style is Style.PARAGRAPH for c in parent.children) > 1
        for child in parent.children:
            if child.style is None:
                yield self._unit(child, UnitLevel.TEXT, next(texts))
            elif child.style is Style.ARTICLE:
                article = _Place(self.prefix, in_article=True)
                step = article_step(child.number or 0, child.inserted)
                yield self._unit(child, UnitLevel.ARTICLE, article.below(_article_slug(child), step))
            else:
                yield self._unit(child, *_named(child, place, several=several))

    def _unit(self, node: Node, level: UnitLevel, place: _Place) -> Unit:
        identity = self._once(place.id)
        children = tuple(self._children(node, replace(place, id=identity)))
        starts = [line.first_line for line in node.lines] + [child.first_line for child in children]
        ends = [line.last_line for line in node.lines] + [child.last_line for child in children]
        return Unit(
            identity,
            level,
            node.number,
            node.printed,
            node.heading,
            "\n".join(node.words),
            str(Citation(self.title, place.steps)),
            min(starts),
            max(ends),
            node.inferred,
            children,
        )

    def _once(self, identity: str) -> str:
        count = self.taken.get(identity, 0) + 1
        self.taken[identity] = count
        return identity if count == 1 else self._once(f"{identity}_again{count}")


def _article_slug(node: Node) -> str:
    return f"art_{node.number}-{node.inserted}" if node.inserted else f"art_{node.number}"


def _named(node: Node, place: _Place, *, several: bool) -> tuple[UnitLevel, _Place]:
    style, number = node.style or Style.VOLUME, node.number or 0
    if style in _DIVISIONS:
        level, slug, name = _DIVISIONS[style]
        return level, place.below(f"{slug}_{number}", f"第{format_numeral(number)}{name}")
    if style is Style.PARAGRAPH:
        return UnitLevel.PARAGRAPH, place.below(f"para_{number}", paragraph_step(number) if several else "")
    deeper = replace(place, depth=place.depth + 1)
    if place.in_article:
        level, slug = _ARTICLE_LEVELS[min(place.depth, 1)]
        return level, deeper.below(f"{slug}_{number}", _article_step(style, number, place.depth))
    level, slug = _OUTLINE[min(place.depth, 3)]
    return level, deeper.below(f"{slug}_{number}", _mark(style, number))


def _article_step(style: Style, number: int, depth: int) -> str:
    if depth == 0:
        return item_step(number) if style in _IN_CHINESE else f"第{number}项"
    return subitem_step(number) if depth == 1 else _mark(style, number)


def _mark(style: Style, number: int) -> str:
    if style is Style.CIRCLED:
        return chr(ord("①") + number - 1)
    return _MARKS[style].format(format_numeral(number) if style in _IN_CHINESE else number)


def _text_places(parent: Node, place: _Place) -> Iterator[_Place]:
    """Yield the place of each text among the children: before the first unit, behind it, or in a text without units."""
    numbered = [i for i, child in enumerate(parent.children) if child.style is not None]
    first = numbered[0] if numbered else -1
    before = [i for i, child in enumerate(parent.children) if child.style is None and i < first]
    after = [i for i, child in enumerate(parent.children) if child.style is None and i > first]
    whole = not numbered or parent.style is not None
    for group, slug, name in ((before, "preamble", "引言"), (after, "closing", "结尾")):
        for n in range(1, len(group) + 1):
            if whole:
                yield place.below(f"text_{n}", f"第{n}段")
            else:
                yield place.below(f"{slug}_{n}", f"{name}第{n}段" if len(group) > 1 else name)
