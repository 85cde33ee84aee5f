"""Addresses of supervision."""

from lingxing.engines.supervision.urls_boards import urlpatterns as boards

app_name = "supervision"

urlpatterns = [
    *boards,
]
