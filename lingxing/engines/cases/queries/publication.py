"""What acts have ordered to be published and nobody has released yet."""

from collections.abc import Iterable

from lingxing.engines.cases.models import PublicationOrder


def open_publication_orders(organ_ids: Iterable[int]) -> list[PublicationOrder]:
    """Return the orders that wait for these organs, with their cases, by the last day for their release."""
    orders = PublicationOrder.objects.filter(organ__in=list(organ_ids), released_at=None, dropped_at=None)
    return list(orders.select_related("case", "organ").order_by("due_on", "pk"))


def publication_order(order_id: int) -> PublicationOrder | None:
    """Return one order with its case, or None."""
    return PublicationOrder.objects.select_related("case", "organ").filter(pk=order_id).first()
