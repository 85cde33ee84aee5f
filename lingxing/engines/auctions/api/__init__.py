"""The auctions through the API."""

from ninja import Router

router = Router()
