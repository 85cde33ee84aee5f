"""What is bound into a file of cases for the archive: issued papers in full, and what was handed in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.models import Attachment, CaseEvent, IssuedDocument
from lingxing.engines.cases.papers.files import paper_of
from lingxing.engines.cases.queries.drafts import attachment_card
from lingxing.engines.cases.queries.labels import role_label
from lingxing.engines.cases.queries.offered import service


@dataclass(frozen=True, slots=True)
class BoundPaper:
    """An issued paper as it was settled at issue; who looks is not asked here."""

    title: str
    number: str
    organ: str
    date: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that was handed in: the case, which paper it is, its name, type, size in bytes and SHA-256.

    `by` says in which role and for which organ it was handed in, `at` when. Its content is asked for with
    `load_attachment`, which knows who may have it.
    """

    id: UUID
    case_number: str
    paper: str
    name: str
    media_type: str
    size: int
    digest: str
    by: str
    at: dt.datetime


def bound_papers(cases: Iterable[UUID]) -> list[BoundPaper]:
    """Return the papers that were issued in these cases, the oldest first.

    LingxingError where what is stored is no longer what was issued.
    """
    rows = IssuedDocument.objects.filter(case__in=list(cases)).order_by("issued_at", "pk")
    return [_bound(row) for row in rows]


def _bound(row: IssuedDocument) -> BoundPaper:
    paper = paper_of(row)
    lines = tuple(f"{one.lead}{one.text}" for one in paper.paragraphs)
    rows = tuple((one.label, one.value) for one in paper.rows)
    return BoundPaper(paper.title, paper.number, paper.organ, paper.date, lines, rows, row.digest)


def handed_in_files(cases: Iterable[UUID]) -> list[HandedIn]:
    """Return the files that were handed in with acts of these cases, the oldest first."""
    wanted = list(cases)
    rows = Attachment.objects.filter(case__in=wanted).select_related("case").order_by("at", "pk")
    acts = CaseEvent.objects.filter(case__in=wanted).select_related("case", "organ")
    done: dict[tuple[UUID | None, int | None], CaseEvent] = {(act.case_id, act.sequence): act for act in acts}
    return [_handed_in(row, done.get((row.case_id, row.event_sequence))) for row in rows]


def _handed_in(row: Attachment, act: CaseEvent | None) -> HandedIn:
    card = attachment_card(row)
    number, package, name = (row.case.number, row.case.package, row.case.service) if row.case else ("", "", "")
    declared = service(package, name).papers.get(row.paper) if package else None
    label = declared.label if declared else row.paper
    when = act.at if act else row.at
    return HandedIn(
        card.id, number, label, card.name, card.media_type, card.size, card.digest, _who(act) if act else "", when
    )


def _who(act: CaseEvent) -> str:
    organ = f"（{act.organ.name}）" if act.organ else ""
    return f"{role_label(act.case.package, act.role)}{organ}"
