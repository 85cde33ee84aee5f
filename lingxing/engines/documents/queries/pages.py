"""The results behind the pages of one document."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.documents.domain.corrections import Act, Mark
from lingxing.engines.documents.domain.diff import UnitChange
from lingxing.engines.documents.domain.model import Document
from lingxing.engines.documents.domain.status import Event, Status
from lingxing.engines.documents.queries.values import GazetteView, ProblemView, RelationLink, VersionInfo


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything a document's page shows on a day.

    `document` is the version shown, corrections applied; `marks` say which values an editor set (`mark.act.path`).
    `organs` leads from an organ's full name to its id. `acts` is the whole history of editing, oldest first.
    """

    key: str
    city: str
    on: dt.date
    document: Document
    marks: tuple[Mark, ...]
    acts: tuple[Act, ...]
    status: Status
    timeline: tuple[Event, ...]
    outgoing: tuple[RelationLink, ...]
    incoming: tuple[RelationLink, ...]
    problems: tuple[ProblemView, ...]
    versions: tuple[VersionInfo, ...]
    version: VersionInfo
    gazette: GazetteView
    organs: dict[str, int]


@dataclass(frozen=True, slots=True)
class VersionDiff:
    """What changed from version `before` to version `after` (sequence numbers)."""

    key: str
    title: str
    before: VersionInfo
    after: VersionInfo
    changes: tuple[UnitChange, ...]
