"""What the events of a case add up to, in the case's row."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from lingxing.engines.cases.domain.snapshots import is_personal, state_to_json
from lingxing.engines.cases.domain.state import CaseState
from lingxing.engines.cases.models import Case
from lingxing.engines.cases.queries.loading import values_context
from lingxing.engines.cases.statements import insert, update
from lingxing.engines.ledger.services import Together
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.kernel.exact import decimal_string
from lingxing.language.procedures.definitions import FieldKind, Service


def columns_for(case: Case, service: Service, state: CaseState, at: dt.datetime) -> dict[str, Any]:
    """Return the columns of the case's row as they stand after an act at that moment."""
    snapshot, values = state_to_json(service, state)
    return {
        "state": state.state,
        "closed": state.closed,
        "outcome": state.outcome,
        "revision": state.sequence,
        "snapshot": snapshot,
        "plain": values.plain,
        "sealed": sealed_json(values.personal, values_context(case.pk)),
        "title": title_of(service, state),
        "changed_at": at,
        "settled_at": (case.settled_at or at) if state.settled else None,
        "closed_at": (case.closed_at or at) if state.closed else None,
    }


def write_case(case: Case, columns: Mapping[str, Any], together: Together | None = None) -> None:
    """Write such columns into the case's row, which is locked or new; with `together` when that is sent."""
    new = case.revision == 0
    for name, value in columns.items():
        setattr(case, name, value)
    if new:
        insert([case], together=together)
    else:
        update(case, tuple(columns), together)


def title_of(service: Service, state: CaseState) -> str:
    """Return what names the case in lists: its title field in words, never a personal one."""
    declared = service.fields.get(service.title_field)
    value = state.values.get(service.title_field)
    if declared is None or value is None or is_personal(declared) or isinstance(value, tuple):
        return ""
    if declared.kind is FieldKind.CHOICE:
        return declared.choices.get(str(value), str(value))[:200]
    if isinstance(value, (str, dt.date)):
        return str(value)[:200]
    return decimal_string(value) if not isinstance(value, bool) else ""


def sealed_json(parts: Mapping[str, Any], context: str) -> str:
    """Return the parts that say something, sealed; an empty text where none does."""
    said = {name: part for name, part in parts.items() if part}
    return seal_text(json.dumps(said, ensure_ascii=False, separators=(",", ":")), context) if said else ""
