"""Cases and what happened in them."""

import uuid

from django.conf import settings
from django.db import models


class Case(models.Model):
    """One running of a service. The events are the truth; the rest is what they add up to, kept for quick reading.

    References without an index of their own begin another one, here as in the tables around it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    code_digest = models.CharField(max_length=64)
    """Keyed digest of the code with which a case is tracked without an account."""
    package = models.CharField(max_length=100)
    service = models.CharField(max_length=60)
    definition = models.CharField(max_length=64)
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="+", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    """Who applied online; none for cases typed in or opened by an organ."""
    organ = models.ForeignKey("parties.Organ", models.PROTECT, null=True, related_name="+")
    """The organ that handles the case."""
    title = models.CharField(max_length=200, blank=True)
    """Not personal: the project, the dwelling."""
    state = models.CharField(max_length=60)
    closed = models.BooleanField(default=False)
    """Whether it is in a final state."""
    outcome = models.CharField(max_length=20, blank=True)
    """How it was decided: empty until it is settled."""
    revision = models.IntegerField(default=0)
    """How many events it has."""
    snapshot = models.JSONField(default=dict)
    """What the events add up to, without values: acts done, opinions given, clocks."""
    plain = models.JSONField(default=dict)
    """Values of fields that hold no personal data."""
    sealed = models.TextField(blank=True)
    """Values of personal fields, sealed."""
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    """When it was (last) decided; what was granted may live on."""
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["package", "service", "state", "opened_at"], name="case_by_state"),
            models.Index(fields=["party", "-opened_at"], name="case_by_party"),
            models.Index(fields=["account", "-opened_at"], name="case_by_account"),
            models.Index(
                fields=["settled_at", "organ", "package", "service", "opened_at", "id"],
                name="case_by_decision",
                condition=models.Q(settled_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.number


class CaseEvent(models.Model):
    """One act in a case. It is found by its case alone."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events", db_index=False)
    sequence = models.IntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    actor = models.CharField(max_length=100)
    role = models.CharField(max_length=60)
    organ = models.ForeignKey("parties.Organ", models.PROTECT, null=True, related_name="+", db_index=False)
    standing_in_for = models.CharField(max_length=100, blank=True)
    target = models.CharField(max_length=60)
    """The state the case was in afterwards."""
    plain = models.JSONField(default=dict)
    """Values without personal data, papers (name → attachment ids), issued documents, what was computed."""
    sealed = models.TextField(blank=True)
    """Personal values, the reason, and the salts of the ledger's commitments, sealed."""
    ledger_sequence = models.BigIntegerField()
    annuls = models.IntegerField(null=True)
    """The sequence of the mistaken act that this one takes back."""
    key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique, absent for most
    """Idempotency key: the same request again changes nothing."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "sequence"], name="case_event_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} #{self.sequence} {self.act}"


class CaseLink(models.Model):
    """A case that a field of another case names: the dwelling of a letting, the approval of a manifest."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links", db_index=False)
    name = models.CharField(max_length=60)
    target = models.ForeignKey(Case, models.PROTECT, related_name="linked_from")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "name"], name="case_link_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.name} {self.target_id}"


class Turn(models.Model):
    """A role that is expected to act in a case now: a line of a work list. None for closed cases.

    The columns of an index are all that its list or count is found by, so that rows are read only to be shown. The
    references have no index of their own: each begins one of these.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="turns", db_index=False)
    role = models.CharField(max_length=60)
    organ = models.ForeignKey("parties.Organ", models.PROTECT, null=True, related_name="+", db_index=False)
    """None for the applicant's turn."""
    duty = models.CharField(max_length=20)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    since = models.DateTimeField()
    clock = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    """Last day of the nearest running duty or window clock of this role; none while it stands."""
    yellow_on = models.DateField(null=True)
    """First day on which a fifth of the time or less is left."""
    paused = models.BooleanField(default=False)
    package = models.CharField(max_length=100)
    service = models.CharField(max_length=60)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "role"], name="turn_once"),)
        indexes = (
            models.Index(fields=["organ", "duty", "due_on", "id", "yellow_on", "paused"], name="turn_by_organ"),
            models.Index(fields=["organ", "duty", "package", "service", "due_on", "id"], name="turn_by_service"),
            models.Index(
                fields=["organ", "duty", "package", "service", "assignee", "due_on", "yellow_on", "paused"],
                name="turn_counted",
            ),
            models.Index(
                fields=["organ", "duty", "due_on", "id"], name="turn_free", condition=models.Q(assignee__isnull=True)
            ),
            models.Index(fields=["organ", "duty", "id"], name="turn_paused", condition=models.Q(paused=True)),
            models.Index(
                fields=["assignee", "organ", "duty", "due_on", "id"],
                name="turn_by_assignee",
                condition=models.Q(assignee__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.role}"


class Draft(models.Model):
    """What somebody has begun to fill in and not sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    party = models.ForeignKey("parties.Party", models.CASCADE, null=True, related_name="+")
    package = models.CharField(max_length=100)
    service = models.CharField(max_length=60)
    act = models.CharField(max_length=60)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    sealed = models.TextField()
    updated_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.package}/{self.service} {self.act}"


class Rating(models.Model):
    """What an applicant thought of the service: once a case, five grades; the rated never see who rated."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="rating")
    grade = models.IntegerField()
    """5 非常满意 … 1 非常不满意."""
    sealed = models.TextField(blank=True)
    """The comment."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.grade}"
