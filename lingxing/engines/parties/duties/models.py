"""Tables of duties. Spans hold their first and last day; `ended_at` ends one at once."""

from django.db import models
from django.db.models import F, Q

from lingxing.engines.parties.duties.domain import Duty


class Membership(models.Model):
    """An account's duty in an organ from `since` to `until`, both included; open where `until` is empty."""

    account = models.ForeignKey("parties.Account", models.PROTECT, related_name="memberships")
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="memberships")
    duty = models.CharField(max_length=20, choices=[(duty.value, duty.label) for duty in Duty])
    since = models.DateField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="membership_ends_after_it_begins"
            ),
        )
        indexes = (models.Index(fields=("organ", "duty"), name="membership_of_organ"),)

    def __str__(self) -> str:
        return f"{self.duty} organ:{self.organ_id}"

    @property
    def duty_label(self) -> str:
        """Return the duty's Chinese name."""
        return Duty(self.duty).label


class StandIn(models.Model):
    """Somebody who acts with the absent one's duties in one organ from `since` to `until`, both included."""

    absent = models.ForeignKey("parties.Account", models.PROTECT, related_name="absences")
    substitute = models.ForeignKey("parties.Account", models.PROTECT, related_name="stand_ins")
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="stand_ins")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="stand_in_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="stand_in_is_another"),
        )

    def __str__(self) -> str:
        return f"stand-in organ:{self.organ_id}"
