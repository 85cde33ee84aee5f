"""Structure: chapters, articles, paragraphs and items, or the outline form, from the lines of a text."""

from lingxing.engines.documents.domain.structure.building import Structure, build_units
from lingxing.engines.documents.domain.structure.restoring import shown_marker
from lingxing.engines.documents.domain.structure.walking import (
    count_level,
    find_unit,
    highest_number,
    walk,
)

__all__ = [
    "Structure",
    "build_units",
    "count_level",
    "find_unit",
    "highest_number",
    "shown_marker",
    "walk",
]
