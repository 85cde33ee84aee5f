"""What the agency asks of the grantor when a sale is to be stopped, and what that answers."""

from django.conf import settings
from django.db import models

from lingxing.engines.auctions.domain.events import Cause
from lingxing.engines.auctions.models.lot import Lot

CAUSE_LABELS = {
    Cause.INVESTIGATION: "（一）纪检监察、司法机关依法要求",
    Cause.GRANTOR: "（二）委托人或者法律法规要求",
    Cause.REAPPROVAL: "（三）影响地价的变更需要重新报批",
    Cause.FAILURE: "（四）不可抗力、系统故障或者入侵",
    Cause.OTHER: "（五）其他依法应当停止的情形",
}
"""The items of article 37, in short."""


class StopPaper(models.Model):
    """A request or a ruling. The lot's chain holds `digest`, a commitment to its words."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="stop_papers")
    ruling = models.BooleanField()
    """Whether the grantor wrote it."""
    cause = models.CharField(max_length=1, choices=[(cause.value, label) for cause, label in CAUSE_LABELS.items()])
    terminate = models.BooleanField()
    approved = models.BooleanField(null=True)
    """What a ruling says; None for a request."""
    sealed = models.TextField()
    """Its words, and the salt of the commitment."""
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.lot_id} {self.written_at}"
