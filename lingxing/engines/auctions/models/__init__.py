"""Tables of the auctions."""

from lingxing.engines.auctions.models.announcement import (
    Announcement,
    AnnouncementKind,
    FileKind,
    LotFile,
    LotKey,
    SealedReserve,
)
from lingxing.engines.auctions.models.intake import (
    Application,
    ApplicationFile,
    BankDelivery,
    BankLine,
    Guarantee,
    Standing,
)
from lingxing.engines.auctions.models.lot import BidRequest, Heartbeat, Lot, LotSecret

__all__ = [
    "Announcement",
    "AnnouncementKind",
    "Application",
    "ApplicationFile",
    "BankDelivery",
    "BankLine",
    "BidRequest",
    "FileKind",
    "Guarantee",
    "Heartbeat",
    "Lot",
    "LotFile",
    "LotKey",
    "LotSecret",
    "SealedReserve",
    "Standing",
]
