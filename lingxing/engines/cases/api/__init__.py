"""Casework through the API: everything that the pages do."""

from ninja import Router

from lingxing.engines.cases.api.configuring import router as configuring
from lingxing.engines.cases.api.days import router as days
from lingxing.engines.cases.api.services import router as services

router = Router()
router.add_router("", services)
router.add_router("", days)
router.add_router("", configuring)
