"""The auctions through the API."""

from ninja import Router

from lingxing.engines.auctions.api.bidding import router as bidding
from lingxing.engines.auctions.api.hall import router as hall

router = Router()
router.add_router("", hall)
router.add_router("", bidding)
