"""Notices inside the site, and the state of the outbox."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from lingxing.engines.cases.models import Notice, OutboxMessage

PAGE = 50


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """A message that waits for another try or was given up. Address and text stay sealed."""

    message: OutboxMessage

    @property
    def given_up(self) -> bool:
        """Return whether it is tried no more."""
        return self.message.due_at is None


def notices(account_id: UUID, *, before: int | None = None, size: int = PAGE) -> list[Notice]:
    """Return a page of the account's notices, newest first; `before` is the key of the last one of the page before."""
    found = Notice.objects.filter(account=account_id).select_related("case")
    last = Notice.objects.filter(account=account_id, pk=before).first() if before is not None else None
    if last is not None:
        found = found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk), at__lte=last.at)
    return list(found.order_by("-at", "-pk")[:size])


def unread(account_id: UUID) -> int:
    """Return how many notices the account has not read, 100 standing for more."""
    return Notice.objects.filter(account=account_id, read_at=None).order_by()[:100].count()


def undelivered(*, size: int = PAGE) -> list[Undeliverable]:
    """Return the messages that failed, newest first, for the administrator."""
    found = OutboxMessage.objects.filter(sent_at=None).exclude(failure="").order_by("-pk")[:size]
    return [Undeliverable(message) for message in found]
