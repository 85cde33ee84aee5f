"""Supervision through the API: what its pages do."""

from ninja import Router

from lingxing.engines.supervision.api.boards import router as boards
from lingxing.engines.supervision.api.bulletins import router as bulletins
from lingxing.engines.supervision.api.indicators import router as indicators
from lingxing.engines.supervision.api.matters import router as matters
from lingxing.engines.supervision.api.plans import router as plans
from lingxing.engines.supervision.api.scores import router as scores

router = Router()
router.add_router("", plans)
router.add_router("", matters)
router.add_router("", boards)
router.add_router("", indicators)
router.add_router("", scores)
router.add_router("", bulletins)
