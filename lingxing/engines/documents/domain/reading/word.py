"""DOCX into lines: paragraphs and tables in document order, automatic numbers written out.

Macros, embedded objects, headers, footers, tracked deletions and hidden text are left out.
"""

import zipfile
from collections.abc import Iterator

from lxml import etree

from lingxing.engines.documents.domain.model import RawLine
from lingxing.engines.documents.domain.reading.archive import open_archive, read_part
from lingxing.engines.documents.domain.reading.grid import Cell, Row, fill_grid
from lingxing.engines.documents.domain.reading.limits import MAX_LINES, too_large
from lingxing.engines.documents.domain.reading.numbering import WORD, Numbering, child_value
from lingxing.engines.documents.domain.reading.plain_text import check_length
from lingxing.kernel.errors import UnreadableSource

_DROPPED = frozenset(
    WORD + tag for tag in ("del", "moveFrom", "instrText", "delText", "object", "rubyPr", "rt", "pPr", "rPr", "sectPr")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_TEXTS = {WORD + "tab": "\t", WORD + "br": "\n", WORD + "cr": "\n", WORD + "noBreakHyphen": "-"}
_WRAPPERS = frozenset(WORD + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_MAIN = "/officeDocument"
_OTHERS = (
    ("xl/", "Excel文件"),
    ("ppt/", "PowerPoint文件"),
    ("OFD.xml", "OFD版式文件"),
    ("content.xml", "OpenDocument文件"),
)


def word_lines(name: str, data: bytes) -> tuple[RawLine, ...]:
    """Return the lines of a DOCX; raise UnreadableSource for any other archive."""
    with open_archive(name, data) as archive:
        document = read_part(name, archive, _main_part(name, archive))
        if document is None:
            raise UnreadableSource("文件里没有正文", where=name, remedy="请用Word打开后另存为DOCX")
        folder = _main_part(name, archive).rpartition("/")[0]
        numbering = Numbering.read(
            read_part(name, archive, f"{folder}/numbering.xml"), read_part(name, archive, f"{folder}/styles.xml")
        )
    return _numbered(name, _pieces(name, document, numbering))


def _main_part(name: str, archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "_rels/.rels" in names:
        relations = read_part(name, archive, "_rels/.rels")
        for relation in relations if relations is not None else ():
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith(_MAIN) and target.startswith("word/"):
                return target
    if "word/document.xml" in names:
        return "word/document.xml"
    for mark, what in _OTHERS:
        if any(entry.startswith(mark) for entry in names):
            raise UnreadableSource(f"这是{what}，不能作为公报读入", where=name, remedy="请另存为DOCX或PDF后再导入")
    raise UnreadableSource("这是压缩包，不是DOCX文件", where=name, remedy="请解压后导入其中的文件")


def _numbered(name: str, pieces: Iterator[str | Row]) -> tuple[RawLine, ...]:
    lines: list[RawLine] = []
    characters = 0
    for piece in pieces:
        text = piece.printed if isinstance(piece, Row) else piece
        lines.append(RawLine(len(lines) + 1, text, piece.cells if isinstance(piece, Row) else None))
        characters += len(text)
        check_length(name, characters)
        if len(lines) > MAX_LINES:
            raise too_large(name, "行数", len(lines), MAX_LINES, "请按期拆分后分别导入")
    return tuple(lines)


def _pieces(name: str, root: etree._Element, numbering: Numbering) -> Iterator[str | Row]:
    """Yield paragraphs' lines and tables' rows in document order."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in _DROPPED:
            walk.skip_subtree()
        elif element.tag == WORD + "tbl":
            yield from _table(name, element, numbering)
            walk.skip_subtree()
        elif element.tag == WORD + "p":
            yield from _paragraph(element, numbering).split("\n")
            yield from _boxed(name, element, numbering)
            walk.skip_subtree()


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> str:
    """Return the paragraph's text with its automatic number before it."""
    text = _text(paragraph).strip("\n")
    return numbering.marker(paragraph) + text if text.strip() else ""


def _text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _DROPPED or element.tag == WORD + "txbxContent" or _is_hidden(element):
            walk.skip_subtree()
        elif element.tag == WORD + "t":
            parts.append(element.text or "")
        else:
            parts.append(_TEXTS.get(str(element.tag), ""))
    return "".join(parts)


def _is_hidden(element: etree._Element) -> bool:
    if element.tag != WORD + "r":
        return False
    vanish = element.find(f"{WORD}rPr/{WORD}vanish")
    return vanish is not None and vanish.get(WORD + "val", "1") not in {"0", "false", "off"}


def _boxed(name: str, paragraph: etree._Element, numbering: Numbering) -> Iterator[str | Row]:
    """Yield the lines of text boxes anchored in the paragraph, after it."""
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _DROPPED:
            walk.skip_subtree()
        elif element.tag == WORD + "txbxContent":
            yield from _pieces(name, element, numbering)
            walk.skip_subtree()


def _table(name: str, table: etree._Element, numbering: Numbering) -> Iterator[str | Row]:
    """Yield a table's rows; a table of one column is a frame around text, and yields that text's lines."""
    rows = [list(_within(row, WORD + "tc")) for row in _within(table, WORD + "tr")]
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                yield from _pieces(name, cell, numbering)
        return
    yield from fill_grid(name, [[_cell(cell, numbering) for cell in row] for row in rows])


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children with this tag, those inside content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def _cell(cell: etree._Element, numbering: Numbering) -> Cell:
    paragraphs = (_paragraph(paragraph, numbering) for paragraph in cell.iter(WORD + "p"))
    text = " ".join(" ".join(paragraphs).split())
    properties = cell.find(WORD + "tcPr")
    if properties is None:
        return Cell(text)
    merge = properties.find(WORD + "vMerge")
    span = child_value(properties, "gridSpan") or ""
    return Cell(
        text,
        columns=int(span) if span.isdecimal() and len(span) < 6 else 1,
        continues=merge is not None and merge.get(WORD + "val", "continue") == "continue",
    )
