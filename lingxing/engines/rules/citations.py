"""Where the articles that a package cites stand in the library.

Packages cite as people do, 第二十条（一）1; the library by the standard's steps, 第二十条第一款第（一）项第1目.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from lingxing.engines.documents.queries import DocumentPlaces, document_places
from lingxing.kernel.citations import Citation
from lingxing.language.definitions import Policy

_TITLE = re.compile(r"^《[^》]*》")
_ANNEX_UNIT = re.compile(r"annex_(\d+)")
_ANNEX = re.compile(r"附件(\d*)")
_JOINTS = re.compile(r"[至、,，;；和及与—-]")
_STEP = re.compile(
    r"第[零一二三四五六七八九十百]+条(?:之[一二三四五六七八九十]+)?|第[^第]+[款项目]|（[^）]+）|\d+|[一二三四五六七八九十]+"
)
_PARAGRAPH = re.compile(r"第[零一二三四五六七八九十百]+款")
_ITEM = re.compile(r"第(（[^）]+）)项")
_SUBITEM = re.compile(r"第(\d+)目")
_NUMERAL = re.compile(r"[0-9零一二三四五六七八九十百之]")


@dataclass(frozen=True, slots=True)
class Citations:
    """The document behind a package; `key` is empty where the library does not hold it."""

    key: str = ""
    title: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    on: dt.date | None = None
    """The day that addresses name, where one was asked for."""

    @property
    def document(self) -> str:
        """Return the address of the document's page, empty without one."""
        if not self.key:
            return ""
        address = reverse("documents:document", args=[self.key])
        return f"{address}?{urlencode({'on': self.on.isoformat()})}" if self.on else address

    def address(self, article: str) -> str:
        """Return the address of the article's unit, or of the nearest unit above it, or of the document.

        Of several articles (第十六条至第二十四条) the first one counts. Empty where the library lacks the document, and
        for an article of another one, 《…》第八条.
        """
        if not self.key or not article or article.startswith("《"):
            return ""
        unit = self.unit(article)
        return f"{self.document}#{unit}" if unit else self.document

    def holds(self, article: str) -> bool:
        """Return whether the document has this very article, not only one above it; of several the first counts.

        The only paragraph of an article may be named as its first.
        """
        first = re.sub(r"\s", "", _JOINTS.split(article, maxsplit=1)[0])
        written = (first, first.replace("第一款", ""))
        return any(one in self.places or ("款" not in one and _plain(one) in self.places) for one in written if one)

    def unit(self, article: str) -> str:
        """Return the id of the article's unit, empty where none is known."""
        first = re.sub(r"\s", "", _JOINTS.split(article, maxsplit=1)[0])
        for written in (first, _plain(first)):
            for end in range(len(written), 0, -1):
                if written[:end] in self.places and not _goes_on(written, end):
                    return self.places[written[:end]]
        annex = _ANNEX.match(first)
        return f"part-annex_{annex[1] or 1}" if annex else ""


def citations(policy: Policy, on: dt.date | None = None) -> Citations:
    """Return where the policy's articles stand in the library. Two queries."""
    found = document_places(policy.document_number, policy.title, policy.city)
    own = f"《{policy.instrument or policy.title}》"
    return _citations(found, lambda citation: not citation.startswith(own), on)


def citations_of(name: str, city: str) -> Citations:
    """Return where the articles of a document stand that somebody names by its number, or by its title in the city;
    empty where the library does not hold it. Two queries, three by its title.

    What a notice carries goes before the notice itself.
    """
    found = document_places(name, name, city)
    notice = str(Citation(found.title)) if found else ""
    return _citations(found, lambda citation: citation.startswith(notice))


def _citations(found: DocumentPlaces | None, last: Callable[[str], bool], on: dt.date | None = None) -> Citations:
    """Return the places of a document; where two are called alike, those that are not `last` go before."""
    if found is None:
        return Citations()
    places: dict[str, str] = {}
    for citation, unit in sorted(found.units.items(), key=lambda pair: last(pair[0])):
        for name in _names(citation, unit):
            places.setdefault(name, unit)
    return Citations(found.key, found.title, places, on)


def _names(citation: str, unit: str) -> Iterator[str]:
    """Yield what a unit, or the first unit of an article, may be called."""
    annex = _ANNEX_UNIT.match(unit)
    before = [f"附件{annex[1]}", "附件"] if annex else [""]
    place = _TITLE.sub("", citation)
    for written in dict.fromkeys((place, _plain(place))):
        steps = _STEP.findall(written)
        ends = ["".join(steps[:count]) for count in range(len(steps), 0, -1)]
        yield from (first + end for first in before for end in (written, *ends))
    yield from before if annex else ()


def _plain(place: str) -> str:
    """Return a place as packages write it: without paragraphs, items and subitems by their bare marks."""
    return _SUBITEM.sub(r"\1", _ITEM.sub(r"\1", _PARAGRAPH.sub("", place)))


def _goes_on(text: str, end: int) -> bool:
    """Return whether the numeral before `end` is cut in two, or an annex from its number: 十 is no part of 十一."""
    after = text[end : end + 1]
    if text[:end].endswith("附件"):
        return after.isdigit()
    return bool(after and _NUMERAL.match(text[end - 1]) and _NUMERAL.match(after))
