"""Tables of the auctions."""

from lingxing.engines.auctions.models.lot import BidRequest, Heartbeat, Lot, LotSecret

__all__ = ["BidRequest", "Heartbeat", "Lot", "LotSecret"]
