"""Tables whose rows stand one a line: with tabs between the cells, or as real cells of the source."""

from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Confidence, Line, Repair, RepairKind, TableForm
from lingxing.engines.documents.domain.tables.cells import Row, is_ruled, read_row, squared
from lingxing.engines.documents.domain.tables.drafts import Draft
from lingxing.engines.documents.domain.tables.headers import count_header_rows, merge_header, same_cells

_FEWEST_ROWS, _WINDOW = 2, 5


def is_gridded(line: Line) -> bool:
    """Whether the line is a table row."""
    if line.cells is not None:
        return len(line.cells) > 1
    words = line.text.strip(" ")
    return "\t" in words or is_ruled(words)


def read_grid(lines: Sequence[Line]) -> list[Draft]:
    """Return the tables that a run of table rows holds; a run too short to be a table gives none."""
    rows = [row for row in map(read_row, lines) if row.filled]
    return [_draft(part) for part in _parts(rows) if len(part) >= _FEWEST_ROWS]


def _parts(rows: Sequence[Row]) -> list[list[Row]]:
    """Cut where another header starts; the same header again belongs to the same table."""
    parts: list[list[Row]] = []
    for i, row in enumerate(rows):
        another = count_header_rows(rows[i : i + _WINDOW]) and i and not same_cells(row.cells, parts[-1][0].cells)
        if not parts or (another and len(row.cells) != len(parts[-1][0].cells)):
            parts.append([])
        parts[-1].append(row)
    return parts


def _draft(rows: Sequence[Row]) -> Draft:
    head = count_header_rows(rows)
    repeats = [i for i in range(head, len(rows)) if _repeats(rows, i, head)]
    dropped = set(repeats)
    body = [row.cells for i, row in enumerate(rows[head:], start=head) if i not in dropped]
    header = merge_header(rows[:head])
    whole = squared([header, *body])
    repairs = tuple(
        Repair(rows[i].line.first_line, RepairKind.TABLE, " ".join(rows[i].cells).strip(), "", Confidence.CERTAIN)
        for i in repeats
    )
    form = TableForm.TABBED if rows[0].line.cells is None else TableForm.MARKUP
    return Draft(form, whole[0] if header else (), whole[1:], rows[0].line.first_line, rows[-1].line.last_line, repairs)


def _repeats(rows: Sequence[Row], i: int, head: int) -> bool:
    """Whether row `i` prints a header row once more, on a later page."""
    return any(same_cells(rows[i].cells, rows[k].cells) for k in range(head))
