"""Where the articles that a package cites stand in the library."""

import datetime as dt
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from lingxing.engines.documents.queries import document_places
from lingxing.language.definitions import Policy

_TITLE = re.compile(r"^《[^》]*》")
_JOINTS = re.compile(r"[至、,，;；和及与—-]")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百零之]")


@dataclass(frozen=True, slots=True)
class Citations:
    """The document behind a package; `key` is empty where the library does not hold it."""

    key: str = ""
    title: str = ""
    places: dict[str, str] = field(default_factory=dict)
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
        """Return the address of the article's unit, or of the nearest unit above it; empty where none is known.

        Of several articles (第十六条至第二十四条) the first one counts.
        """
        unit = self.unit(article)
        return f"{self.document}#{unit}" if self.key and unit else ""

    def unit(self, article: str) -> str:
        """Return the id of the article's unit, empty where none is known."""
        first = re.sub(r"\s", "", _JOINTS.split(article, maxsplit=1)[0])
        for end in range(len(first), 0, -1):
            if first[:end] in self.places and not _goes_on(first, end):
                return self.places[first[:end]]
        return ""


def citations(policy: Policy, on: dt.date | None = None) -> Citations:
    """Return where the policy's articles stand in the library. Two queries."""
    found = document_places(policy.document_number, policy.title, policy.city)
    if found is None:
        return Citations()
    own = f"《{policy.instrument or policy.title}》"
    places: dict[str, str] = {}
    for citation, unit in sorted(found.units.items(), key=lambda pair: not pair[0].startswith(own)):
        places.setdefault(_TITLE.sub("", citation), unit)
    return Citations(found.key, found.title, places, on)


def _goes_on(text: str, end: int) -> bool:
    """Return whether the numeral before `end` is cut in two: 十 is no part of 十一."""
    return end < len(text) and bool(_NUMERAL.match(text[end - 1]) and _NUMERAL.match(text[end]))
