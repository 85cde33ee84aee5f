"""A procedure drawn: states from top to bottom, the acts that lead out of each, and lines to where they lead.

The drawing takes its colours from the page (currentColor), so that it stands in light and dark; classes that begin
with `procedure-` let a page do more. Nothing in it is told by colour alone.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from lingxing.language.procedures.chart import Card, Row, cards_of
from lingxing.language.procedures.definitions import Procedure, Service

_WIDTH, _MARGIN, _PAD, _GAP = 316, 8, 12, 18
_LINE, _HEADER, _SIZE, _SMALL = 20, 34, 14, 12
_MOST = (_WIDTH - 2 * _PAD) * 10 // _SMALL - 10
_TRACK = 13
"""Pixels between two vertical lines."""
_FONTS = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text in a card. `kind`: head, clock or act; `target` where a line leads away from it."""

    text: str
    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class _Box:
    """A card at its place."""

    card: Card
    top: int
    height: int
    lines: tuple[tuple[int, _Line], ...]
    """(baseline, line)."""


@dataclass(frozen=True, slots=True)
class _Trunk:
    """The vertical line to one state, with the heights at which acts join it."""

    target: str
    into: int
    joints: tuple[int, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Return its upper and lower end."""
        return min(self.into, *self.joints), max(self.into, *self.joints)


def procedure_diagram(service: Service, procedure: Procedure) -> str:
    """Return the service as an SVG picture with a title and a description in words."""
    boxes = _boxes(cards_of(service, procedure))
    trunks = _tracked(_trunks(boxes))
    tracks = 1 + max((track for _, track in trunks), default=0)
    width = 2 * _MARGIN + _WIDTH + (tracks + 1) * _TRACK
    height = boxes[-1].top + boxes[-1].height + _MARGIN
    name = f"procedure-{service.package}-{service.name}".replace("/", "-")
    parts = [*_head(service, procedure, name, width, height)]
    parts += [part for box in boxes for part in _drawn(box)]
    parts += [part for trunk, track in trunks for part in _line(trunk, track)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def diagram_text(service: Service, procedure: Procedure) -> str:
    """Return the service in words, for terminals and for whoever can't see the picture."""
    return "\n".join(line for card in cards_of(service, procedure) for line in _in_words(card))


def _in_words(card: Card) -> Iterator[str]:
    standing = f"（{card.standing}）" if card.standing else ""
    yield f"【{card.label}】{standing}"
    yield from (f"  {clock}" for clock in card.clocks)
    yield from (f"  {_row_text(row)}" for row in card.rows)


def _row_text(row: Row) -> str:
    if not row.told:
        return row.text
    return f"{row.text} → {row.told}" if row.target else f"{row.text}（{row.told}）"


def _boxes(cards: Sequence[Card]) -> list[_Box]:
    found: list[_Box] = []
    top = _MARGIN
    for card in cards:
        lines = tuple(_placed(_lines(card), top))
        height = _HEADER + _LINE * (len(lines) - 1) + (_PAD // 2 if len(lines) > 1 else 0)
        found.append(_Box(card, top, height, lines))
        top += height + _GAP
    return found


def _placed(lines: Iterator[_Line], top: int) -> Iterator[tuple[int, _Line]]:
    for place, line in enumerate(lines):
        yield top + (22 if place == 0 else _HEADER + _LINE * place - 6), line


def _lines(card: Card) -> Iterator[_Line]:
    yield _Line(f"{card.label}　{card.standing}".rstrip("　"), "head")
    for clock in card.clocks:
        yield from (_Line(text, "clock") for text in _wrapped(clock))
    for row in card.rows:
        *before, last = _row_lines(row)
        yield from (_Line(text, "act") for text in before)
        yield _Line(last, "act", row.target)


def _row_lines(row: Row) -> list[str]:
    """Return the row in lines; where it leads is not torn apart if it can be helped."""
    whole = _wrapped(_row_text(row))
    if len(whole) == 1 or not row.target:
        return whole
    *before, last = _wrapped(row.text)
    led = f"→ {row.told}"
    return [*before, f"{last} {led}"] if _width(f"{last} {led}") <= _MOST else [*before, last, *_wrapped(f"　{led}")]


def _wrapped(text: str) -> list[str]:
    """Return the text in lines that fit the card; what is carried over is set in."""
    lines, line = [], ""
    for character in text:
        if _width(line + character) > _MOST and character not in "，。；：、）”":
            lines.append(line)
            line = "　"
        line += character
    return [*lines, line]


def _width(text: str) -> int:
    """Return about how wide the text is; a Chinese character counts 10."""
    return sum(10 if unicodedata.east_asian_width(character) in "WFA" else 6 for character in text)


def _trunks(boxes: Sequence[_Box]) -> list[_Trunk]:
    joints: dict[str, list[int]] = {}
    for box in boxes:
        for baseline, line in box.lines:
            if line.target:
                joints.setdefault(line.target, []).append(baseline - 4)
    return [
        _Trunk(box.card.name, box.top + 17, tuple(joints[box.card.name])) for box in boxes if box.card.name in joints
    ]


def _tracked(trunks: Sequence[_Trunk]) -> list[tuple[_Trunk, int]]:
    """Return each line with its track: short lines keep near the cards, lines on one track don't touch."""
    taken: list[list[tuple[int, int]]] = []
    found = []
    for trunk in sorted(trunks, key=lambda one: one.span[1] - one.span[0]):
        upper, lower = trunk.span
        free = (n for n, spans in enumerate(taken) if all(lower + 6 < a or b + 6 < upper for a, b in spans))
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append(trunk.span)
        found.append((trunk, track))
    return found


def _head(service: Service, procedure: Procedure, name: str, width: int, height: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="procedure-diagram" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby={quoteattr(f"{name}-title {name}-desc")} '
        f'font-family={quoteattr(_FONTS)} fill="currentColor">'
    )
    yield f"<title id={quoteattr(f'{name}-title')}>{escape(service.label)}的办理流程</title>"
    yield f"<desc id={quoteattr(f'{name}-desc')}>{escape(diagram_text(service, procedure))}</desc>"


def _drawn(box: _Box) -> Iterator[str]:
    ended = box.card.standing.startswith("办结")
    stroke = 3 if ended or box.card.name == "start" else 1
    yield (
        f'<rect class="procedure-state{" procedure-state--final" if ended else ""}" x="{_MARGIN}" y="{box.top}" '
        f'width="{_WIDTH}" height="{box.height}" rx="6" fill-opacity="0.05" stroke="currentColor" stroke-opacity="0.6" '
        f'stroke-width="{stroke}"/>'
    )
    yield from (_written(baseline, line) for baseline, line in box.lines)


def _written(baseline: int, line: _Line) -> str:
    style = {"head": f'font-size="{_SIZE}" font-weight="700"', "clock": f'font-size="{_SMALL}" font-style="italic"'}
    mark = "◷ " if line.kind == "clock" and not line.text.startswith("　") else ""
    given = style.get(line.kind, f'font-size="{_SMALL}"')
    place = f'class="procedure-{line.kind}" x="{_MARGIN + _PAD}" y="{baseline}"'
    return f"<text {place} {given}>{escape(mark + line.text)}</text>"


def _line(trunk: _Trunk, track: int) -> Iterator[str]:
    right = _MARGIN + _WIDTH
    x = right + _TRACK * (track + 1) + 4
    upper, lower = trunk.span
    path = f"M{x} {upper}V{lower}" + "".join(f"M{right} {joint}H{x}" for joint in trunk.joints)
    path += f"M{x} {trunk.into}H{right + 3}m7 -4l-7 4l7 4"
    yield f'<path class="procedure-line" d="{path}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    yield from (f'<circle class="procedure-joint" cx="{x}" cy="{joint}" r="2.5"/>' for joint in trunk.joints)
