"""Reading who watched over administrators, and the log of maintenance."""

import datetime as dt
from uuid import UUID

from django.core.paginator import Page, Paginator

from lingxing.engines.auctions.models import CoSign, MaintenanceEntry

_ON_PAGE = 50


def co_sign_of(key: object, administrator: UUID) -> CoSign | None:
    """Return the administrator's own co-sign of that key, or None."""
    if not isinstance(key, int):
        return None
    found: CoSign | None = CoSign.objects.filter(pk=key, administrator=administrator).first()
    return found


def in_force(co_sign: CoSign | None, at: dt.datetime) -> bool:
    """Return whether the co-sign lets its session in at `at`."""
    return bool(co_sign and co_sign.granted and co_sign.ended_at is None and at < co_sign.expires_at)


def waiting_co_signs(at: dt.datetime) -> list[CoSign]:
    """Return the co-signs that a supervisor has still to decide on, the oldest first."""
    found = CoSign.objects.filter(decided_at=None, ended_at=None, expires_at__gt=at)
    return list(found.select_related("administrator").order_by("asked_at", "pk"))


def co_signs(page: str) -> "Page[CoSign]":
    """Return a page of all co-signs that were decided on, the newest first."""
    found = CoSign.objects.exclude(decided_at=None).select_related("administrator", "supervisor")
    return Paginator(found.order_by("-asked_at", "-pk"), _ON_PAGE).get_page(page)


def maintenance_log(page: str) -> "Page[MaintenanceEntry]":
    """Return a page of the log of maintenance, the newest first."""
    found = MaintenanceEntry.objects.select_related("by", "co_sign__supervisor")
    return Paginator(found.order_by("-begun_at", "-pk"), _ON_PAGE).get_page(page)
