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
from lingxing.engines.auctions.models.settling import PaymentFile, Refund, Settlement
from lingxing.engines.auctions.models.stopping import CAUSE_LABELS, StopPaper
from lingxing.engines.auctions.models.watching import CoSign, MaintenanceEntry, MaintenanceKind

__all__ = [
    "CAUSE_LABELS",
    "Announcement",
    "AnnouncementKind",
    "Application",
    "ApplicationFile",
    "BankDelivery",
    "BankLine",
    "BidRequest",
    "CoSign",
    "FileKind",
    "Guarantee",
    "Heartbeat",
    "Lot",
    "LotFile",
    "LotKey",
    "LotSecret",
    "MaintenanceEntry",
    "MaintenanceKind",
    "PaymentFile",
    "Refund",
    "SealedReserve",
    "Settlement",
    "Standing",
    "StopPaper",
]
