"""The document that a source begins with when nothing numbers it: web pages, single papers."""

from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.splitting import titles
from lingxing.engines.documents.domain.splitting.parts import DocumentHead
from lingxing.engines.documents.domain.splitting.standalone import has_text

_SEARCHED, _NEAR_TOP, _MOST_LINES, _REPEATED_WITHIN, _SHORTEST = 40, 8, 4, 6, 8


def find_opening(lines: Sequence[Line]) -> DocumentHead | None:
    """Return the head of the first title with its text below: organ, subject and kind, or near the top a kind alone.

    A web page prints the title above its own data and again above the text: the last of these counts.
    """
    found = None
    for start in range(min(len(lines), _SEARCHED)):
        if found and start > found.body + _REPEATED_WITHIN:
            break
        head = _head_at(lines, start)
        if head and (found is None or _repeats(head.title, found.title)):
            found = head
    return found


def _head_at(lines: Sequence[Line], start: int) -> DocumentHead | None:
    best = None
    for end in range(start + 1, min(len(lines), start + _MOST_LINES) + 1):
        opens_another = end > start + 1 and titles.kind_at_end(lines[end - 2].text) and _opens(lines[end - 1])
        if not titles.could_be_title_line(lines[end - 1]) or opens_another:
            break
        title = titles.join_title(line.text for line in lines[start:end])
        named = titles.is_whole_title(title) or (start < _NEAR_TOP and titles.kind_at_end(title) is not None)
        if named and len(title) >= _SHORTEST and not titles.is_masthead(title) and has_text(lines, end):
            best = DocumentHead(start, end, title, tuple(lines[start:end]))
    return best


def _opens(line: Line) -> bool:
    return titles.opens_title(line.text) or titles.kind_at_end(line.text) is not None


def _repeats(title: str, before: str) -> bool:
    one, other = titles.title_key(title), titles.title_key(before)
    return one.startswith(other) or other.startswith(one)
