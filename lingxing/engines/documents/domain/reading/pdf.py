"""PDF into lines. The pages are laid out in a process of its own, bounded in memory and time."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from lingxing.engines.documents.domain.model import Problem, ProblemKind, RawLine
from lingxing.engines.documents.domain.reading.limits import PDF_MEMORY_BYTES, PDF_SECONDS
from lingxing.engines.documents.domain.reading.plain_text import check_length
from lingxing.kernel.errors import UnreadableSource

_START = (
    "import sys; sys.path[:0] = sys.argv[3:]; "
    "from lingxing.engines.documents.domain.reading.pdf_worker import main; main(*map(int, sys.argv[1:3]))"
)
_DAMAGED = "请重新下载，或用PDF软件另存一份后再导入"


def read_pdf(name: str, data: bytes) -> tuple[tuple[RawLine, ...], tuple[Problem, ...]]:
    """Return the lines of a PDF page by page, columns in reading order, and a problem for each page of images alone.

    Pages count from 1. An encrypted PDF, one of images alone and a damaged one raise UnreadableSource.
    """
    answer = _lay_out(name, data)
    if "refusal" in answer:
        raise UnreadableSource(answer["refusal"], where=name, remedy=answer["remedy"])
    lines: list[RawLine] = []
    for page, text, cells in answer["lines"]:
        lines.append(RawLine(len(lines) + 1, text, tuple(cells) if cells else None, page))
    check_length(name, sum(len(line.text) for line in lines))
    return tuple(lines), tuple(_lost_page(page, lines) for page in answer["images"])


def _lost_page(page: int, lines: Sequence[RawLine]) -> Problem:
    """Return the problem of a page without words; its line is the last one before it."""
    before = [line.number for line in lines if line.page is not None and line.page < page]
    message = f"第{page}页是图像，没有文字，未能读出；请对照原件补录，或先作文字识别"
    return Problem(ProblemKind.LOST_TEXT, message, line=before[-1] if before else 1)


def _lay_out(name: str, data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-c", _START, str(PDF_MEMORY_BYTES), str(PDF_SECONDS), *sys.path]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PDF_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UnreadableSource(f"PDF在{PDF_SECONDS}秒内没有读完", where=name, remedy="请按期拆分后分别导入") from error
    if done.returncode != 0:
        raise UnreadableSource("PDF已损坏，或展开后过于庞大，读不出来", where=name, remedy=_DAMAGED)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
