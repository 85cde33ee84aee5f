"""Addresses of the auctions."""

from lingxing.engines.auctions.urls_system import urlpatterns as system

app_name = "auctions"

urlpatterns = [*system]
