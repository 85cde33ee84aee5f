"""A table before it has its id and title."""

from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Problem, Repair, TableForm


@dataclass(frozen=True, slots=True)
class Draft:
    """A table's content and what was repaired or left open while it was read."""

    form: TableForm
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_line: int
    last_line: int
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()
