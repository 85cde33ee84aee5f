"""Casework through the API: everything that the pages do."""

from ninja import Router

from lingxing.engines.cases.api.cases import router as cases
from lingxing.engines.cases.api.configuring import router as configuring
from lingxing.engines.cases.api.days import router as days
from lingxing.engines.cases.api.desk import router as desk
from lingxing.engines.cases.api.drafts import router as drafts
from lingxing.engines.cases.api.looking_up import router as looking_up
from lingxing.engines.cases.api.services import router as services

router = Router()
for part in (services, cases, drafts, desk, looking_up, days, configuring):
    router.add_router("", part)
