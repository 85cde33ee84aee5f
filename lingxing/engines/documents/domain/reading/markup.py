"""HTML into lines: blocks become lines, tables become rows, everything that is not text is dropped."""

import re
from collections.abc import Iterator

from lxml import etree, html

from lingxing.engines.documents.domain.model import RawLine
from lingxing.engines.documents.domain.reading.elements import BLOCKS, is_dropped, squeeze, whole_number
from lingxing.engines.documents.domain.reading.encodings import decode
from lingxing.engines.documents.domain.reading.grid import Row, fill_grid
from lingxing.engines.documents.domain.reading.html_tables import is_data_table, row_cells
from lingxing.engines.documents.domain.reading.limits import MAX_DEPTH, MAX_LINES, too_large
from lingxing.engines.documents.domain.reading.plain_text import check_length
from lingxing.kernel.errors import UnreadableSource

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_KNOWN_CHARSETS = {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5"} | dict.fromkeys(
    ("gb18030", "gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"), "gb18030"
)
_OWN_MARKER = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,4}|\d{1,3})[）)、.．]|第[一二三四五六七八九十百]{1,6}[章节条]"
)


def html_lines(name: str, data: bytes) -> tuple[RawLine, ...]:
    """Return the lines that a reader of the page sees, without scripts, styles, hidden parts and navigation."""
    root = _parse(name, decode(name, data, _declared_charset(data)))
    if root is None:
        return ()
    lines: list[RawLine] = []
    for piece in _pieces(name, root):
        cells = piece.cells if isinstance(piece, Row) else None
        text = piece.printed if isinstance(piece, Row) else piece
        lines.append(RawLine(len(lines) + 1, text, cells))
        if len(lines) > MAX_LINES:
            raise too_large(name, "行数", len(lines), MAX_LINES, "请按期拆分后分别导入")
    return tuple(lines)


def _declared_charset(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return _KNOWN_CHARSETS.get(found[1].decode("ascii").lower()) if found else None


def _parse(name: str, text: str) -> html.HtmlElement | None:
    check_length(name, len(text))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.replace("\x00", "").encode(errors="replace"), parser=parser)
    except etree.ParserError:
        return None
    _check_depth(name, root)
    return root


def _check_depth(name: str, root: html.HtmlElement) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise UnreadableSource(
                f"HTML标签嵌套超过{MAX_DEPTH}层", where=name, remedy="请将网页正文另存为文本后再导入"
            )


def _pieces(name: str, root: html.HtmlElement) -> Iterator[str | Row]:
    """Yield the page's lines and table rows in reading order."""
    buffer: list[str] = []
    counters: dict[html.HtmlElement, int] = {}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if element.tag in BLOCKS:
                yield from _flush(buffer)
            if element is not root:
                buffer.append(element.tail or "")
            continue
        if is_dropped(element):
            walk.skip_subtree()
            continue
        if element.tag in BLOCKS or element.tag == "br":
            yield from _flush(buffer)
        if element.tag == "table" and is_data_table(element):
            yield from fill_grid(name, [row_cells(row) for row in element.iter("tr")])
            walk.skip_subtree()
            continue
        buffer.append(_list_marker(element, counters) + _own_text(element))
    yield from _flush(buffer)


def _own_text(element: html.HtmlElement) -> str:
    text = element.text or ""
    return text.replace("\n", "\x00") if element.tag == "pre" else text


def _flush(buffer: list[str]) -> Iterator[str]:
    whole = "".join(buffer)
    buffer.clear()
    for part in whole.split("\x00"):
        text = squeeze(part)
        if text:
            yield text


def _list_marker(element: html.HtmlElement, counters: dict[html.HtmlElement, int]) -> str:
    """Return the number that a browser shows before an item of a numbered list, unless the item prints its own."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    number = counters.get(parent, whole_number(parent.get("start"), 1) - 1) + 1
    counters[parent] = number = whole_number(element.get("value"), number)
    return "" if _OWN_MARKER.match(_opening(element)) else f"{number}."


def _opening(element: html.HtmlElement) -> str:
    """Return the first words of an item."""
    for text in element.itertext():
        if text.strip():
            return str(text).strip()[:12]
    return ""
