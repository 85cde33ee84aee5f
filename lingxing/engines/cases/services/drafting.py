"""Keeping what somebody has begun to fill in. Drafts hold no acts yet, so the ledger says nothing of them."""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Attachment, Case, Draft
from lingxing.engines.cases.queries.access import holds, may_see
from lingxing.engines.cases.queries.drafts import draft_context
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.attaching import file_key
from lingxing.engines.cases.statements import adapted, insert, remove, run
from lingxing.engines.cases.uploads.storing import remove_file
from lingxing.engines.cases.writing import write_transaction
from lingxing.engines.parties.access import Permission
from lingxing.engines.parties.access_sealing import seal_text, unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.people.queries_acting import Standing, standing_of
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound

KEPT = dt.timedelta(days=90)
"""How long an untouched draft is kept."""
MOST_DRAFTS = 30
_MOST_CHARACTERS = 400_000

_COUNT = "SELECT count(*) FROM cases_draft WHERE account_id = %s"
_TAKE_DRAFT = "DELETE FROM cases_draft WHERE id = %s AND account_id = %s RETURNING id"
_LET_FILES_GO = "UPDATE cases_attachment SET draft_id = NULL WHERE draft_id = %s RETURNING id, case_id, stored_as"


@dataclass(frozen=True, slots=True)
class DraftKind:
    """What a draft is for: opening a case of a service (for a party), or an act in a case."""

    package: str
    service: str
    act: str
    party_id: UUID | None = None
    case_id: UUID | None = None


@write_transaction()
def begin_draft(account: Account, kind: DraftKind, at: dt.datetime) -> Draft:
    """Return a new, empty draft. LingxingError where the act is not of the service, or there are too many drafts;
    NotFound where the account may not see the case."""
    if kind.act not in service(kind.package, kind.service).acts:
        raise NotFound("没有这个办理动作", where=f"{kind.package}/{kind.service}", remedy="请从办事目录重新开始")
    if kind.party_id is not None:
        _check_party(account, kind.party_id, at)
    if kind.case_id is not None:
        _check_case(account, kind, kind.case_id, at)
    if run(_COUNT, [adapted(Draft, "account", account.pk)])[0][0] >= MOST_DRAFTS:
        raise LingxingError(f"草稿已有 {MOST_DRAFTS} 份", where="草稿", remedy="请先提交或删除不用的草稿")
    draft = Draft(
        account_id=account.pk,
        party_id=kind.party_id,
        package=kind.package,
        service=kind.service,
        act=kind.act,
        case_id=kind.case_id,
        updated_at=at,
    )
    draft.sealed = _sealed(draft.pk, {})
    insert([draft])
    return draft


@write_transaction()
def save_draft(account: Account, draft_id: UUID, values: Mapping[str, object], at: dt.datetime) -> Draft:
    """Lay `values`, as they were typed in, over those of the draft and return it; None takes one away.

    NotFound where the account has no such draft, LingxingError where it grows beyond measure.
    """
    draft = _own(account, draft_id)
    kept = {name: value for name, value in {**draft_values(draft), **values}.items() if value is not None}
    draft.sealed, draft.updated_at = _sealed(draft.pk, kept), at
    draft.save(update_fields=["sealed", "updated_at"])
    return draft


@write_transaction()
def drop_draft(account: Account, draft_id: UUID) -> None:
    """Delete a draft and the files that were handed in with it and belong to no case; one that is gone is no fault."""
    take_draft(account.pk, draft_id)


def take_draft(account_id: UUID, draft_id: UUID, handed_in: Collection[UUID] = ()) -> None:
    """Delete a draft of the account, and its files but for those that are handed in now or belong to a case already.

    Call it in the transaction of the act that the draft is sent with, before anything else is locked.
    """
    if not run(_TAKE_DRAFT, [adapted(Draft, "pk", draft_id), adapted(Draft, "account", account_id)]):
        return
    files = run(_LET_FILES_GO, [adapted(Draft, "pk", draft_id)])
    kept = {adapted(Attachment, "pk", key) for key in handed_in}
    left = {key: stored_as for key, case, stored_as in files if case is None and key not in kept}
    remove(Attachment, list(left))
    for stored_as in left.values():
        # Only once the rows are gone for good: a file too many is cleaned up, one too few is lost.
        transaction.on_commit(partial(remove_file, stored_as))


def take_sent_draft(draft_id: UUID | None, command: Command, who: Acting) -> None:
    """Take away the draft that a command was filled in with, if any; what the command hands in of it stays."""
    if draft_id is not None and who.account_id is not None:
        take_draft(who.account_id, draft_id, {file_key(key) for keys in command.papers.values() for key in keys})


@transaction.atomic
def drop_old_drafts(at: dt.datetime, *, limit: int = 200) -> int:
    """Delete drafts untouched for 90 days, at most `limit` of them, and return how many."""
    old = Draft.objects.filter(updated_at__lt=at - KEPT).order_by("updated_at").values_list("account_id", "pk")
    found = list(old[:limit])
    for account_id, draft_id in found:
        take_draft(account_id, draft_id)
    return len(found)


def draft_values(draft: Draft) -> dict[str, object]:
    """Return what was typed into a draft."""
    found: dict[str, object] = json.loads(unseal_text(draft.sealed, draft_context(draft.pk)))
    return found


def _check_party(account: Account, party_id: UUID, at: dt.datetime) -> None:
    """Let applicants begin for whom they may act, and those who handle cases for anybody at the counter."""
    day = at.astimezone(SHANGHAI).date()
    if not holds(account, Permission.HANDLE_CASES) and standing_of(account.pk, party_id, day) is Standing.NONE:
        raise NotFound("没有这个当事人", where="当事人", remedy="请从可办理的当事人中选择")


def _check_case(account: Account, kind: DraftKind, case_id: UUID, at: dt.datetime) -> None:
    case = Case.objects.filter(pk=case_id, package=kind.package, service=kind.service).first()
    if case is None or not may_see(account, case, at.astimezone(SHANGHAI).date()):
        raise NotFound("没有这个办件", where="办件", remedy="请从列表中选择")


def _own(account: Account, draft_id: UUID) -> Draft:
    draft = Draft.objects.select_for_update().filter(pk=draft_id, account=account.pk).first()
    if draft is None:
        raise NotFound("没有这份草稿，或已经提交、清理", where="草稿", remedy="请从“我的办件”重新开始")
    return draft


def _sealed(draft_id: UUID, values: Mapping[str, object]) -> str:
    text = json.dumps(values, ensure_ascii=False)
    if len(text) > _MOST_CHARACTERS:
        raise LingxingError("填写的内容过多", where="草稿", remedy="请精简说明，大段文字请作为附件上传")
    return seal_text(text, draft_context(draft_id))
