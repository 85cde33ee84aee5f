"""Drafts and the files that are handed in with them."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.utils import timezone
from ninja import File, Router
from ninja.files import UploadedFile

from lingxing.engines.cases.api.case_schemas import CaseDraft, DraftValues, FileInfo, NewDraft
from lingxing.engines.cases.api.schemas import SIGNED_IN, Done
from lingxing.engines.cases.queries.drafts import AttachmentCard, DraftView, attachment_card, draft_of, drafts
from lingxing.engines.cases.services.attaching import attach, remove_attachment
from lingxing.engines.cases.services.drafting import DraftKind, begin_draft, drop_draft, save_draft
from lingxing.engines.cases.views.answers import own
from lingxing.engines.parties.access import Permission, Request, requires
from lingxing.engines.parties.access_session import SESSION

router = Router(tags=["草稿"])


@router.get("/drafts", response={200: list[CaseDraft], **SIGNED_IN}, auth=SESSION, summary="我的草稿")
@requires(Permission.OWN_ACCOUNT)
def own_drafts(request: Request, on: dt.date | None = None) -> list[CaseDraft]:
    """Return the drafts of the account, the last one touched first."""
    del on
    account = own(request)
    return [_info(draft_of(account, card.draft.pk)) for card in drafts(account)]


@router.post("/drafts", response={200: CaseDraft, **SIGNED_IN}, auth=SESSION, summary="新草稿")
@requires(Permission.OWN_ACCOUNT)
def begin(request: Request, new: NewDraft) -> CaseDraft:
    """Begin a draft, to which files can be handed in before the act."""
    account = own(request)
    kind = DraftKind(new.package, new.service, new.act, new.party, new.case)
    return _info(draft_of(account, begin_draft(account, kind, timezone.now()).pk))


@router.patch("/drafts/{uuid:draft_id}", response={200: CaseDraft, **SIGNED_IN}, auth=SESSION, summary="存草稿")
@requires(Permission.OWN_ACCOUNT)
def save(request: Request, draft_id: uuid.UUID, typed: DraftValues) -> CaseDraft:
    """Keep what was typed in."""
    account = own(request)
    save_draft(account, draft_id, {name: _storable(value) for name, value in typed.values.items()}, timezone.now())
    return _info(draft_of(account, draft_id))


@router.delete("/drafts/{uuid:draft_id}", response={200: Done, **SIGNED_IN}, auth=SESSION, summary="删草稿")
@requires(Permission.OWN_ACCOUNT)
def drop(request: Request, draft_id: uuid.UUID) -> Done:
    """Throw a draft away; one that is gone is no fault."""
    drop_draft(own(request), draft_id)
    return Done()


@router.post(
    "/drafts/{uuid:draft_id}/papers/{paper}", response={200: FileInfo, **SIGNED_IN}, auth=SESSION, summary="上传材料"
)
@requires(Permission.OWN_ACCOUNT)
def upload(request: Request, draft_id: uuid.UUID, paper: str, file: File[UploadedFile]) -> FileInfo:
    """Hand in a file for a paper."""
    row = attach(own(request), draft_id, paper[:60], file.name or "", file.read(), timezone.now())
    return _file(attachment_card(row))


@router.delete("/files/{uuid:file_id}", response={200: Done, **SIGNED_IN}, auth=SESSION, summary="撤回上传的文件")
@requires(Permission.OWN_ACCOUNT)
def remove(request: Request, file_id: uuid.UUID) -> Done:
    """Take a file back that was not handed in with an act yet; one that is gone is no fault."""
    remove_attachment(own(request), file_id)
    return Done()


def _storable(value: Any) -> Any:
    """Return a value with its decimal numbers as the texts that they were written as."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {name: _storable(inner) for name, inner in value.items()}
    return [_storable(inner) for inner in value] if isinstance(value, list) else value


def _info(view: DraftView) -> CaseDraft:
    draft = view.draft
    return CaseDraft(
        id=draft.pk,
        package=draft.package,
        service=draft.service,
        act=draft.act,
        case=draft.case_id,
        values={name: value for name, value in view.values.items() if not name.startswith("_")},
        files=[_file(card) for cards in view.attachments.values() for card in cards],
        updated_at=draft.updated_at,
    )


def _file(card: AttachmentCard) -> FileInfo:
    return FileInfo(
        id=card.id, paper=card.paper, name=card.name, media_type=card.media_type, size=card.size, digest=card.digest
    )
