"""What was sent back: who did it, when and why, for whoever does it again."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.cases.domain.state import CORRECT, CaseState
from lingxing.engines.cases.models import Case, CaseEvent
from lingxing.engines.cases.queries.case_parts import case_events
from lingxing.engines.cases.queries.labels import role_label
from lingxing.engines.cases.queries.loading import event_of
from lingxing.engines.cases.queries.organs import naming
from lingxing.engines.cases.views.case_shown import doer, said
from lingxing.language.procedures.definitions import APPLICANT, EVERYONE, SYSTEM, Act, FieldKind, Service


@dataclass(frozen=True, slots=True)
class SentBack:
    """The act by which the case came back. `again` says whether what is to be done was done before."""

    label: str
    who: str
    at: dt.datetime
    reason: str
    values: tuple[tuple[str, str], ...]
    again: bool
    completion: bool
    """Whether it asked for something to be completed."""


def sent_back(case: Case, service: Service, state: CaseState, act: Act) -> SentBack | None:
    """Return what sent the case back to where the act is done; None where it came there for the first time or forward.

    Personal values are masked; the reason is for whoever does the act.
    Reading: a case is sent back where an organ took it out of a state to which the act leads again, and either asked
    for a completion, or gave its reason against what was filled in or done before, or led it to an earlier state.
    """
    rows = _standing(case)
    row, came_from = _last_step_into(rows, act)
    if row is None or row.role in (SYSTEM, APPLICANT, EVERYONE) or came_from not in {one.state for one in act.targets}:
        return None
    done, again = service.acts[row.act], any(one.act == act.name for one in rows)
    places = list(service.states)
    earlier = again and places.index(row.target) < places.index(came_from)
    against = done.needs_reason and (again or any(name in state.values for name in act.fields))
    if not (done.asks_completion or against or earlier):
        return None
    event = event_of(row, service)
    fields = naming(service, [event.values]).fields
    given = ((fields[name], event.values.get(name)) for name in done.fields)
    return SentBack(
        done.label,
        doer(role_label(case.package, row.role), row.organ.name if row.organ else ""),
        row.at,
        event.reason or (event.completion.note if event.completion else ""),
        tuple(
            (one.label, said(one, value, masked=True))
            for one, value in given
            if value is not None and one.kind is not FieldKind.CASE
        ),
        again,
        done.asks_completion,
    )


def _standing(case: Case) -> list[CaseEvent]:
    rows = case_events(case)
    annulled = {row.annuls for row in rows if row.annuls}
    return [row for row in rows if row.sequence not in annulled and row.act != CORRECT]


def _last_step_into(rows: list[CaseEvent], act: Act) -> tuple[CaseEvent | None, str]:
    """Return the last step that led into the act's states from outside them, and the state it came from."""
    for before, row in zip(reversed(rows[:-1]), reversed(rows[1:]), strict=True):
        if row.target in act.source and before.target not in act.source:
            return row, before.target
    return None, ""
