"""Tables of the register of organs."""

from django.db import models

from lingxing.engines.parties.organs.domain import ChangeKind, OrganKind


class Organ(models.Model):
    """An organ under its full name in its city. `merged_into` is the organ that stands for it, never itself merged.

    `parent` is the organ above it; an organ without one stands at the top of its city.
    """

    city = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    merged_by = models.CharField(max_length=200)
    merged_at = models.DateTimeField(null=True)
    merge_reason = models.TextField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.label) for kind in OrganKind], blank=True, default=""
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("city", "name"), name="organ_name_once"),)

    def __str__(self) -> str:
        return self.name


class OrganAlias(models.Model):
    """Another name under which documents of the city speak of an organ: 市住建局."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="aliases")
    city = models.CharField(max_length=100)
    name = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("city", "name"), name="organ_alias_once"),)

    def __str__(self) -> str:
        return self.name


class OrganChange(models.Model):
    """What a reform did to an organ and since which day. A split has one row for each organ that came of it."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in ChangeKind])
    into = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="changes_into")
    old_name = models.CharField(max_length=300)
    new_name = models.CharField(max_length=300, blank=True)
    effective = models.DateField()
    basis = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organ", "kind", "into", "effective"), name="organ_change_once"),
        )
        indexes = (models.Index(fields=("organ", "effective"), name="organ_change_day"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.old_name}"

    @property
    def kind_label(self) -> str:
        """Return the change's Chinese name."""
        return ChangeKind(self.kind).label
