"""What is bound into a file of cases for the archive: issued papers in full, and the list of what was handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.models import Attachment, IssuedDocument
from lingxing.engines.cases.papers.files import paper_of
from lingxing.engines.cases.queries.drafts import attachment_card
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
    """A file that was handed in: the case, which paper it is, its name, size in bytes and SHA-256."""

    case_number: str
    paper: str
    name: str
    size: int
    digest: str


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
    rows = Attachment.objects.filter(case__in=list(cases)).select_related("case").order_by("at", "pk")
    return [_handed_in(row) for row in rows]


def _handed_in(row: Attachment) -> HandedIn:
    card = attachment_card(row)
    number, package, name = (row.case.number, row.case.package, row.case.service) if row.case else ("", "", "")
    declared = service(package, name).papers.get(row.paper) if package else None
    return HandedIn(number, declared.label if declared else row.paper, card.name, card.size, card.digest)
