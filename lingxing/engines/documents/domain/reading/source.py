"""The way in: one function from bytes to a source."""

import hashlib

from lingxing.engines.documents.domain.model import Problem, RawLine, Source
from lingxing.engines.documents.domain.reading.encodings import decode
from lingxing.engines.documents.domain.reading.forms import Form, form_of
from lingxing.engines.documents.domain.reading.limits import MAX_BYTES, too_large
from lingxing.engines.documents.domain.reading.markup import html_lines
from lingxing.engines.documents.domain.reading.pdf import read_pdf
from lingxing.engines.documents.domain.reading.plain_text import text_lines
from lingxing.engines.documents.domain.reading.word import word_lines
from lingxing.kernel.errors import UnreadableSource


def read_source(name: str, data: bytes) -> Source:
    """Return the gazette `name` as lines; raise UnreadableSource with what is wrong, where, and what to do.

    Lines count from 1. A row of a real table (HTML, DOCX, PDF) is one line whose `cells` hold its cells and whose
    text is the cells separated by tabs. A merged cell's text is repeated in every place it covers, except that a cell
    across the whole row stands in the first place alone.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name, "文件字节数", len(data), MAX_BYTES, "请按期拆分后分别导入")
    lines, problems = _lines(name, data)
    if not any(line.text.strip() for line in lines):
        raise UnreadableSource("文件里没有文字", where=name, remedy="如是扫描件，请先作文字识别")
    return Source(name=name, digest=hashlib.sha256(data).hexdigest(), lines=lines, problems=problems)


def _lines(name: str, data: bytes) -> tuple[tuple[RawLine, ...], tuple[Problem, ...]]:
    match form_of(name, data):
        case Form.HTML:
            return html_lines(name, data), ()
        case Form.DOCX:
            return word_lines(name, data), ()
        case Form.PDF:
            return read_pdf(name, data)
        case Form.TEXT:
            return text_lines(name, decode(name, data)), ()
