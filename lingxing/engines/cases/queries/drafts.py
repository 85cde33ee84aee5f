"""What somebody has begun and not sent. A draft is seen by its account alone."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.models import Attachment, Draft
from lingxing.engines.cases.queries.access import holds, may_see
from lingxing.engines.cases.queries.labels import act_label, service_label
from lingxing.engines.parties.access import Permission
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.people.queries import may_act_for
from lingxing.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft: what was typed in by field name, and the files handed in so far by paper, oldest first."""

    draft: Draft
    values: Mapping[str, object]
    attachments: Mapping[str, tuple["AttachmentCard", ...]]

    @property
    def papers(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of the files by paper, as a command names them."""
        return {name: tuple(str(card.id) for card in cards) for name, cards in self.attachments.items()}


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A draft in a list."""

    draft: Draft
    service_label: str
    act_label: str


@dataclass(frozen=True, slots=True)
class AttachmentCard:
    """A file that was handed in: its name as it was given, type, length in bytes."""

    id: UUID
    paper: str
    name: str
    media_type: str
    size: int
    digest: str
    original_seen: bool = False


def draft_context(draft_id: UUID) -> str:
    """Return the context in which a draft is sealed."""
    return f"draft:{draft_id}"


def name_context(attachment_id: UUID) -> str:
    """Return the context in which the name of a file is sealed."""
    return f"attachment:{attachment_id}:name"


def draft_of(account: Account, draft_id: UUID) -> DraftView:
    """Return a draft of the account. NotFound where it has none of that key."""
    draft = Draft.objects.filter(pk=draft_id, account=account.pk).first()
    if draft is None:
        raise NotFound("没有这份草稿，或已经提交、清理", where="草稿", remedy="请从“我的办件”重新开始")
    found: dict[str, tuple[AttachmentCard, ...]] = {}
    for attachment in Attachment.objects.filter(draft=draft.pk, case=None).order_by("at", "pk"):
        found[attachment.paper] = (*found.get(attachment.paper, ()), attachment_card(attachment))
    return DraftView(draft, json.loads(unseal_text(draft.sealed, draft_context(draft.pk))), found)


def check_still_open(account: Account, draft: Draft, on: dt.date) -> None:
    """Raise NotFound where the account may no longer see the draft's case, or no longer act for its party."""
    for_party = holds(account, Permission.HANDLE_CASES) or (
        draft.party_id is not None and may_act_for(account.pk, draft.party_id, on)
    )
    shut = not may_see(account, draft.case, on) if draft.case else draft.party_id is not None and not for_party
    if shut:
        raise NotFound("没有这份草稿，或您不能再为其办理", where="草稿", remedy="请核对代办关系或单位职责是否仍然有效")


def drafts(account: Account) -> list[DraftCard]:
    """Return the drafts of the account, the last one touched first."""
    return [
        DraftCard(
            draft, service_label(draft.package, draft.service), act_label(draft.package, draft.service, draft.act)
        )
        for draft in Draft.objects.filter(account=account.pk).select_related("case").order_by("-updated_at")
    ]


def drafts_in(account: Account, case_id: UUID) -> list[DraftCard]:
    """Return the drafts of the account for acts in a case, the last one touched first."""
    return [card for card in drafts(account) if card.draft.case_id == case_id]


def case_of_draft(account: Account, draft_id: UUID) -> UUID | None:
    """Return the case that a draft of the account is for; None for a draft that opens one, or that is gone."""
    found: UUID | None = Draft.objects.filter(pk=draft_id, account=account.pk).values_list("case_id", flat=True).first()
    return found


def attachment_card(attachment: Attachment) -> AttachmentCard:
    """Return a file as it is shown to who may see its case."""
    return AttachmentCard(
        attachment.pk,
        attachment.paper,
        unseal_text(attachment.name_sealed, name_context(attachment.pk)),
        attachment.media_type,
        attachment.size,
        attachment.digest,
        attachment.original_seen_at is not None,
    )
