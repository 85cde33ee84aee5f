"""Tables of the ledger. Entries are only ever added: the managers refuse, and triggers in the database refuse too."""

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or delete a row: a mistake in the program, never in its use."""


_Row = TypeVar("_Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[_Row]):
    """A query set that reads and creates, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        del kwargs
        raise AppendOnlyError("ledger entries are never changed")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("ledger entries are never deleted")

    def bulk_update(self, objs: Iterable[_Row], *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        del objs, args, kwargs
        raise AppendOnlyError("ledger entries are never changed")


class LedgerStream(models.Model):
    """One chain: how many entries it has and the hash of the last. Entries are added under a lock on its row."""

    name = models.CharField(max_length=200, primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class AppendOnly(models.Model):
    """A row that is added and never changed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; refuse to change one."""
        if not self._state.adding:
            raise AppendOnlyError("ledger entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        raise AppendOnlyError("ledger entries are never deleted")


class LedgerEntry(AppendOnly):
    """One act."""

    stream = models.CharField(max_length=200)
    sequence = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=100, db_index=True)
    role = models.CharField(max_length=40)
    act = models.CharField(max_length=60)
    article = models.CharField(max_length=200, blank=True)
    payload = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet["LedgerEntry"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["stream", "sequence"], name="ledger_entry_once"),)

    def __str__(self) -> str:
        return f"{self.stream} #{self.sequence}"


class LedgerCheckpoint(AppendOnly):
    """A signed root over the heads of all streams at one moment; the fields of `domain.checkpoints.Checkpoint`."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    root = models.CharField(max_length=64)
    streams = models.BigIntegerField()
    entries = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    former = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=128)
    endorsement = models.CharField(max_length=128, blank=True)

    objects = AppendOnlyQuerySet["LedgerCheckpoint"].as_manager()

    def __str__(self) -> str:
        return f"{self.number}"


class CheckpointLeaf(AppendOnly):
    """A stream as checkpoint `number` found it, where no checkpoint before had found it so."""

    number = models.BigIntegerField()
    stream = models.CharField(max_length=200)
    length = models.BigIntegerField()
    head = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet["CheckpointLeaf"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["stream", "length"], name="checkpoint_leaf_once"),)

    def __str__(self) -> str:
        return f"{self.number} {self.stream} #{self.length}"
