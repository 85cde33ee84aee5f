"""Carrying out what acts have ordered to be published, as far as the cases are concerned."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from lingxing.engines.cases.domain.acting import BY_SYSTEM
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import PublicationOrder
from lingxing.engines.cases.queries.publication import publication_of
from lingxing.engines.cases.services.acting import lock_cases, perform
from lingxing.kernel.errors import LingxingError


@transaction.atomic
def announce(order_ids: Sequence[int], at: dt.datetime) -> list[PublicationOrder]:
    """Mark orders as released; do on each case, by Lingxing itself, the act that the release sets off. Return them.

    LingxingError where one is gone, released or dropped; Refused where the case does not allow the act any more. All
    or none.
    """
    orders = _locked(order_ids)
    for order in orders:
        order.released_at = at
        order.save(update_fields=["released_at"])
    for order in orders:
        publication = publication_of(order)
        if publication is not None and publication.announced_by:
            perform(order.case_id, Command(publication.announced_by), BY_SYSTEM, at)
    return orders


@transaction.atomic
def drop_order(order_id: int, at: dt.datetime) -> PublicationOrder:
    """Take an order off the list of what waits, and return it; whoever calls records why.

    LingxingError where it is gone, released or dropped.
    """
    (order,) = _locked([order_id])
    order.dropped_at = at
    order.save(update_fields=["dropped_at"])
    return order


@transaction.atomic
def withdraw_orders(order_ids: Sequence[int], at: dt.datetime) -> None:
    """Mark released orders as taken back, so that their cases take no more objections; whoever calls records why.

    Ones that have not been released, or have been taken back, stay as they are. Objections made before stay to be
    settled.
    """
    lock_cases(PublicationOrder.objects.filter(pk__in=order_ids).values_list("case_id", flat=True))
    released = PublicationOrder.objects.filter(pk__in=order_ids, released_at__isnull=False, withdrawn_at=None)
    released.update(withdrawn_at=at)


def _locked(order_ids: Sequence[int]) -> list[PublicationOrder]:
    """Lock the cases, in the order of their ids, then the orders; return these by case."""
    lock_cases(PublicationOrder.objects.filter(pk__in=order_ids).values_list("case_id", flat=True))
    rows = PublicationOrder.objects.select_for_update(of=("self",)).select_related("case").filter(pk__in=order_ids)
    found = sorted(rows, key=lambda order: (order.case_id, order.pk))
    if len(found) != len(set(order_ids)) or any(order.released_at or order.dropped_at for order in found):
        raise LingxingError("其中有的已经公开，或不再需要公开", where="公开", remedy="请刷新待公开列表后重新选择")
    return found
