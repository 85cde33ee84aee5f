"""Clocks, what they set off, and the officer's changes to the calendar."""

from django.db import models

from lingxing.engines.cases.models.case import Case


class CaseClock(models.Model):
    """One run of a clock of a case. `run` says start, term, rule, suspensions and extensions; the days follow from it
    and are kept only to be found by."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks", db_index=False)
    name = models.CharField(max_length=60)
    ordinal = models.IntegerField()
    """1 for the first run of this clock in the case."""
    run = models.JSONField()
    state = models.CharField(max_length=10)
    """running, paused, stopped or expired."""
    due_on = models.DateField(null=True)
    next_at = models.DateTimeField(null=True)
    """When the sweep has to look at it next; none when nothing can fire."""
    calendar = models.CharField(max_length=64)
    """Fingerprint of the calendar that the days were worked out with."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "name", "ordinal"], name="clock_once"),)
        indexes = (
            models.Index(fields=["next_at"], name="clock_next", condition=models.Q(next_at__isnull=False)),
            models.Index(fields=["state", "calendar"], name="clock_calendar"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.name}"


class Firing(models.Model):
    """A rung of a clock that went off: once, whoever swept."""

    clock = models.ForeignKey(CaseClock, models.CASCADE, related_name="firings", db_index=False)
    rung = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["clock", "rung"], name="firing_once"),)

    def __str__(self) -> str:
        return f"{self.clock_id} {self.rung}"


class CalendarChange(models.Model):
    """A day that an officer made a working day or a day off, with the paper that says so."""

    day = models.DateField()
    working = models.BooleanField()
    reason = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["day"], condition=models.Q(revoked_at__isnull=True), name="calendar_change_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.working}"


class Heartbeat(models.Model):
    """When a periodic job last ran, and why it is held where it is: a clock of the machine that jumped."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    held = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name
