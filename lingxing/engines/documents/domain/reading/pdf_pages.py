"""The lines of a PDF's pages: doubled characters once, tables as rows, two columns one after the other."""

import io
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from lingxing.engines.documents.domain.reading.columns import Word, find_gutter, reading_order
from lingxing.engines.documents.domain.reading.grid import Cell, fill_grid
from lingxing.engines.documents.domain.reading.limits import MAX_PAGES

_DAMAGED = {"refusal": "PDF已损坏，读不出来", "remedy": "请重新下载，或用PDF软件另存一份后再导入"}
_ENCRYPTED = {"refusal": "PDF有密码", "remedy": "请去除密码，另存一份后再导入"}
_TOO_LARGE = {"refusal": "PDF展开后过于庞大", "remedy": "请从发布单位网站重新下载，或按期拆分后分别导入"}
_SCANNED = {"refusal": "PDF里只有图像，没有文字", "remedy": "请先作文字识别，导入识别出的文本"}
_FAULTS = (PSException, PdfminerException, MalformedPDFException, ValueError, TypeError, KeyError, IndexError)
_ENDLESS = (RecursionError, AssertionError, AttributeError, ArithmeticError, OSError, EOFError, MemoryError)

PageLine = tuple[int, str, list[str] | None]


def lay_out(data: bytes) -> dict[str, Any]:
    """Return {"lines": [page, text, cells…], "images": pages} or {"refusal", "remedy"} for what can't be read.

    `images` are the pages that hold images and no words.
    """
    images: list[int] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                return {"refusal": f"PDF有{len(pdf.pages)}页，超过上限{MAX_PAGES}页", "remedy": "请按期拆分后分别导入"}
            lines = list(_lines(pdf.pages, images))
    except (*_FAULTS, *_ENDLESS) as error:
        return _refusal(error)
    return {"lines": lines, "images": images} if lines else _SCANNED


def _refusal(error: BaseException) -> dict[str, str]:
    """Tell a locked file and one that blows up from a broken one; pdfplumber wraps what goes wrong inside."""
    causes = (error, error.__cause__, error.__context__, *error.args)
    if any(isinstance(cause, MemoryError) for cause in causes):
        return _TOO_LARGE
    locked = any(isinstance(cause, PDFEncryptionError | PDFPasswordIncorrect) for cause in causes)
    return _ENCRYPTED if locked else _DAMAGED


def _lines(pages: Iterable[Any], images: list[int]) -> Iterator[PageLine]:
    gutter: float | None = None
    for number, page in enumerate(pages, start=1):
        words, tables = _words_and_tables(page)
        if page.images and not words and not tables:
            images.append(number)
        gutter = find_gutter(words, gutter)
        yield from _page_lines(number, words, tables, gutter)
        page.close()


def _words_and_tables(page: Any) -> tuple[list[Word], list[Any]]:
    """Return the words outside tables, doubled characters once, and the tables from top to bottom."""
    clean = page.dedupe_chars()
    tables = [table for table in _tables(clean) if _holds_data(table)]
    outside = clean
    for table in tables:
        outside = outside.filter(_outside(table.bbox))
    words = [_word(word) for word in outside.extract_words(x_tolerance_ratio=0.35, y_tolerance=3)]
    return words, sorted(tables, key=lambda table: float(table.bbox[1]))


def _page_lines(number: int, words: list[Word], tables: list[Any], gutter: float | None) -> Iterator[PageLine]:
    """Yield a page's lines; a table stands where its top is."""
    bounds = [float("-inf"), *(float(table.bbox[1]) for table in tables), float("inf")]
    for index, (above, below) in enumerate(pairwise(bounds)):
        for text in reading_order([word for word in words if above <= word.top < below], gutter):
            yield number, text, None
        if index < len(tables):
            yield from _table_lines(number, tables[index])


def _word(word: dict[str, Any]) -> Word:
    return Word(word["text"], float(word["x0"]), float(word["x1"]), float(word["top"]), float(word["bottom"]))


def _tables(page: Any) -> list[Any]:
    """Return the ruled tables; a page without ruling lines is not searched."""
    return list(page.find_tables()) if len(page.rects) + len(page.lines) + len(page.curves) >= 4 else []


def _holds_data(table: Any) -> bool:
    """Tell a table from a frame around text."""
    return len(table.rows) >= 2 and max(len(row.cells) for row in table.rows) >= 2


def _outside(box: tuple[float, float, float, float]) -> Any:
    left, top, right, bottom = box

    def keep(item: dict[str, Any]) -> bool:
        across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
        return not (left <= across <= right and top <= down <= bottom)

    return keep


def _table_lines(number: int, table: Any) -> Iterator[PageLine]:
    rows = [[Cell("".join((text or "").split("\n"))) for text in row] for row in table.extract()]
    for row in fill_grid(f"第{number}页", rows):
        yield number, row.printed, list(row.cells)
