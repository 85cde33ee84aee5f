"""Lines that hold two things at once are parted: a title with its number, the head of an annex with its title."""

import re
from collections.abc import Iterator, Sequence

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.splitting import titles
from lingxing.engines.documents.domain.splitting.closing import is_date_line

_TITLE_AND_NUMBER = re.compile(
    r"(?P<title>[^，。；]{6,160}?)\s*[（(]?(?P<number>[\u4e00-\u9fff]{2,8}[发规函字令电办][〔\[（(](?:19|20)\d{2}[〕\]）)]\s*\d{1,4}\s*号)[）)]?"
)
_LABELLED = re.compile(
    r"(?P<label>(?:附件|附表)\s*[\d一二三四五六七八九十]{0,3})\s*(?P<sign>[:：]?)\s*(?P<title>\S.{1,80})"
)
_EMPTY_LABEL = re.compile(r"附\s*件\s*[:：]")
_FIRST_ENTRY = re.compile(r"1\s*[.．、]\s*[^\d。；\t][^。；\t]{2,80}")
_LISTED = re.compile(r"\d{1,2}\s*[.．、]\s*(?P<title>\S.*)")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}[〔\[（(](?:19|20)\d{2}[〕\]）)]\s*\d{1,4}\s*号")
_DATE_BELOW_TITLE = re.compile(r"[（(](?:19|20)\d{2}年\d{1,2}月\d{1,2}日[）)]")
_LONGEST, _LONGEST_ANNEX = 180, 100


def unfold(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with such folded ones parted; the parts keep the number of their raw line.

    A date in brackets between title and number changes places with the number, so that it opens the paper.
    """
    lines = _with_first_entries(lines)
    named: set[str] = set()
    unfolded: list[Line] = []
    for at, line in enumerate(lines):
        unfolded += _parts(lines, at, line, named)
        if (
            len(unfolded) > 1
            and _DATE_BELOW_TITLE.fullmatch(unfolded[-2].text)
            and _NUMBER.fullmatch(unfolded[-1].text)
        ):
            unfolded[-2:] = unfolded[:-3:-1]
    return unfolded


def _with_first_entries(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with 附件： and the first entry of its list, 1.…, on one line."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        first = _FIRST_ENTRY.fullmatch(line.text) if above and _EMPTY_LABEL.fullmatch(above.text) else None
        if above and first and not line.cells:
            joined[-1] = Line(above.text + line.text, above.first_line, line.last_line)
        else:
            joined.append(line)
    return joined


def _parts(lines: Sequence[Line], at: int, line: Line, named: set[str]) -> Iterator[Line]:
    text = line.text
    if line.cells or "\t" in text or len(text) > _LONGEST:
        yield line
    elif text.startswith("附") and len(text) <= _LONGEST_ANNEX and (found := _LABELLED.fullmatch(text)):
        yield from _annex_parts(lines, at, line, found, named)
    elif text.endswith(("号", "号）", "号)")) and (split := _title_and_number(text)):
        yield Line(split[0], line.first_line, line.last_line)
        yield Line(split[1], line.first_line, line.last_line)
    else:
        if named and (listed := _LISTED.fullmatch(text)):
            named.add(titles.title_key(listed["title"]))
        yield line


def _annex_parts(lines: Sequence[Line], at: int, line: Line, found: re.Match[str], named: set[str]) -> Iterator[Line]:
    """Part the head of a printed annex: one named before, or one below the closing date that no list goes on from."""
    listed = _LISTED.fullmatch(found["title"])
    key = titles.title_key(listed["title"] if listed else found["title"])
    below_date = at > 0 and not listed and is_date_line(lines, at - 1)
    if key in named or below_date:
        yield Line(re.sub(r"\s", "", found["label"]), line.first_line, line.last_line)
        yield Line(found["title"], line.first_line, line.last_line)
        return
    if found["sign"]:
        named.add(key)
    yield line


def _title_and_number(text: str) -> tuple[str, str] | None:
    found = _TITLE_AND_NUMBER.fullmatch(text)
    if not found or text[0] in "（(《" or text[0].isdigit():
        return None
    title = titles.join_title([found["title"]])
    if titles.kind_at_end(title) is None or not (titles.opening_organ(title) or titles.starts_about(title)):
        return None
    return found["title"].strip(), found["number"]
