"""A table as officers paste it: a line a row, cells parted by tabs or by |, headings first."""

from lingxing.kernel.errors import LingxingError

MOST_ROWS = 2000
MOST_COLUMNS = 20
LONGEST_CELL = 500


def parse_table(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return headings and rows; both empty for an empty text. LingxingError names the line that doesn't fit."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        return (), ()
    headings = _cells(lines[0][1])
    _check_headings(headings)
    rows = tuple(_row(number, line, headings) for number, line in lines[1:])
    if not 1 <= len(rows) <= MOST_ROWS:
        raise LingxingError(f"表格应有1至{MOST_ROWS}行内容", where="表格", remedy="第一行是栏目，下面每行一条")
    return headings, rows


def table_text(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """Return the table as `parse_table` reads it."""
    return "\n".join("\t".join(cells) for cells in (headings, *rows)) if headings else ""


def _row(number: int, line: str, headings: tuple[str, ...]) -> tuple[str, ...]:
    cells = _cells(line)
    if len(cells) != len(headings):
        what = f"有 {len(cells)} 格，栏目有 {len(headings)} 个"
        raise LingxingError(what, where=f"表格第{number}行", remedy="每行的格数须与栏目相同，格间用制表符或竖线分开")
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise LingxingError(f"有一格超过{LONGEST_CELL}字", where=f"表格第{number}行", remedy="请精简")
    return cells


def _check_headings(headings: tuple[str, ...]) -> None:
    if len(headings) > MOST_COLUMNS or not all(headings) or len(set(headings)) != len(headings):
        raise LingxingError("栏目名不能为空或重复", where="表格第1行", remedy=f"最多{MOST_COLUMNS}个栏目，每个名称不同")


def _cells(line: str) -> tuple[str, ...]:
    parted = line.split("\t") if "\t" in line else line.strip().strip("|").split("|")
    return tuple(cell.strip() for cell in parted)
