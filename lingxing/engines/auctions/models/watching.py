"""Who let an administrator in while a listing ran, and the log of maintenance (art. 32). Nothing here is deleted."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models

from lingxing.kernel.errors import NotAllowed


class Kept(models.QuerySet[Any]):
    """Rows that nobody deletes."""

    def delete(self) -> NoReturn:
        """Refuse."""
        raise _kept()


class CoSign(models.Model):
    """An administrator's session during a listing: why, which supervisor let it in, and when it ended."""

    administrator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    expires_at = models.DateTimeField()
    """When it ends at the latest: a session lasts no longer."""
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = Kept.as_manager()

    def __str__(self) -> str:
        return f"{self.administrator_id} {self.asked_at}"

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise _kept()


class MaintenanceKind(models.TextChoices):
    """What an entry is about."""

    MAINTENANCE = "maintenance", "维护"
    ANOMALY = "anomaly", "异常"


class MaintenanceEntry(models.Model):
    """What an administrator did to the system, why and when; during a listing, under whose eyes (`co_sign`)."""

    kind = models.CharField(max_length=12, choices=MaintenanceKind)
    what = models.CharField(max_length=2000)
    why = models.CharField(max_length=2000)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    co_sign = models.ForeignKey(CoSign, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects: ClassVar[Any] = Kept.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.begun_at}"

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise _kept()


def _kept() -> NotAllowed:
    return NotAllowed("日志不能删除（第三十二条第四项）", where="系统日志", remedy="写错了的，请另记一条说明")
