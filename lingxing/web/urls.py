"""Every address of the site."""

from django.urls import include, path

from lingxing.web.api import api
from lingxing.web.health import health
from lingxing.web.views import ledger, style

urlpatterns = [
    path("health", health, name="health"),
    path("style", style, name="style"),
    path("ledger", ledger, name="ledger"),
    path("api/", api.urls),
    path("", include("lingxing.engines.parties.urls")),
    path("", include("lingxing.engines.documents.urls")),
    path("", include("lingxing.engines.rules.urls")),
]

handler400 = "lingxing.web.errors.bad_request"
handler403 = "lingxing.web.errors.forbidden"
handler404 = "lingxing.web.errors.not_found"
handler500 = "lingxing.web.errors.server_error"
