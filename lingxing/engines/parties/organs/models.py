"""Tables of the register of organs."""

from django.db import models


class Organ(models.Model):
    """An organ under its full name in its city. `merged_into` is the organ that stands for it, never itself merged."""

    city = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    merged_by = models.CharField(max_length=200)
    merged_at = models.DateTimeField(null=True)
    merge_reason = models.TextField()

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
