"""Stored cases as the domain knows them."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from lingxing.engines.cases.domain.snapshots import Stored, event_from_json, state_from_json
from lingxing.engines.cases.domain.state import CaseState, Event
from lingxing.engines.cases.models import Case, CaseEvent
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.language.procedures.definitions import Service


def values_context(case_id: UUID) -> str:
    """Return the context in which Case.sealed is sealed."""
    return f"case:{case_id}:values"


def event_context(case_id: UUID, sequence: int) -> str:
    """Return the context in which CaseEvent.sealed is sealed."""
    return f"case:{case_id}:event:{sequence}"


def state_of(case: Case, service: Service) -> CaseState:
    """Return the case as it stands, personal values opened."""
    personal = _opened(case.sealed, values_context(case.pk))
    head = (case.state, case.revision, case.closed, case.outcome)
    return state_from_json(service, head, case.snapshot, Stored(case.plain, personal))


def event_of(row: CaseEvent, service: Service) -> Event:
    """Return one stored event, opened."""
    personal = _opened(row.sealed, event_context(row.case_id, row.sequence))
    columns = Event(
        row.sequence,
        row.at,
        row.act,
        row.actor,
        row.role,
        row.target,
        row.organ_id,
        standing_in_for=row.standing_in_for,
        annuls=row.annuls,
    )
    return event_from_json(service, columns, Stored(row.plain, personal))


def events_of(rows: Iterable[CaseEvent], service: Service) -> list[Event]:
    """Return stored events, opened, in the order given."""
    return [event_of(row, service) for row in rows]


def openings_of(row: CaseEvent) -> dict[str, list[Any]]:
    """Return what opens the ledger's commitments of an event: name → [salt, value], for those who may see them."""
    personal = _opened(row.sealed, event_context(row.case_id, row.sequence))
    values = {**row.plain.get("values", {}), **personal.get("values", {})}
    values |= {f"act.{name}": personal[name] for name in ("reason", "note") if name in personal}
    return {name: [salt, values.get(name)] for name, salt in personal.get("salts", {}).items()}


def _opened(sealed: str, context: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unseal_text(sealed, context)) if sealed else {}
    return found
