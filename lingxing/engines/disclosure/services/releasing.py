"""Releasing what acts have ordered, and declining to."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.publication import PublicationOrder, publication_order, releasing_duty_of
from lingxing.engines.cases.services.numbering import next_number
from lingxing.engines.cases.services.publishing import announce, drop_order
from lingxing.engines.disclosure.domain.confirming import check_confirmed
from lingxing.engines.disclosure.domain.deadlines import released_late
from lingxing.engines.disclosure.models import DeclinedOrder, Publication, PublishedOrder
from lingxing.engines.disclosure.queries.access import publishing_duties
from lingxing.engines.disclosure.queries.lasting import last_day
from lingxing.engines.disclosure.queries.preview import Preview, preview_orders
from lingxing.engines.disclosure.services.keeping import Keeping, check_unchanged, keep_version
from lingxing.engines.ledger.services import commit, record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """What an officer releases: orders, an introduction, the digest of the preview that was looked at, and for each
    piece that looks personal (by its key) why it may leave."""

    order_ids: tuple[int, ...]
    digest: str
    text: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def release_orders(account: Account, request: ReleaseRequest, at: dt.datetime) -> Publication:
    """Publish what these orders say and return the publication; each case takes the step that its release sets off.

    NotFound where the account does not publish for the organ; LingxingError where the content has changed since the
    preview; Unconfirmed where something looks personal and no reason was given; Refused where a case does not allow it.
    """
    day = at.astimezone(SHANGHAI).date()
    preview = preview_orders(account, request.order_ids, request.text, day)
    check_unchanged(preview.content, request.digest)
    confirmed = check_confirmed(preview.content.concerns(), request.reasons)
    announce(request.order_ids, at)
    publication = _new(preview, account, at)
    due = min(order.due_on for order in _orders(preview))
    cases = [order.case.number for order in _orders(preview)]
    more = {"cases": cases, "due_on": due.isoformat(), "late_days": released_late(day, due)}
    keep_version(publication, Keeping("release", preview, account.actor, at, confirmed=confirmed, more=more))
    PublishedOrder.objects.bulk_create(
        PublishedOrder(publication=publication, order_id=order.pk, case_id=order.case_id, place=place)
        for place, order in enumerate(_orders(preview))
    )
    return publication


def publication_number(year: int) -> str:
    """Return the next number of a publication: GK202600001. Call it in the transaction that uses it."""
    return f"GK{year}{next_number('publication', year):05}"


def _orders(preview: Preview) -> tuple[PublicationOrder, ...]:
    return preview.ordered.orders if preview.ordered else ()


def _new(preview: Preview, account: Account, at: dt.datetime) -> Publication:
    ordered = preview.ordered
    organ = ordered.orders[0].organ_id if ordered else None
    if ordered is None or organ is None:
        raise LingxingError("这项内容没有公开的单位", where="公开", remedy="请先指定承担岗位的单位")
    first, declared = ordered.orders[0], ordered.publication
    day = at.astimezone(SHANGHAI).date()
    return Publication(
        number=publication_number(day.year),
        kind=str(declared.kind),
        package=first.case.package,
        service=first.case.service,
        name=first.name,
        title=preview.content.title,
        basis=ordered.basis[:200],
        article=declared.article[:200],
        city=ordered.city,
        organ_id=organ,
        drafted_at=at,
        drafted_by=account.actor.id,
        ordered_on=min(order.ordered_at for order in ordered.orders).astimezone(SHANGHAI).date(),
        due_on=min(order.due_on for order in ordered.orders),
        lasts=declared.lasts,
        rule=declared.rule,
        released_at=at,
        last_day=last_day(day, declared.lasts, declared.rule, calendar()),
    )


@transaction.atomic
def decline_order(account: Account, order_id: int, reason: str, at: dt.datetime) -> DeclinedOrder:
    """Decide not to publish what an act ordered, with the reason, kept sealed. Return the decision.

    NotFound where the account does not publish for the organ; LingxingError without a reason, or once it is released.
    """
    order = publication_order(order_id)
    on = at.astimezone(SHANGHAI).date()
    if order is None or (order.organ_id, releasing_duty_of(order)) not in publishing_duties(account, on):
        raise NotFound("没有这项待公开的内容，或不由您公开", where="公开", remedy="请从待公开列表中选择")
    said = " ".join(reason.split())
    if not 4 <= len(said) <= _LONGEST_REASON:
        raise LingxingError(f"须为4至{_LONGEST_REASON}字", where="不公开的理由", remedy="请写明依据")
    drop_order(order_id, at)
    commitments, salts = commit({"reason": said})
    payload = {"number": order.case.number, "publication": order.name, "organ": order.organ_id, "fields": commitments}
    record(f"case:{order.case_id}", "decline_publication", account.actor, payload, at)
    sealed = seal_text(json.dumps({"reason": said, "salts": salts}, ensure_ascii=False), f"declined:{order_id}")
    return DeclinedOrder.objects.create(order_id=order_id, at=at, by=account.actor.id, sealed=sealed)
