"""The library's part of the HTTP API: everything that its pages can do."""

from ninja import Router

from lingxing.engines.documents.api import documents, editing, gazettes, lists

router = Router()
for part in (documents, lists, gazettes, editing):
    router.add_router("", part.router)
