"""Disclosure through the API: everything that the pages do, but for objections, which need the page's form."""

from ninja import Router

from lingxing.engines.disclosure.api.looking import router as looking
from lingxing.engines.disclosure.api.office import router as office

router = Router()
router.add_router("", looking)
router.add_router("", office)
