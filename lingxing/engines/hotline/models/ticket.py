"""Tickets beside their cases, callers, and the figures of months."""

from django.db import models
from django.db.models import F, Q

TO_TELL = Q(reachable=True) & (
    Q(open=True, replied_at__isnull=False) & (Q(told_at=None) | Q(told_at__lt=F("replied_at")))
    | Q(state="declined", told_at=None)
)
"""Tickets whose callers have an answer, or were told where to go, and have been sent no message about it."""


def _counted_in(measure: str) -> models.GeneratedField:
    """Return a column in which the database repeats whether the ticket counts in a figure."""
    named = models.ExpressionWrapper(Q(counts__contains=f",{measure},"), models.BooleanField())
    return models.GeneratedField(expression=named, output_field=models.BooleanField(), db_persist=True)


_DUE = Q(due_on__isnull=False, handled=False)

EXCEPTIONS = {
    "declined": "is_declined",
    "withdrawn": "is_withdrawn",
    "joined": "is_joined",
    "anonymous": "anonymous",
    "emergency": "is_emergency",
    "at_once": "is_at_once",
    "returned": "is_returned",
    "redone": "is_redone",
}
"""The figures that few tickets may count in, with the columns that repeat them: each has an index of its own, so that
a list of them is found without looking through all others."""


class Ticket(models.Model):
    """What is kept of a ticket's case to be found and counted by. The case is the truth; this follows it."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    package = models.CharField(max_length=100)
    service = models.CharField(max_length=60)
    number = models.CharField(max_length=40, unique=True)
    matter = models.CharField(max_length=200)
    """Not personal."""
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=60)
    topic = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=60)
    open = models.BooleanField(default=True)
    """Whether somebody still has to do something: it stands in no final state."""
    month = models.DateField()
    """First day of the month that it came in."""
    taken_at = models.DateTimeField()
    organ = models.ForeignKey("parties.Organ", models.PROTECT, null=True, related_name="+", db_index=False)
    """The unit that has or had it last."""
    due_on = models.DateField(null=True)
    """The unit's last day, while it has to answer."""
    replied_at = models.DateTimeField(null=True)
    hides_caller = models.BooleanField(default=False)
    anonymous = models.BooleanField(default=False)
    main = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined", db_index=False)
    """The ticket of the same matter that this one was joined to."""
    caller = models.CharField(max_length=64, blank=True)
    """Keyed digest of the caller's telephone number."""
    place = models.CharField(max_length=64, blank=True)
    """Keyed digest of where it happened."""
    reachable = models.BooleanField(default=False)
    handled = models.BooleanField(default=False)
    """Whether a unit has answered at least once."""
    counts = models.CharField(max_length=300, default=",")
    """What it adds to the figures of its month: names of the numbers that are 1, between commas."""
    is_declined = _counted_in("declined")
    is_withdrawn = _counted_in("withdrawn")
    is_joined = _counted_in("joined")
    is_emergency = _counted_in("emergency")
    is_at_once = _counted_in("at_once")
    is_returned = _counted_in("returned")
    is_redone = _counted_in("redone")
    told_at = models.DateTimeField(null=True)
    """When the caller was last sent a message about this ticket: a short one or an e-mail."""
    reminded = models.IntegerField(default=0)
    supervised = models.IntegerField(default=0)
    revision = models.IntegerField(default=0)
    """The case's last event that this row knows."""

    class Meta:
        indexes = (
            models.Index(fields=["package", "service", "month", "number"], name="ticket_listed"),
            models.Index(fields=["package", "service", "organ", "month", "number"], name="ticket_listed_by_unit"),
            *(
                models.Index(
                    fields=["package", "service", "month", "number"],
                    name=f"ticket_{measure}",
                    condition=Q(**{column: True}),
                )
                for measure, column in EXCEPTIONS.items()
            ),
            models.Index(fields=["main"], name="ticket_joined_to", condition=Q(main__isnull=False)),
            models.Index(
                fields=["package", "service", "state", "taken_at"], name="ticket_open", condition=Q(open=True)
            ),
            models.Index(fields=["package", "service", "due_on"], name="ticket_due", condition=_DUE),
            models.Index(fields=["package", "service", "organ", "due_on"], name="ticket_due_of_unit", condition=_DUE),
            models.Index(fields=["package", "caller", "-taken_at"], name="ticket_by_caller"),
            models.Index(fields=["package", "topic", "-taken_at"], name="ticket_by_topic", condition=Q(open=True)),
            models.Index(fields=["main"], name="ticket_joined_open", condition=Q(open=True, main__isnull=False)),
            models.Index(fields=["replied_at"], name="ticket_to_tell", condition=TO_TELL),
        )

    def __str__(self) -> str:
        return self.number


class Caller(models.Model):
    """Who called: sealed, apart from the case, so that who handles it sees no more than it must."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="who_called")
    sealed = models.TextField()
    """Name, telephone, address for letters, as JSON."""

    def __str__(self) -> str:
        return str(self.ticket_id)


class Tally(models.Model):
    """Sums over the tickets of a month, unit, kind and channel: written with every change of a ticket."""

    package = models.CharField(max_length=100)
    service = models.CharField(max_length=60)
    month = models.DateField()
    organ = models.IntegerField()
    """0 for tickets that no unit has had."""
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=60)
    received = models.IntegerField(default=0)
    declined = models.IntegerField(default=0)
    withdrawn = models.IntegerField(default=0)
    joined = models.IntegerField(default=0)
    anonymous = models.IntegerField(default=0)
    emergency = models.IntegerField(default=0)
    forwarded = models.IntegerField(default=0)
    at_once = models.IntegerField(default=0)
    concluded = models.IntegerField(default=0)
    handled = models.IntegerField(default=0)
    on_time = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    redone = models.IntegerField(default=0)
    to_call = models.IntegerField(default=0)
    called = models.IntegerField(default=0)
    rated = models.IntegerField(default=0)
    satisfied = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["package", "service", "month", "organ", "kind", "channel"], name="tally_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.package}/{self.service} {self.month}"


class Following(models.Model):
    """Up to which act of all cases the tickets are known to be up to date."""

    name = models.CharField(max_length=20, primary_key=True)
    event = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.event}"
