"""What an installation and its cases keep beside the acts: who handles a service, marks, objections, publications."""

from django.db import models

from lingxing.engines.cases.models.case import Case


class ServiceBinding(models.Model):
    """An organ of this installation that plays a role of a package. `service` is empty for all services of it."""

    package = models.CharField(max_length=100)
    service = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=60)
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["package", "service", "role", "organ"], name="service_binding_once"),
        )

    def __str__(self) -> str:
        return f"{self.package}/{self.service} {self.role}"


class Continuation(models.Model):
    """A later paper by which a document that has run out goes on being applied, as far as new cases are concerned."""

    package = models.CharField(max_length=100)
    until = models.DateField()
    """Last day on which cases may be opened."""
    basis = models.CharField(max_length=200)
    """The paper: title, number, day."""
    by = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["package", "until"], name="continuation_by_package"),)

    def __str__(self) -> str:
        return f"{self.package} {self.until}"


class Mark(models.Model):
    """Something that a party carries from one case to others: a broken commitment, until its credit is repaired."""

    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=60)
    """The city whose services heed it: the first part of the package's id."""
    case = models.ForeignKey(Case, models.PROTECT, related_name="marks")
    event_sequence = models.IntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted_by_case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    lifted_by_sequence = models.IntegerField(null=True)

    class Meta:
        indexes = (models.Index(fields=["party", "name"], name="mark_by_party"),)

    def __str__(self) -> str:
        return f"{self.name} {self.party_id}"


class Objection(models.Model):
    """What somebody has against a public notice."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="objections")
    at = models.DateTimeField()
    sealed = models.TextField()
    """Name, contact and words, sealed."""
    decided_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)
    reason_sealed = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"


class PublicationOrder(models.Model):
    """What an act ordered to be published, until the publication takes it up."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="publication_orders")
    name = models.CharField(max_length=60)
    event_sequence = models.IntegerField()
    ordered_at = models.DateTimeField()
    due_on = models.DateField()
    organ = models.ForeignKey("parties.Organ", models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    """The act that ordered it was taken back before release."""
    withdrawn_at = models.DateTimeField(null=True)
    """The publication was taken back after its release: nobody objects to it any more."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "name", "event_sequence"], name="publication_order_once"),
        )
        indexes = (
            models.Index(
                fields=["organ", "due_on"],
                name="publication_order_open",
                condition=models.Q(released_at__isnull=True, dropped_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.name}"
