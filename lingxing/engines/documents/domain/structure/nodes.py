"""The tree while it grows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.structure.closing import closes_outline, names_annexes
from lingxing.engines.documents.domain.structure.entries import Entry, Head
from lingxing.engines.documents.domain.structure.headings import split_heading
from lingxing.engines.documents.domain.structure.markers import Style

_DECIMALS = (Style.DECIMAL_1, Style.DECIMAL_2, Style.DECIMAL_3, Style.DECIMAL_4)
_STOPS = tuple("。；;：:，,、！？!?）)】》”")


@dataclass(slots=True)
class Node:
    """A unit in the making. `style` None is a text outside any numbered unit."""

    style: Style | None
    number: int | None
    depth: float = 0
    printed: str = ""
    inserted: int = 0
    inferred: bool = False
    heading: str = ""
    words: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    def add(self, words: str, line: Line) -> None:
        """Take in one more line of own words."""
        if words:
            self.words.append(words)
        self.lines.append(line)


def grow_tree(entries: Sequence[Entry], order: dict[Style, int]) -> Node:
    """Return the root of the tree that the decided heads make of the lines."""
    root = Node(None, None)
    grower = _Grower(root, [root], order)
    closing = _closing_place(entries)
    for i, entry in enumerate(entries):
        if entry.head:
            grower.start(entry, entries[i + 1] if i + 1 < len(entries) else None)
        elif entry.part_of_heading:
            grower.title(entry)
        elif closing is not None and i >= closing:
            root.children.append(_text(entry))
        else:
            grower.text(entry)
    return root


def _is_list_item(node: Node) -> bool:
    return node.style is not None and node.style > Style.PARAGRAPH


def _text(entry: Entry) -> Node:
    node = Node(None, None)
    node.add(entry.words, entry.line)
    return node


@dataclass(slots=True)
class _Grower:
    root: Node
    stack: list[Node]
    order: dict[Style, int]

    def start(self, entry: Entry, below: Entry | None) -> None:
        head = entry.head
        if head is None:
            return
        depth = self._depth(head)
        self._close(depth)
        if head.style > Style.PARAGRAPH and self.stack[-1].style is Style.ARTICLE:
            self._open(Node(Style.PARAGRAPH, len(self.stack[-1].children) + 1, self.order[Style.PARAGRAPH]))
        words = entry.words[head.end :].strip()
        node = Node(head.style, head.number, depth, head.printed, head.inserted, head.inferred)
        node.lines.append(entry.line)
        in_article = any(above.style is Style.ARTICLE for above in self.stack)
        has_more = self._has_more(head, below, in_article=in_article)
        cut = split_heading(words, head.style, in_article=in_article, has_more=has_more)
        node.heading = words[:cut].strip()
        self._open(node)
        if head.style is Style.ARTICLE and words[cut:].strip():
            self._paragraph(words[cut:].strip(), entry.line)
        elif words[cut:].strip():
            node.words.append(words[cut:].strip())

    def _has_more(self, head: Head, below: Entry | None, *, in_article: bool) -> bool:
        """Whether words or deeper units follow below the head."""
        if below is None:
            return False
        if below.head:
            return self._depth(below.head) > self._depth(head)
        if head.style in _DECIMALS:
            return True
        return not closes_outline(below.words) and (below.within_list or not in_article)

    def title(self, entry: Entry) -> None:
        node = self.stack[-1]
        node.heading = entry.words
        node.lines.append(entry.line)

    def text(self, entry: Entry) -> None:
        """Unmarked words: another 款 of an article unless its list goes on, else more of the unit that is open."""
        node = self.stack[-1]
        if entry.continues and node.words:
            node.words[-1] += entry.words
            node.lines.append(entry.line)
            return
        article = next((n for n in reversed(self.stack) if n.style is Style.ARTICLE), None)
        if article is not None and not (entry.within_list and _is_list_item(node)):
            self._close(self.order[Style.PARAGRAPH])
            self._paragraph(entry.words, entry.line, doubtful=entry.doubtful)
        elif node.style is None or node.style < Style.ARTICLE:
            node.children.append(_text(entry))
        else:
            node.add(entry.words, entry.line)

    def _paragraph(self, words: str, line: Line, *, doubtful: bool = False) -> None:
        number = len(self.stack[-1].children) + 1
        node = Node(Style.PARAGRAPH, number, self.order[Style.PARAGRAPH], inferred=doubtful)
        node.add(words, line)
        self._open(node)

    def _open(self, node: Node) -> None:
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def _depth(self, head: Head) -> float:
        return head.depth or self.order[head.style]

    def _close(self, depth: float) -> None:
        while len(self.stack) > 1 and self.stack[-1].depth >= depth:
            self.stack.pop()


def _closing_place(entries: Sequence[Entry]) -> int | None:
    """Return where the closing words of an outline begin (本措施自印发之日起施行…), or None.

    They stand unmarked behind the last head, or where it is a bare heading, behind the first words below it; a text
    made of articles has its closing articles instead.
    """
    last = next((i for i in range(len(entries) - 1, -1, -1) if entries[i].head), None)
    if last is None:
        return None
    articled = any(e.head and e.head.style is Style.ARTICLE for e in entries)
    closes = names_annexes if articled else closes_outline
    bare = not entries[last].words.endswith(_STOPS)
    start = last + 2 if bare and not articled else last + 1
    return next((i for i in range(start, len(entries)) if closes(entries[i].words)), None)
