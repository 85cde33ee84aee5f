"""What waits for the deputy in charge, and what waits to be registered and assigned."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.models import PlanTask
from lingxing.engines.supervision.queries.drafts import ShownDraft, shown_drafts
from lingxing.engines.supervision.queries.sight import sight_of

PROPOSED, APPROVED = ("proposed",), ("approved", "registered")
MOST = 500


@dataclass(frozen=True, slots=True)
class Pending:
    """Drafts that became cases and have not been assigned: to be approved, and to be assigned; at most 500 of each."""

    to_approve: tuple[ShownDraft, ...]
    to_assign: tuple[ShownDraft, ...]


def pending(account: Account, on: dt.date) -> Pending:
    """Return what waits, in the order of the plans; nothing for who sees no more than the matters of units."""
    if not sight_of(account, on).every:
        return Pending((), ())
    return Pending(_in(PROPOSED, on), _in(APPROVED, on))


def _in(states: tuple[str, ...], on: dt.date) -> tuple[ShownDraft, ...]:
    rows = PlanTask.objects.filter(case__state__in=states).select_related("plan").order_by("plan", "position", "pk")
    return shown_drafts(list(rows[:MOST]), on)
