"""Header rows: which rows are one, two rows made one, and repeats on later pages."""

import re
from collections.abc import Sequence

from lingxing.engines.documents.domain.tables.cells import Row

_NUMBER_COLUMN = re.compile(r"序\s?号|编\s?号|项\s?次|行\s?次")
_HEADING_WORD = re.compile(
    r"(?:项目|类别|类型|名称|姓名|单位|职务|内容|事项|指标|任务|标准|时间|时限|备注|依据|部门|地区|金额|数量|等次|要求|措施|目标|材料|方式|说明|范围|区域|级别|分值)"
)
_SENTENCE = re.compile(r"[。；;]")
_FIGURE = re.compile(r"[\d.,，%％‰≥≤<>＞＜±√/+—-]+")
_LONGEST, _SAMPLE = 40, 20


def count_header_rows(rows: Sequence[Row]) -> int:
    """Return how many rows at the top are header: 0, 1 or 2."""
    if len(rows) < 2 or not _is_header(rows[0], rows[1:_SAMPLE]):
        return 0
    return 2 if len(rows) > 2 and _is_second(rows[0].cells, rows[1].cells) else 1


def merge_header(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return one name a column; of two rows the upper name and the lower one with · between."""
    if not rows:
        return ()
    if len(rows) == 1:
        return rows[0].cells
    merged, above = [], ""
    width = max(len(row.cells) for row in rows)
    upper, lower = (row.cells + ("",) * (width - len(row.cells)) for row in rows[:2])
    for top, below in zip(upper, lower, strict=True):
        above = top or (above if below else "")
        merged.append(f"{above}·{below}" if above and below and above != below else above or below)
    return tuple(merged)


def same_cells(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows print the same, white space and empty cells at the end apart."""
    return _squeezed(one) == _squeezed(other)


def _squeezed(cells: Sequence[str]) -> list[str]:
    kept = ["".join(cell.split()) for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _is_header(row: Row, below: Sequence[Row]) -> bool:
    cells = row.cells
    if any(len(cell) > _LONGEST or _SENTENCE.search(cell) for cell in cells):
        return False
    if _NUMBER_COLUMN.fullmatch(cells[0]):
        return True
    if row.filled < len(cells) or any("：" in cell or _FIGURE.fullmatch(cell) for cell in cells):
        return False
    named = sum(bool(_HEADING_WORD.search(cell)) for cell in cells)
    return named * 2 >= len(cells) or any(_is_figures(below, column) for column in range(len(cells)))


def _is_figures(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds figures: the words on top of it are then its name."""
    cells = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column]]
    return len(cells) > 1 and sum(bool(_FIGURE.fullmatch(cell)) for cell in cells) * 5 >= len(cells) * 4


def _is_second(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """A second header row stands under names that span several columns: printed once, or in each column they span."""
    if any(len(cell) > _LONGEST or _FIGURE.fullmatch(cell) for cell in lower):
        return False
    if not lower[0]:
        return any(cell and (i >= len(upper) or not upper[i]) for i, cell in enumerate(lower))
    pairs = list(zip(upper, lower, strict=False))
    spanned = [top for top, below in pairs if top != below]
    return lower[0] == upper[0] and bool(spanned) and all(upper.count(top) > 1 for top in spanned)
