"""Free-standing publications: lists, yearly figures, notices that no case ordered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.disclosure.domain.confirming import check_confirmed
from lingxing.engines.disclosure.domain.deadlines import released_late
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.access import own_publication, publishing_organs
from lingxing.engines.disclosure.queries.lasting import last_day
from lingxing.engines.disclosure.queries.preview import DraftText, draft_of, of_draft
from lingxing.engines.disclosure.services.keeping import Keeping, check_unchanged, keep_version, seal_draft
from lingxing.engines.disclosure.services.releasing import publication_number
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries import organ_card
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.kernel.terms import CountingRule

TERMS = {
    "": "长期公开",
    "5 working days": "5个工作日",
    "7 working days": "7个工作日",
    "10 working days": "10个工作日",
    "20 working days": "20个工作日",
    "7 days": "7日",
    "15 days": "15日",
    "30 days": "30日",
    "6 months": "6个月",
    "1 year": "1年",
    "3 years": "3年",
}
"""For how long something may be published that no package sets a term for."""
KINDS = ("public_notice", "disclosure")
LONGEST_TEXT = 20_000
LONGEST_TABLE = 400_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer writes. A public notice needs a term and a contact for objections."""

    organ_id: int
    kind: str
    title: str
    written: DraftText
    basis: str = ""
    article: str = ""
    contact: str = ""
    lasts: str = ""
    due_on: dt.date | None = None


@transaction.atomic
def save_draft(account: Account, draft: Draft, at: dt.datetime, key: UUID | None = None) -> Publication:
    """Keep a draft, new or under its id, and return it. Nothing is public, nothing recorded.

    NotFound where the account does not publish for the organ; LingxingError names what is wrong with it.
    """
    day = at.astimezone(SHANGHAI).date()
    if draft.organ_id not in publishing_organs(account, day):
        raise NotFound("您不为这个单位公开信息", where="公开的单位", remedy="请从列表中选择")
    _check(draft)
    of_draft(draft.title, draft.written)
    row = _unreleased(account, key, day) if key else Publication(ordered_on=day, drafted_at=at)
    card = organ_card(draft.organ_id)
    row.organ_id, row.city = draft.organ_id, card.city if card else ""
    row.kind, row.title, row.basis, row.article = draft.kind, draft.title.strip(), draft.basis, draft.article
    row.contact, row.lasts, row.rule = draft.contact, draft.lasts, str(CountingRule.CIVIL)
    row.due_on, row.drafted_by = draft.due_on, account.actor.id
    row.sealed_draft = seal_draft(row, draft.written)
    row.save()
    return row


@transaction.atomic
def drop_draft(account: Account, key: UUID, at: dt.datetime) -> None:
    """Throw a draft away. NotFound for what isn't one of the account's organs'."""
    _unreleased(account, key, at.astimezone(SHANGHAI).date()).delete()


@dataclass(frozen=True, slots=True)
class DraftRelease:
    """The draft's id, the digest of the preview that was looked at, and why what looks personal may leave."""

    key: UUID
    digest: str
    reasons: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def release_draft(account: Account, request: DraftRelease, at: dt.datetime) -> Publication:
    """Publish a draft and return it. Refusals as of `releasing.release_orders`."""
    day = at.astimezone(SHANGHAI).date()
    row = _unreleased(account, request.key, day)
    preview = of_draft(row.title, draft_of(row))
    if not preview.content.paragraphs and not preview.content.rows:
        raise LingxingError("还没有内容", where="正文", remedy="请填写正文或表格")
    check_unchanged(preview.content, request.digest)
    confirmed = check_confirmed(preview.content.concerns(), request.reasons)
    row.number, row.released_at = publication_number(day.year), at
    row.last_day = last_day(day, row.lasts, row.rule, calendar())
    more: dict[str, object] = {}
    if row.due_on:
        more = {"due_on": row.due_on.isoformat(), "late_days": released_late(day, row.due_on)}
    keep_version(row, Keeping("release", preview, account.actor, at, confirmed=confirmed, more=more))
    return row


def _unreleased(account: Account, key: UUID, on: dt.date) -> Publication:
    row = own_publication(account, key, on, lock=True)
    if row.released_at is not None:
        raise LingxingError("这项内容已经公开", where=row.number or "", remedy="请用更正或撤回")
    return row


def _check(draft: Draft) -> None:
    limits = (
        ("标题", draft.title, 200, True),
        ("依据的文件", draft.basis, 200, False),
        ("依据的条款", draft.article, 200, False),
        ("联系方式", draft.contact, 200, draft.kind == "public_notice"),
        ("正文", draft.written.text, LONGEST_TEXT, False),
        ("表格", draft.written.table, LONGEST_TABLE, False),
    )
    for label, text, most, needed in limits:
        if needed and not text.strip():
            raise LingxingError("没有填写", where=label, remedy=f"请填写{label}")
        if len(text) > most or "\x00" in text:
            raise LingxingError(f"超过{most}字", where=label, remedy="请精简")
    if draft.kind not in KINDS or draft.lasts not in TERMS:
        raise LingxingError("不在可选的值之内", where="种类和期限", remedy="请从给出的选项中选择")
    if draft.kind == "public_notice" and not draft.lasts:
        raise LingxingError("公示须有期限", where="公开多久", remedy="请选择公示期")
