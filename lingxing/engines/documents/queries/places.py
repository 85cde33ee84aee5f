"""Where a document stands in the library, and where its articles stand in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from lingxing.engines.documents.domain.identity import number_slug, title_names
from lingxing.engines.documents.models import Document, UnitRow


@dataclass(frozen=True, slots=True)
class DocumentPlaces:
    """A document's address and its units: citation (《…》第二十条第一款) → id of the unit, in reading order."""

    key: str
    title: str
    units: Mapping[str, str]


def document_places(number: str, title: str, city: str) -> DocumentPlaces | None:
    """Return the document of that number, else the newest of the city with that title; None where there is none.

    Two queries, three where it is found by its title.
    """
    found = _named(number, title, city)
    if found is None:
        return None
    units = UnitRow.objects.filter(document=found, position__gt=0).order_by("position")
    return DocumentPlaces(found.key, found.title, dict(units.values_list("citation", "unit_id")))


def document_key(number: str, title: str, city: str) -> str:
    """Return the key of the document that `document_places` finds; empty where there is none. One or two queries."""
    found = _named(number, title, city)
    return found.key if found else ""


def _named(number: str, title: str, city: str) -> Document | None:
    rows = Document.objects.filter(current__isnull=False).order_by("-newest_by", "-id").only("key", "title")
    slug = number_slug(number)
    found = rows.filter(names__name=slug, names__is_number=True).first() if slug else None
    names = title_names(title)
    if found is None and names:
        found = rows.filter(city=city, names__name__in=names, names__is_number=False).first()
    return found
