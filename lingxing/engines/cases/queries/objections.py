"""Reading objections. Who objected is for those who handle the case."""

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.models import Objection
from lingxing.engines.parties.access_sealing import unseal_text


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection in the clear. `upheld` is None while it is undecided."""

    id: int
    at: dt.datetime
    name: str
    contact: str
    text: str
    decided_at: dt.datetime | None
    upheld: bool | None
    reason: str


def objection_context(objection_id: int) -> str:
    """Return the context in which an objection is sealed."""
    return f"objection:{objection_id}"


def reason_context(objection_id: int) -> str:
    """Return the context in which the reason of its decision is sealed."""
    return f"objection:{objection_id}:reason"


def objections(case_id: UUID) -> list[ObjectionView]:
    """Return the objections to a case, oldest first, in the clear: for those who handle it."""
    return [_view(row) for row in Objection.objects.filter(case=case_id).order_by("pk")]


def _view(row: Objection) -> ObjectionView:
    said = json.loads(unseal_text(row.sealed, objection_context(row.pk)))
    reason = unseal_text(row.reason_sealed, reason_context(row.pk)) if row.reason_sealed else ""
    return ObjectionView(
        row.pk, row.at, said["name"], said["contact"], said["text"], row.decided_at, row.upheld, reason
    )
