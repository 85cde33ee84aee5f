"""Documents by their keys, for an engine that keeps which one something rests on."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lingxing.engines.documents.domain.status import StatusState
from lingxing.engines.documents.labels import label
from lingxing.engines.documents.models import Document
from lingxing.engines.documents.queries.summaries import statuses_of

_ENDED = (StatusState.EXPIRED, StatusState.REPEALED, StatusState.LAPSED)


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document with its standing of a day in Chinese; `ended` where it is no longer in force."""

    key: str
    title: str
    number: str
    standing: str
    ended: bool


def named_documents(keys: Collection[str], on: dt.date) -> Mapping[str, NamedDocument]:
    """Return the documents of these keys with their standing on the day; unknown keys are absent. Two queries."""
    rows = list(Document.objects.filter(key__in=keys, current__isnull=False).only("key", "title", "number"))
    statuses = statuses_of([row.pk for row in rows], on)
    found = {}
    for row in rows:
        state = statuses[row.pk].state if row.pk in statuses else StatusState.IN_FORCE
        found[row.key] = NamedDocument(row.key, row.title, row.number, label(state), state in _ENDED)
    return found
