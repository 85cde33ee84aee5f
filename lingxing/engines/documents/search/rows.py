"""How a unit's row number tells its document."""

POSITION_BITS = 24
MOST_POSITIONS = 1 << POSITION_BITS


def row_number(document: int, position: int) -> int:
    """Return the number of the row of a document's `position`-th place.

    The index of a search engine knows only row numbers; with the document in them, a search is narrowed to documents
    without reading a row.
    """
    if not 0 <= position < MOST_POSITIONS:
        raise ValueError(f"position {position} does not fit into a row number")
    return document << POSITION_BITS | position
