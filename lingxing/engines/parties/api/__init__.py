"""Organs, duties and stand-ins through the API: what another system keeps in step."""

from ninja import Router

from lingxing.engines.parties.api.duties import router as duties
from lingxing.engines.parties.api.organs import router as organs

router = Router()
for part in (organs, duties):
    router.add_router("", part)
