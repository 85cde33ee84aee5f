"""Invented texts as lines, and what was printed of a structure."""

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.structure import Structure, build_units, walk


def built(*texts: str, title: str = "临江市试行办法", prefix: str = "") -> Structure:
    """Return the structure of the texts, a line each, numbered from 1."""
    return build_units([Line(text, i, i) for i, text in enumerate(texts, start=1)], title, prefix)


def printed_words(structure: Structure) -> str:
    """Return everything that the units hold, white space apart."""
    return "".join("".join(u.marker + u.heading + u.text for u in walk(structure.units)).split())


def ids(structure: Structure) -> list[str]:
    """Return all ids in reading order."""
    return [unit.id for unit in walk(structure.units)]
