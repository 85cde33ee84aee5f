"""To whom a paper is addressed: the line or lines below the number."""

import re
from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.repair import line_shapes as shape

_SENTENCE = re.compile(
    r"^(?:为|经|近|按|依|任命|免去|聘任|解聘|任免)|以下|下列|决定|如下|现将|现就|为了|为进|为贯|为深|为规|为加|为切|为推|根据|按照|已经|。|；|第[一二三四五六七八九十]+条"
)
_ADDRESSED = re.compile(
    r"(?:各|市直|县直|区直|省直|州直|有关|局机关|机关|全|本|人民政府)?.{0,120}?"
    r"(?:人民政府|政府|部门|单位|管委会|委员会|公司|办事处|科室|处室|企业|街道|乡镇|院校|局|办|厅|机构)[）)]?"
)
_LONGEST, _MOST_LINES = 240, 4


def take_recipients(lines: Sequence[Line]) -> int:
    """Return how many lines at the start name the recipients; 0 where nobody is addressed.

    The last of them ends with a colon; where the colon is lost, one line that only names organs is taken.
    """
    for count, line in enumerate(lines[:_MOST_LINES], 1):
        text = line.text
        if line.cells or len(text) > _LONGEST or _SENTENCE.search(text) or _is_other(text):
            break
        if text.endswith(("：", ":")):
            return count
    return 1 if lines and _only_names_organs(lines[0]) else 0


def _is_other(text: str) -> bool:
    return shape.is_date(text) or shape.has_marker(text) or shape.is_annex_head(text) or "《" in text


def _only_names_organs(line: Line) -> bool:
    text = line.text
    if line.cells or not 6 <= len(text) <= _LONGEST or _SENTENCE.search(text) or _is_other(text):
        return False
    return ("，" in text or "、" in text or text.startswith("各")) and bool(_ADDRESSED.fullmatch(text))
