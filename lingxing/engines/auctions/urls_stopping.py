"""Addresses of suspension, termination and resumption."""

from django.urls import path

from lingxing.engines.auctions.views import stopping

urlpatterns = [
    path("listing-desk/<slug:number>/stop/", stopping.stop, name="suspend"),
    path("listing-rulings/", stopping.rulings, name="rulings"),
    path("listing-rulings/<slug:number>/", stopping.ruling, name="ruling"),
]
