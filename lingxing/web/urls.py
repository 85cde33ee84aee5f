"""Every address of the site."""

from django.urls import include, path

from lingxing.web.api import api
from lingxing.web.health import health
from lingxing.web.views import checkpoint, checkpoints, ledger, ledger_key, style

urlpatterns = [
    path("health", health, name="health"),
    path("style", style, name="style"),
    path("ledger", ledger, name="ledger"),
    path("ledger/checkpoints", checkpoints, name="checkpoints"),
    path("ledger/checkpoints/<int:number>", checkpoint, name="checkpoint"),
    path("ledger/keys/<slug:key_id>", ledger_key, name="ledger-key"),
    path("api/", api.urls),
    path("", include("lingxing.engines.parties.urls")),
    path("", include("lingxing.engines.documents.urls")),
    path("", include("lingxing.engines.rules.urls")),
    path("", include("lingxing.engines.cases.urls")),
    path("", include("lingxing.engines.disclosure.urls")),
    path("", include("lingxing.engines.hotline.urls")),
    path("", include("lingxing.engines.supervision.urls")),
    path("", include("lingxing.engines.auctions.urls")),
]

handler400 = "lingxing.web.errors.bad_request"
handler403 = "lingxing.web.errors.forbidden"
handler404 = "lingxing.web.errors.not_found"
handler500 = "lingxing.web.errors.server_error"
