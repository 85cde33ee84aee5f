"""What hangs on one case: events, turns, papers, issued documents, linked cases, notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.models import (
    Attachment,
    Case,
    CaseEvent,
    CaseLink,
    IssuedDocument,
    Notice,
    PublicationOrder,
    Rating,
    Turn,
)
from lingxing.engines.cases.queries.drafts import AttachmentCard, attachment_card

MOST_LINKS = 20
MOST_NOTICES = 5


@dataclass(frozen=True, slots=True)
class Link:
    """A case that this one names in a field (`name`), or, with an empty name, that names this one."""

    name: str
    case: Case


def case_events(case: Case) -> list[CaseEvent]:
    """Return the events of a case with their organs, in order."""
    return list(CaseEvent.objects.filter(case=case.pk).select_related("organ").order_by("sequence"))


def case_turns(case: Case) -> list[Turn]:
    """Return whose turn it is, by due day, those without one last."""
    rows = Turn.objects.filter(case=case.pk).select_related("organ", "assignee", "case")
    return sorted(rows, key=lambda turn: (turn.due_on is None, turn.due_on or turn.since.date(), turn.pk))


def issued_documents(case: Case) -> list[IssuedDocument]:
    """Return the papers that were issued in a case, the newest first."""
    return list(IssuedDocument.objects.filter(case=case.pk).order_by("-issued_at", "-pk"))


def handed_in(case: Case) -> dict[UUID, tuple[Attachment, AttachmentCard]]:
    """Return every file of a case with its name opened, by key."""
    rows = Attachment.objects.filter(case=case.pk).order_by("at", "pk")
    return {row.pk: (row, attachment_card(row)) for row in rows}


def links_of(case: Case) -> list[Link]:
    """Return the cases that this one names, then those that name it, the newest first; at most 20 of each."""
    named = CaseLink.objects.filter(case=case.pk).select_related("target").order_by("name")[:MOST_LINKS]
    naming = CaseLink.objects.filter(target=case.pk).select_related("case").order_by("-pk")[:MOST_LINKS]
    return [*(Link(row.name, row.target) for row in named), *(Link("", row.case) for row in naming)]


def notices_about(case: Case, account_id: UUID) -> Sequence[Notice]:
    """Return the last notices that the account got about a case, the newest first."""
    return list(Notice.objects.filter(case=case.pk, account=account_id).order_by("-pk")[:MOST_NOTICES])


def is_rated(case: Case) -> bool:
    """Return whether the case was rated."""
    return Rating.objects.filter(case=case.pk).exists()


def publication_orders(case: Case) -> list[PublicationOrder]:
    """Return what acts of the case ordered to be published, in order."""
    return list(PublicationOrder.objects.filter(case=case.pk).order_by("pk"))
