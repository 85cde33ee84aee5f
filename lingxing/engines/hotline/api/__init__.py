"""The hotline's part of the HTTP API."""

from ninja import Router

from lingxing.engines.hotline.api.calling import router as calling
from lingxing.engines.hotline.api.files import router as files
from lingxing.engines.hotline.api.office import router as office

router = Router(tags=["热线"])
router.add_router("", calling)
router.add_router("", files)
router.add_router("", office)
