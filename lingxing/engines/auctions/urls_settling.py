"""Addresses of what follows a sale."""

from django.urls import path

from lingxing.engines.auctions.views import settling

_AFTER = "listing-desk/<slug:number>/after"

urlpatterns = [
    path(f"{_AFTER}/", settling.after, name="after"),
    path(f"{_AFTER}/refunds/", settling.order, name="order-refunds"),
    path(f"{_AFTER}/answer/", settling.answer, name="bank-answer"),
    path(f"{_AFTER}/refunds/<int:place>.csv", settling.order_file, {"form": "csv"}, name="refunds-csv"),
    path(f"{_AFTER}/refunds/<int:place>.xlsx", settling.order_file, {"form": "xlsx"}, name="refunds-xlsx"),
    path("listing-desk/<slug:number>/record/", settling.record_page, name="record-page"),
    path("listing-desk/<slug:number>/record.zip", settling.record, name="record"),
]
