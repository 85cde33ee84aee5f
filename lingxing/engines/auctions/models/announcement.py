"""What is published of a lot: announcements in all their versions, and the files of the sale."""

import uuid

from django.conf import settings
from django.db import models

from lingxing.engines.auctions.models.lot import Lot


class AnnouncementKind(models.TextChoices):
    """What is announced."""

    ORIGINAL = "original", "出让公告"
    SUPPLEMENT = "supplement", "补充公告"
    SUSPENSION = "suspension", "中止公告"
    TERMINATION = "termination", "终止公告"
    RESUMPTION = "resumption", "恢复公告"
    RESULT = "result", "结果公告"


class FileKind(models.TextChoices):
    """What a file of the sale is; the rule names these as its documents (art. 8)."""

    BOUNDARY = "boundary", "宗地界址图"
    GUIDE = "guide", "出让须知"
    PLANNING = "planning", "宗地规划指标要求"
    APPLICATION = "application", "竞买申请书"
    CONFIRMATION = "confirmation", "成交确认书"
    CONTRACT = "contract", "出让合同文本"
    OTHER = "other", "其他文件"


class LotFile(models.Model):
    """A file of the sale. It is open to everybody from its announcement on and is never taken back after that."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=12, choices=FileKind.choices)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced = models.BooleanField(default=False)
    """Whether it no longer belongs to the draft; what was published with it stays."""

    def __str__(self) -> str:
        return self.name


class Announcement(models.Model):
    """One version of what is announced. `content` is what `digest` covers, and never changes."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="announcements")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=AnnouncementKind.choices)
    title = models.CharField(max_length=200)
    county = models.CharField(max_length=40)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    moves_price = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["lot", "number"], name="announcement_once"),)

    def __str__(self) -> str:
        return f"{self.lot_id} {self.number}"


class LotKey(models.Model):
    """The key pair to which a lot's reserve price is sealed. The private half lies under the installation's keys."""

    lot = models.OneToOneField(Lot, models.PROTECT, primary_key=True, related_name="reserve_key")
    public = models.CharField(max_length=64)
    private_sealed = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.lot_id}"


class SealedReserve(models.Model):
    """The sealed file as it was handed over (art. 11). It is opened when bidding has ended, and no earlier."""

    lot = models.OneToOneField(Lot, models.PROTECT, primary_key=True, related_name="reserve_file")
    file = models.TextField()
    digest = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    has_code = models.BooleanField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_sealed = models.TextField(default="")
    """Price and salt, once the supervisor has entered the opening code; sealed until the result is stated."""

    def __str__(self) -> str:
        return f"{self.lot_id}"
