"""HTML into lines: blocks become lines, tables become rows, everything that is not text is dropped."""

import re
from collections.abc import Iterator

from lxml import etree, html

from lingxing.engines.documents.domain.model import RawLine
from lingxing.engines.documents.domain.reading.encodings import decode
from lingxing.engines.documents.domain.reading.grid import Cell, Row, fill_grid
from lingxing.engines.documents.domain.reading.limits import MAX_DEPTH, MAX_LINES, MAX_SPAN, too_large
from lingxing.engines.documents.domain.reading.plain_text import check_length
from lingxing.kernel.errors import UnreadableSource

_DROPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "head",
        "nav",
        "footer",
        "aside",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "audio",
        "video",
        "canvas",
        "map",
        "rt",
        "rp",
    }
)
_BLOCKS = frozenset(
    {
        "html",
        "body",
        "address",
        "article",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "ul",
    }
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BREAK_IN_CHINESE = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uff00-\uffef])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_OWN_MARKER = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,4}|\d{1,3})[）)、.．]|第[一二三四五六七八九十百]{1,6}[章节条]"
)
_LAYOUT_CELL = 3_000


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
    charset = found[1].decode("ascii").lower() if found else None
    return "gb18030" if charset in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else charset


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
            if element.tag in _BLOCKS:
                yield from _flush(buffer)
            if element is not root:
                buffer.append(element.tail or "")
            continue
        if _is_dropped(element):
            walk.skip_subtree()
            continue
        if element.tag in _BLOCKS or element.tag == "br":
            yield from _flush(buffer)
        if element.tag == "table" and _is_data_table(element):
            yield from fill_grid(name, [_row_cells(row) for row in element.iter("tr")])
            walk.skip_subtree()
            continue
        buffer.append(_list_marker(element, counters) + _own_text(element))
    yield from _flush(buffer)


def _is_dropped(element: html.HtmlElement) -> bool:
    if element.tag in _DROPPED or "hidden" in element.attrib:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def _own_text(element: html.HtmlElement) -> str:
    text = element.text or ""
    return text.replace("\n", "\x00") if element.tag == "pre" else text


def _flush(buffer: list[str]) -> Iterator[str]:
    whole = "".join(buffer)
    buffer.clear()
    for part in whole.split("\x00"):
        text = _squeeze(part)
        if text:
            yield text


def _squeeze(text: str) -> str:
    text = _BREAK_IN_CHINESE.sub("", text.strip())
    return _SPACE.sub(" ", text.replace("\u00a0", " ")).strip()


def _list_marker(element: html.HtmlElement, counters: dict[html.HtmlElement, int]) -> str:
    """Return the number that a browser shows before an item of a numbered list, unless the item prints its own."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    number = counters.get(parent, _number(parent.get("start"), 1) - 1) + 1
    counters[parent] = number = _number(element.get("value"), number)
    return "" if _OWN_MARKER.match(_opening(element)) else f"{number}."


def _opening(element: html.HtmlElement) -> str:
    """Return the first words of an item."""
    for text in element.itertext():
        if text.strip():
            return str(text).strip()[:12]
    return ""


def _number(text: str | None, otherwise: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else otherwise


def _is_data_table(table: html.HtmlElement) -> bool:
    """Tell a table of data from one that lays out a page: rows of several short cells, none of them a table."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [row for row in table.iter("tr") if len(row)]
    several = [row for row in rows if len(row) > 1]
    if len(rows) < 2 or not several:
        return False
    return all(len(cell.text_content()) <= _LAYOUT_CELL for row in several for cell in row)


def _row_cells(row: html.HtmlElement) -> list[Cell]:
    return [
        Cell(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"))
        for cell in row
        if cell.tag in {"td", "th"} and not _is_dropped(cell)
    ]


def _span(cell: html.HtmlElement, attribute: str) -> int:
    return max(1, min(_number(cell.get(attribute), 1), MAX_SPAN))


def _cell_text(cell: html.HtmlElement) -> str:
    """Return the cell's text, its blocks and line breaks separated by one space."""
    parts: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            parts.append(" " if element.tag in _BLOCKS else "")
            parts.append("" if element is cell else element.tail or "")
        elif element is not cell and _is_dropped(element):
            walk.skip_subtree()
        else:
            parts.append(" " if element.tag == "br" or element.tag in _BLOCKS else "")
            parts.append(element.text or "")
    return _squeeze("".join(parts))
