"""Organs, duties and stand-ins through the API, which another system keeps in step, and bidders' certificates."""

from ninja import Router

from lingxing.engines.parties.api.certificates import router as certificates
from lingxing.engines.parties.api.duties import router as duties
from lingxing.engines.parties.api.organs import router as organs

router = Router()
for part in (organs, duties, certificates):
    router.add_router("", part)
