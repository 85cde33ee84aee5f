"""Addresses of supervision."""

from lingxing.engines.supervision.urls_boards import urlpatterns as boards
from lingxing.engines.supervision.urls_running import urlpatterns as running

app_name = "supervision"

urlpatterns = [
    *running,
    *boards,
]
