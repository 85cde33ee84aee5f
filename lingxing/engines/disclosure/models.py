"""Tables of disclosure. No rules here: services write, queries read."""

import uuid

from django.db import models


class Publication(models.Model):
    """Something that an organ publishes: from cases, or free-standing. Its content stands in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, null=True, unique=True)  # noqa: DJ001 - unique, absent for drafts
    kind = models.CharField(max_length=20)
    package = models.CharField(max_length=100, blank=True)
    """Empty where it stands free of any case."""
    service = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    basis = models.CharField(max_length=200, blank=True)
    """Title of the document that orders it."""
    article = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=60, blank=True)
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    contact = models.CharField(max_length=200, blank=True)
    """Free-standing notices: where objections go."""
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=100)
    sealed_draft = models.TextField(blank=True)
    """What has been written and not released, before redaction."""
    ordered_on = models.DateField()
    """The day that the term for the release runs from."""
    due_on = models.DateField(null=True)
    """Last day for the release, if there is one."""
    lasts = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=20, blank=True)
    released_at = models.DateTimeField(null=True)
    last_day = models.DateField(null=True)
    """Last day on show, as it was last worked out: kept to be found by."""
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    versions_count = models.IntegerField(default=0)
    purged_at = models.DateTimeField(null=True)
    """When its contents were erased, long after it was taken down; their digests and the ledger stay."""

    class Meta:
        indexes = (
            models.Index(fields=["-released_at"], name="publication_newest"),
            models.Index(fields=["organ", "due_on"], name="publication_by_organ"),
            models.Index(fields=["last_day"], name="publication_lapsed", condition=models.Q(purged_at=None)),
            models.Index(
                fields=["withdrawn_at"],
                name="publication_withdrawn",
                condition=models.Q(purged_at=None, withdrawn_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.number or self.title


class PublicationVersion(models.Model):
    """One content of a publication, as the public saw it. The last one counts."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="versions")
    sequence = models.IntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    content = models.JSONField()
    """Redacted; empty once it is withdrawn, concealed or purged."""
    digest = models.CharField(max_length=64)
    sealed = models.TextField()
    """Values before redaction, salts of the ledger's commitments, why personal data were let through; and the content
    that is no longer shown. Empty once it is purged."""
    reason = models.CharField(max_length=500, blank=True)
    """Why it replaced the one before, for the public."""
    concealed = models.BooleanField(default=False)
    """Whether it was taken from view because it held what must not be public."""
    ledger_sequence = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["publication", "sequence"], name="publication_version_once"),)

    def __str__(self) -> str:
        return f"{self.publication_id} v{self.sequence}"


class PublishedOrder(models.Model):
    """An order of a case that a publication carried out, and its row there, from 0."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="orders")
    order = models.OneToOneField("cases.PublicationOrder", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    place = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=["case"], name="published_order_by_case"),)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.place}"


class DeclinedOrder(models.Model):
    """An order that the organ decided not to carry out, and why."""

    order = models.OneToOneField("cases.PublicationOrder", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    sealed = models.TextField()
    """The reason, and the salt of its commitment."""

    def __str__(self) -> str:
        return str(self.order_id)
