"""Sections of a gazette that hold no documents: explanations, chronicles, statistics."""

import re
from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.repair.characters import ends_sentence
from lingxing.engines.documents.domain.splitting.closing import closed_by_date

_LABEL = re.compile(
    r"【?\s*(?:(?:政策|文件)?(?:解读|问答)(?:回应)?|(?:图解|图文)解读|政务要闻|要闻|机构设置|工作动态|政务动态|领导讲话"
    r"|统计(?:资料|数据|信息)|刊物信息|编辑部启事)\s*】?"
)
_CHRONICLE = re.compile(r"【?[\u4e00-\u9fff\d—\-－～~ ]{0,28}大事记】?")
_EXPLANATION = re.compile(
    r"(?:关于)?《?[^。；]{4,70}》?的?(?:政策|文件|起草)?(?:解读|起草说明|政策问答)(?:[（(].{1,12}[）)])?"
)
_SPONSOR = re.compile(
    r"(?:主办|主管|总编|主编|编辑|责任编辑|出版|承办|编印)(?:单位|机关|部门|发行|出版|主办|辑)*\s*[:：]|.{4,30}(?:主办|主管|编印|编辑出版)$"
)
_FIELD = re.compile(r"[:：]|主办|主管|编辑|出版|印刷|准印|邮编|ISSN|CN\d|www|网址|定价|赠阅", re.IGNORECASE)
_LONGEST, _SHORT, _COLOPHON_WITHIN, _WORD = 90, 40, 16, 16


def names_no_document(text: str) -> bool:
    """Tell whether the line heads a section without documents (政策解读, 4月大事记), or is such a piece's title."""
    return _is_label(text) or (len(text) <= _LONGEST and "《" in text and bool(_EXPLANATION.fullmatch(text)))


def opens_other_section(lines: Sequence[Line], at: int) -> bool:
    """Tell whether such a section begins at index `at`; a piece's title must stand behind a finished text."""
    text = lines[at].text
    if _is_label(text):
        return True
    above = lines[at - 1] if at else None
    finished = above is None or bool(above.cells) or ends_sentence(above.text) or closed_by_date(lines, at)
    return finished and names_no_document(text)


def without_colophon(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of a gazette without who made it, at its end: 主办：…, 地址：…, 电话：…."""
    for at in range(max(0, len(lines) - _COLOPHON_WITHIN), len(lines)):
        below = lines[at:]
        if not below[0].cells and _SPONSOR.match(below[0].text) and all(_is_field(line) for line in below):
            return lines[:at]
    return lines


def _is_field(line: Line) -> bool:
    return not line.cells and len(line.text) <= _LONGEST and (bool(_FIELD.search(line.text)) or len(line.text) <= _WORD)


def _is_label(text: str) -> bool:
    return len(text) <= _SHORT and bool(_LABEL.fullmatch(text) or _CHRONICLE.fullmatch(text))
