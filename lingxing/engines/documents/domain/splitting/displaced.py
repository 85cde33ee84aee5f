"""One document printed inside another's split title: the first half of the title stands before the stranger."""

from collections.abc import Sequence
from dataclasses import replace

from lingxing.engines.documents.domain.model import Confidence, Line, Repair, RepairKind
from lingxing.engines.documents.domain.splitting import titles
from lingxing.engines.documents.domain.splitting.parts import DocumentHead

_MOST_LINES = 3
_PROOF_LINES, _SEAM = 40, 4


def mend_split_titles(lines: Sequence[Line], heads: Sequence[DocumentHead]) -> tuple[list[DocumentHead], list[Repair]]:
    """Return the heads with split titles made whole, and the repairs.

    The half that opens a title is joined to a later half that only ends one when the text proves it: the title of
    the later document's own text, or the name in its notice, reads across the cut.
    """
    mended = list(heads)
    repairs = []
    for at, head in enumerate(heads):
        first = _opening_half(lines, heads[at - 1].body if at else 0, head)
        later = _headless_after(heads, at) if first else None
        second = _proven_half(lines, first, heads[later]) if first and later is not None else ()
        if later is None or not second:
            continue
        whole = titles.join_title(line.text for line in (*first, *second))
        repairs.append(_log(first, second, whole))
        start = heads[later].start + len(heads[later].title_lines) - len(second)
        mended[later] = replace(
            heads[later], start=start, title=whole, title_lines=tuple(second), displaced=tuple(first)
        )
    return mended, repairs


def _opening_half(lines: Sequence[Line], floor: int, head: DocumentHead) -> Sequence[Line]:
    """Return the title lines directly above `head` that open a title and don't end it."""
    for count in range(_MOST_LINES, 0, -1):
        start = head.start - count
        run = lines[max(start, 0) : head.start]
        if start < floor or not all(titles.could_be_title_line(line) for line in run):
            continue
        text = titles.join_title(line.text for line in run)
        if titles.opening_organ(text) and titles.kind_at_end(text) is None:
            return run
    return ()


def _headless_after(heads: Sequence[DocumentHead], at: int) -> int | None:
    for later in range(at + 1, min(len(heads), at + 3)):
        title = heads[later].title
        if titles.opening_organ(title) is None and not titles.starts_about(title):
            return later
    return None


def _proven_half(lines: Sequence[Line], first: Sequence[Line], later: DocumentHead) -> Sequence[Line]:
    """Return the later title's lines that the text below reads as going on from the first half; none without proof."""
    front = titles.title_key("".join(line.text for line in first))[-_SEAM:]
    following = [titles.title_key(line.text) for line in lines[later.body : later.body + _PROOF_LINES]]
    for start in range(len(later.title_lines)):
        second = later.title_lines[start:]
        seam = front + titles.title_key("".join(line.text for line in second))[:_SEAM]
        if any(seam in key for key in following):
            return second
    return ()


def _log(first: Sequence[Line], second: Sequence[Line], whole: str) -> Repair:
    printed = titles.join_title(line.text for line in second)
    return Repair(first[0].first_line, RepairKind.MISPLACED, printed, whole, Confidence.CERTAIN)
