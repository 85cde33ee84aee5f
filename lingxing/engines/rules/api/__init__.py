"""The rules' part of the HTTP API: everything that their pages can do."""

from ninja import Router

from lingxing.engines.rules.api import asking, rules, simulating

router = Router()
for part in (rules, asking, simulating):
    router.add_router("", part.router)
