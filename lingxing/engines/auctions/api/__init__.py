"""The auctions through the API."""

from ninja import Router

from lingxing.engines.auctions.api.announcing import router as announcing
from lingxing.engines.auctions.api.applying import router as applying
from lingxing.engines.auctions.api.bank import router as bank
from lingxing.engines.auctions.api.bidding import router as bidding
from lingxing.engines.auctions.api.hall import router as hall
from lingxing.engines.auctions.api.money import router as money
from lingxing.engines.auctions.api.settling import router as settling
from lingxing.engines.auctions.api.stopping import router as stopping
from lingxing.engines.auctions.api.watching import router as watching

router = Router()
router.add_router("", hall)
router.add_router("", bidding)
router.add_router("", announcing)
router.add_router("", applying)
router.add_router("", money)
router.add_router("", bank)
router.add_router("", stopping)
router.add_router("", settling)
router.add_router("", watching)
