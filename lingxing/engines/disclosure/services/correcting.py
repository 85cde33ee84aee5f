"""Correcting and withdrawing what has been released. Nothing is erased from the ledger."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.publication import ordered_publication
from lingxing.engines.cases.services.publishing import withdraw_orders
from lingxing.engines.disclosure.domain.confirming import check_confirmed
from lingxing.engines.disclosure.domain.states import PublicationState
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.access import own_publication
from lingxing.engines.disclosure.queries.lasting import last_day, life_of
from lingxing.engines.disclosure.queries.preview import DraftText, Preview, of_draft, of_orders
from lingxing.engines.disclosure.services.keeping import (
    Keeping,
    check_unchanged,
    checked_reason,
    conceal,
    keep_version,
    seal_draft,
    stream_of,
)
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError


@dataclass(frozen=True, slots=True)
class Correction:
    """What replaces the content, and why. Of a publication from cases only `text` counts of what is written: its rows
    are read from the cases again. `conceals` takes the older versions from view: they held what must not be public."""

    key: UUID
    reason: str
    digest: str
    written: DraftText = field(default_factory=DraftText)
    title: str = ""
    """Free-standing ones: the title; empty leaves it."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    conceals: bool = False


@transaction.atomic
def correct(account: Account, correction: Correction, at: dt.datetime) -> Publication:
    """Put a new version in the place of the last, which stays visible as corrected. Return the publication.

    Reading: 更正不重新起算公示期 — the period runs from the first release; who wants it anew withdraws and releases.
    NotFound for other organs' ones; LingxingError without a reason, or where nothing has changed or it isn't public.
    """
    row = _public(account, correction.key, at)
    reason = checked_reason(correction.reason)
    preview = corrected_preview(row, correction.title, correction.written)
    check_unchanged(preview.content, correction.digest)
    older = list(row.versions.order_by("sequence"))
    if older and older[-1].digest == preview.content.digest:
        raise LingxingError("内容没有变化", where="更正", remedy="请先修改内容；办件的内容在办件中更正")
    confirmed = check_confirmed(preview.content.concerns(), correction.reasons)
    row.title = preview.content.title
    if not row.package:
        row.sealed_draft = seal_draft(row, correction.written)
    keeping = Keeping("correct", preview, account.actor, at, reason, confirmed, {"conceals": correction.conceals})
    keep_version(row, keeping)
    for version in older if correction.conceals else ():
        conceal(version)
    return row


def corrected_preview(row: Publication, title: str, written: DraftText) -> Preview:
    """Return what a correction would show."""
    if not row.package:
        return of_draft(title.strip()[:200] or row.title, written)
    orders = list(row.orders.order_by("place").values_list("order_id", flat=True))
    return of_orders(ordered_publication(orders), written.text)


@transaction.atomic
def withdraw(account: Account, key: UUID, reason: str, at: dt.datetime) -> Publication:
    """Take a publication back, with the reason that its page then says instead of the content; return it.

    Its cases take no more objections to it.

    NotFound for other organs' ones; LingxingError without a reason, or where it isn't public.
    """
    row = _public(account, key, at)
    row.withdrawn_reason, row.withdrawn_at = checked_reason(reason), at
    row.save(update_fields=["withdrawn_reason", "withdrawn_at"])
    withdraw_orders(list(row.orders.values_list("order_id", flat=True)), at)
    payload = {"number": row.number, "organ": row.organ_id, "versions": row.versions_count}
    record(stream_of(row), "withdraw", account.actor, payload, at, article=row.article)
    for version in row.versions.order_by("sequence"):
        conceal(version)
    return row


@transaction.atomic
def recount_last_days(at: dt.datetime) -> int:
    """Work the stored last days out again with the calendar in effect and return how many moved.

    They are kept only to be found by; pages reckon with the calendar itself. Harmless at any time.
    """
    work, moved = calendar(), 0
    since = at.astimezone(SHANGHAI).date() - dt.timedelta(days=60)
    rows = Publication.objects.filter(last_day__gte=since, withdrawn_at=None, released_at__isnull=False)
    for row in rows.select_for_update().order_by("pk"):
        released = row.released_at.astimezone(SHANGHAI).date() if row.released_at else None
        last = last_day(released, row.lasts, row.rule, work) if released else None
        if last != row.last_day:
            row.last_day = last
            row.save(update_fields=["last_day"])
            moved += 1
    return moved


def _public(account: Account, key: UUID, at: dt.datetime) -> Publication:
    on = at.astimezone(SHANGHAI).date()
    row = own_publication(account, key, on, lock=True)
    if life_of(row).state(on) is not PublicationState.RELEASED:
        raise LingxingError("这项内容现在不在公开中", where=row.number or row.title, remedy="请刷新页面")
    return row


def follow_calendar(known: str, at: dt.datetime) -> str:
    """Work the stored last days out again where the calendar is not the `known` one; return that of now."""
    now = calendar().fingerprint
    if now != known:
        recount_last_days(at)
    return now
