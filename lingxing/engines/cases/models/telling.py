"""What people are told: inside the site, and by post."""

from django.conf import settings
from django.db import models

from lingxing.engines.cases.models.case import Case


class Notice(models.Model):
    """A line in somebody's notices."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    """act, reminder, escalation or calendar."""
    text = models.CharField(max_length=300)
    """Without personal data: the case's number, the act, the day."""
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["account", "-at"], name="notice_by_account"),)

    def __str__(self) -> str:
        return self.text


class OutboxMessage(models.Model):
    """A message that has to leave the house. Sent at least once; the receiver may see one twice after a crash."""

    channel = models.CharField(max_length=10)
    """email or sms."""
    sealed = models.TextField()
    """Address, subject and text, sealed."""
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, db_index=True)
    """When to try (again); none once it is sent or given up."""
    attempts = models.IntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"
