"""What was sent under a key, so that sending twice leads to the same page."""

from uuid import UUID

from lingxing.engines.cases.models import CaseEvent
from lingxing.engines.cases.queries.access import Viewer


def sent_with(account: Viewer, key: str) -> UUID | None:
    """Return the case in which the account did an act under that key, or None."""
    found = CaseEvent.objects.filter(key=key, actor=account.actor.id).values_list("case_id", flat=True)
    return found.first()
