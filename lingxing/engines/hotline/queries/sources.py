"""The documents of the library that articles of knowledge rest on."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse

from lingxing.engines.documents.queries import newest
from lingxing.engines.documents.queries.named import NamedDocument, named_documents
from lingxing.engines.documents.queries.values import Filters
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.models import ArticleVersion
from lingxing.engines.hotline.queries.hotlines import city_of, home_of
from lingxing.engines.rules.queries_citations import Citations, citations_of
from lingxing.kernel.citations import Citation
from lingxing.kernel.errors import LingxingError

DOCUMENT, PLACE = "文库里的文件", "条款"
LONGEST_PLACE = 100
_OFFERED, _SAMPLES = 300, 5


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article of knowledge rests: key of the document, unit in it (empty: all of it), the article's name."""

    document: str = ""
    unit: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A source as it is shown: 《…》第二十条 with its address; `ended` says how a text has ended."""

    cited: str
    address: str
    name: str
    place: str
    ended: str


def source_named(hotline: Hotline, name: str, place: str) -> Source:
    """Return what a number or title and an article name. LingxingError, `where` naming the field, for a document that
    the library does not hold and an article that the document does not have."""
    name, place = name.strip(), re.sub(r"\s", "", place)
    if not name:
        if place:
            raise LingxingError("写了条款，没有写是哪份文件", where=DOCUMENT, remedy="请填文号或者标题")
        return Source()
    found = _found(hotline, name)
    if not found.key:
        raise LingxingError(
            "文库里没有这份文件",
            where=DOCUMENT,
            remedy="请照文库里的文号或者标题填写；没有收进文库的，写在“其他依据”里",
        )
    if place and (len(place) > LONGEST_PLACE or not found.holds(place)):
        raise LingxingError(f"《{found.title}》没有这一条", where=PLACE, remedy=f"请核对，如{_samples(found)}")
    return Source(found.key, found.unit(place) if place else "", place)


def _found(hotline: Hotline, name: str) -> Citations:
    bare = name.strip("《》")
    for city in dict.fromkeys((city_of(hotline), home_of(hotline))):
        if (found := citations_of(bare, city)).key:
            return found
    return Citations()


def _samples(found: Citations) -> str:
    places = [place for place in found.places if place]
    return "、".join(places[:_SAMPLES])


def offered_documents(hotline: Hotline, on: dt.date) -> list[tuple[str, str]]:
    """Return the newest documents of the hotline's city, at most 300: what the form takes for each, and its title."""
    found = newest(_OFFERED, Filters(city=home_of(hotline)), on)
    return [(one.number or one.title, one.title) for one in found]


def rests_on(versions: Collection[ArticleVersion], on: dt.date) -> Mapping[int, RestsOn]:
    """Return what versions rest on by their ids, as it stands on the day; two queries where one names a document."""
    keys = {version.document for version in versions if version.document}
    known = named_documents(keys, on) if keys else {}
    return {version.pk: _shown(version, known[version.document]) for version in versions if version.document in known}


def _shown(version: ArticleVersion, document: NamedDocument) -> RestsOn:
    address = reverse("documents:document", args=[document.key])
    return RestsOn(
        str(Citation(document.title, (version.place,))),
        f"{address}#{version.unit}" if version.unit else address,
        document.number or document.title,
        version.place,
        document.standing if document.ended else "",
    )
