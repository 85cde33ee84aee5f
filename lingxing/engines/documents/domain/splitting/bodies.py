"""One document's lines cut into recipients, notice, closing, instruments and annexes."""

from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.repair import line_shapes as shape
from lingxing.engines.documents.domain.splitting import annexes, issued, titles
from lingxing.engines.documents.domain.splitting.closing import Closing, adoption_date, find_closing, without_imprint
from lingxing.engines.documents.domain.splitting.parts import AnnexPart, DocumentHead, DocumentParts, InstrumentPart
from lingxing.engines.documents.domain.splitting.recipients import take_recipients

_FIRST_WITHIN, _NOTICE_WITHIN, _TAIL, _MOST_TITLE_LINES = 120, 40, 8, 4


@dataclass(frozen=True, slots=True)
class _Span:
    """A text inside the body: its title's first index, its text's first index."""

    title: str
    start: int
    text: int


def cut_document(head: DocumentHead, lines: Sequence[Line]) -> DocumentParts:
    """Return the document in pieces; `lines` run from the line behind its number or title to its last one."""
    lines = _without_empty_label(without_imprint(lines))
    above = 1 if len(lines) > 1 and shape.is_date(lines[0].text) else 0
    count = take_recipients(lines[above:])
    recipients = lines[above : above + count]
    body = (*lines[:above], *lines[above + count :])
    told = issued.issued_texts(head.title, body)
    spans = _find_spans(body, told)
    end = find_closing(body, 0, spans[0].start) if spans else _own_closing(body)
    if spans and end is None:
        end = _closing_at_tail(body, spans[-1].text)
    cut = _cut_issued(body, spans, told, end) if spans else _cut_plain(head, body, end)
    notice, instruments, printed, named = cut
    issued_keys = {titles.title_key(part.title) for part in instruments}
    named = tuple(annex for annex in named if titles.title_key(annex.title) not in issued_keys)
    return DocumentParts(
        head=head,
        recipients=tuple(recipients),
        notice=notice,
        signature=tuple(body[end.start : end.date]) if end else (),
        date_line=body[end.date] if end else adoption_date(body),
        public_note=_public_note(body, end),
        instruments=instruments,
        annexes=(*printed, *annexes.missing_annexes(named, printed)),
        line_ranges=_ranges(head, lines),
        wrapped=bool(spans) and not told.lists,
    )


def _without_empty_label(lines: Sequence[Line]) -> Sequence[Line]:
    """Drop the word 附件 that web pages leave at the end with nothing below it."""
    stop = len(lines)
    while stop > 1 and annexes.is_label(lines[stop - 1].text):
        stop -= 1
    return lines[:stop]


def _find_spans(body: Sequence[Line], told: issued.Issued) -> list[_Span]:
    """Find the issued texts, first below the notice's date: above it a broken line of the notice may spell a title."""
    end = find_closing(body, 0, min(len(body), _NOTICE_WITHIN))
    spans = _titled(body, told.names, end.end) if end else []
    spans = spans or _titled(body, told.names, 0)
    if not spans and told.names and not told.lists:
        spans = _text_below_closing(body, told.names[0])
    return spans


def _titled(body: Sequence[Line], names: Sequence[str], start: int) -> list[_Span]:
    spans: list[_Span] = []
    at, stop = start, min(len(body), start + _FIRST_WITHIN)
    for name in names:
        found = issued.find_title(body, name, at, stop)
        if found:
            title = titles.join_title(line.text for line in body[found[0] : found[1]])
            spans.append(_Span(title, found[0], found[1]))
            at, stop = found[1], len(body)
    return spans


def _text_below_closing(body: Sequence[Line], name: str) -> list[_Span]:
    """Take what stands below the notice's date for the text issued when its title isn't found."""
    end = find_closing(body, 0, min(len(body), _NOTICE_WITHIN))
    if end is None or end.end >= len(body) or annexes.is_label(body[end.end].text):
        return []
    for at in range(end.end + 1, min(len(body), end.end + _MOST_TITLE_LINES) + 1):
        if not titles.could_be_title_line(body[at - 1]):
            break
        title = titles.join_title(line.text for line in body[end.end : at])
        if titles.kind_at_end(title):
            return [_Span(title, end.end, at)]
    return [_Span(name, end.end, end.end)]


