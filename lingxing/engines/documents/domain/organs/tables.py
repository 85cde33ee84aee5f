"""The tables of this room: divisions, departments and bodies, read once from tab-separated files."""

import csv
from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of `data/<name>.tsv` without its header line."""
    text = files(__package__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(tuple(row) for row in rows if row)
