"""Tables with merged cells into rows of equal width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.reading.limits import (
    MAX_CHARACTERS,
    MAX_SPAN,
    MAX_TABLE_COLUMNS,
    too_large,
)

_REMEDY = "请检查该表格的合并单元格，修正后重新导入"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in the source: its text and how many columns and rows it covers.

    `continues` marks a cell that prolongs the one above it, as DOCX writes cells merged downwards.
    """

    text: str
    columns: int = 1
    rows: int = 1
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: `printed` holds each text once, tab-separated; `cells` has merged texts repeated."""

    printed: str
    cells: tuple[str, ...]


def fill_grid(name: str, rows: Iterable[Sequence[Cell]]) -> tuple[Row, ...]:
    """Return the rows, each as wide as the widest.

    A merged cell's text is repeated in every place it covers, except that a cell across the whole row stands in the
    first place alone. Raises UnreadableSource where merged cells would blow the table up.
    """
    grids: list[list[tuple[str, bool]]] = []
    width, size = 0, 0
    carried: dict[int, tuple[str, int]] = {}
    for row in rows:
        grid = _place(name, row, carried, grids[-1] if grids else [])
        width, size = max(width, len(grid)), size + sum(len(text) for text, _ in grid)
        if size > MAX_CHARACTERS:
            raise too_large(name, "表格展开后的字符数", size, MAX_CHARACTERS, _REMEDY)
        grids.append(grid)
    return tuple(_row(grid, width) for grid in grids)


def _place(
    name: str, row: Sequence[Cell], carried: dict[int, tuple[str, int]], above: list[tuple[str, bool]]
) -> list[tuple[str, bool]]:
    """Return (text, whether it is printed here) by column; `carried` holds the texts that reach down from above."""
    placed: list[tuple[str, bool]] = []
    for cell in row:
        _take_carried(placed, carried)
        rows = min(max(cell.rows, 1), MAX_SPAN)
        text = above[len(placed)][0] if cell.continues and len(placed) < len(above) else cell.text
        for offset in range(min(max(cell.columns, 1), MAX_TABLE_COLUMNS)):
            if rows > 1:
                carried[len(placed)] = (text, rows - 1)
            placed.append((text, offset == 0 and not cell.continues))
        if len(placed) > MAX_TABLE_COLUMNS:
            raise too_large(name, "表格列数", len(placed), MAX_TABLE_COLUMNS, _REMEDY)
    _take_carried(placed, carried)
    return placed


def _take_carried(placed: list[tuple[str, bool]], carried: dict[int, tuple[str, int]]) -> None:
    while len(placed) in carried:
        text, left = carried.pop(len(placed))
        if left > 1:
            carried[len(placed)] = (text, left - 1)
        placed.append((text, False))


def _row(grid: list[tuple[str, bool]], width: int) -> Row:
    texts = [text for text, _ in grid]
    if len(grid) == width and sum(printed for _, printed in grid) == 1 and grid[0][1] and len(set(texts)) == 1:
        texts = texts[:1]
    printed = [text if here else "" for text, here in grid]
    return Row("\t".join(printed).rstrip("\t"), tuple(texts + [""] * (width - len(texts))))
