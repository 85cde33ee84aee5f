"""What was sent under a key, so that sending twice leads to the same page."""

from uuid import UUID

from lingxing.engines.cases.models import CaseEvent


def sent_with(key: str) -> UUID | None:
    """Return the case in which an act was done under that stored key (`services.doing.request_key`), or None."""
    return CaseEvent.objects.filter(key=key).values_list("case_id", flat=True).first()
