"""Addresses of administrators and of those who watch over them."""

from django.urls import path

from lingxing.engines.auctions.views import co_signing, maintenance

urlpatterns = [
    path("listing-system/co-sign", co_signing.hold, name="co-sign"),
    path("listing-system/maintenance/", maintenance.maintenance, name="maintenance"),
    path("listing-watch/co-signs/", co_signing.waiting, name="co-signs"),
    path("listing-watch/maintenance/", maintenance.watched_maintenance, name="watched-maintenance"),
]