def _own_closing(body: Sequence[Line]) -> Closing | None:
    """Return the closing of a paper without a text of its own below: the last one before the annexes that fits best."""
    stop = next((at for at, line in enumerate(body) if annexes.is_label(line.text)), len(body))
    best: Closing | None = None
    at = 0
    while at < stop and (found := find_closing(body, at, stop)):
        if best is None or found.end == stop or found.start < found.date:
            best = found
        at = found.end
    return best or find_closing(body, stop, len(body))


def _closing_at_tail(body: Sequence[Line], floor: int) -> Closing | None:
    return find_closing(body, max(floor, len(body) - _TAIL), len(body))


_Cut = tuple[tuple[Line, ...], tuple[InstrumentPart, ...], tuple[AnnexPart, ...], tuple[annexes.NamedAnnex, ...]]


def _cut_issued(body: Sequence[Line], spans: Sequence[_Span], told: issued.Issued, end: Closing | None) -> _Cut:
    stop = end.start if end and end.start < spans[0].start else spans[0].start
    notice, named = annexes.take_named(body[:stop])
    last = end.start if end and end.start >= spans[-1].text else len(body)
    starts = [span.start for span in spans[1:]] + [last]
    instruments: list[InstrumentPart] = []
    printed: list[AnnexPart] = []
    for span, stop in zip(spans, starts, strict=True):
        first_label = _first_label(body, span.text, stop)
        text, more = annexes.take_named(body[span.text : first_label])
        named += more
        instruments.append(InstrumentPart(span.title, body[min(span.start, len(body) - 1)].first_line, text))
        printed += _printed(body[first_label:stop], named)
    if told.lists:
        lists = [AnnexPart("", part.title, part.first_line, included=True, lines=part.lines) for part in instruments]
        return notice, (), (*lists, *printed), named
    return notice, tuple(instruments), tuple(printed), named


def _cut_plain(head: DocumentHead, body: Sequence[Line], end: Closing | None) -> _Cut:
    label = _first_label(body, 0, len(body))
    below: Sequence[Line] = ()
    if end is None:
        own = body[:label]
    elif _dated_above(body, end) and end.end < label:
        own = (*body[: end.start], *body[end.end : label])
    else:
        own, below = body[: min(end.start, label)], body[end.end : label] if end.end < label else ()
    text, named = annexes.take_named(own)
    printed = (
        _printed(body[label:], named) if end is None or end.date < label else _printed(body[label : end.start], named)
    )
    if len(below) > 1 and titles.could_be_title_line(below[0]):
        title = below[0].text
        printed = (AnnexPart("附件", title, below[0].first_line, included=True, lines=tuple(below[1:])), *printed)
    else:
        text = (*text, *below)
    first = head.title_lines[0].first_line if head.title_lines else (body[0].first_line if body else 1)
    return (), (InstrumentPart(head.title, first, tuple(text)),), tuple(printed), named


def _dated_above(body: Sequence[Line], end: Closing) -> bool:
    """Return whether signature and date stand above the text: nothing, or one line that is no sentence, before them."""
    return end.start == 0 or (end.start == 1 and not body[0].text.endswith("。"))


def _first_label(body: Sequence[Line], start: int, stop: int) -> int:
    return next((at for at in range(start, stop) if annexes.is_label(body[at].text)), stop)


def _printed(lines: Sequence[Line], named: Sequence[annexes.NamedAnnex]) -> tuple[AnnexPart, ...]:
    starts = [at for at, line in enumerate(lines) if annexes.is_label(line.text)]
    stops = [*starts[1:], len(lines)][: len(starts)]
    runs = [lines[start:stop] for start, stop in zip(starts, stops, strict=True)]
    return tuple(annexes.read_annex(run, named) for run in runs if len(run) > 1)


def _public_note(body: Sequence[Line], end: Closing | None) -> Line | None:
    near = body[end.date : end.end] if end else body[-2:]
    return next((line for line in near if shape.is_public_note(line.text)), None)


def _ranges(head: DocumentHead, lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    own = [line for line in (*head.title_lines, head.number_line, *lines) if line is not None]
    first, last = min(line.first_line for line in own), max(line.last_line for line in own)
    if not head.displaced:
        return ((first, last),)
    return ((head.displaced[0].first_line, head.displaced[-1].last_line), (first, last))
