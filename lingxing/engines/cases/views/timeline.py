"""What happened in a case, the newest first."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lingxing.engines.cases.domain.state import CORRECT, Event
from lingxing.engines.cases.models import CaseEvent
from lingxing.engines.cases.queries.case_parts import case_events
from lingxing.engines.cases.queries.labels import act_label, role_label
from lingxing.engines.cases.queries.loading import event_of
from lingxing.engines.cases.queries.organs import naming
from lingxing.engines.cases.queries.seen import SeenCase
from lingxing.engines.cases.views.answers import Place, Places
from lingxing.engines.cases.views.case_shown import doer, said
from lingxing.language.procedures.definitions import Field, FieldKind


@dataclass(frozen=True, slots=True)
class ShownStep:
    """An act that was done."""

    sequence: int
    label: str
    at: dt.datetime
    who: str
    place: Place
    reason: str
    values: tuple[tuple[str, str], ...]
    annulled: bool
    correctable: bool
    organ_id: int | None
    """Whose act it was to take back: the organ that did it, or that handles the case."""


def shown_steps(seen: SeenCase, places: Places, organs: Iterable[int], *, masked: bool) -> list[ShownStep]:
    """Return the acts of a case, the newest first. `organs` are those for which the viewer may correct."""
    rows = case_events(seen.case)
    events = [event_of(row, seen.service) for row in rows]
    fields = naming(seen.service, [event.values for event in events]).fields
    annulled = {row.annuls for row in rows if row.annuls}
    standing = [row for row in rows if row.sequence not in annulled and row.act != CORRECT]
    own = set(organs)
    last = standing[-1] if len(standing) > 1 else None
    correctable = last.sequence if last and (last.organ_id or seen.case.organ_id) in own else 0
    told = reversed(list(zip(rows, events, strict=True)))
    steps = [(event, *_who(seen, row, event, places), _values(fields, event, masked=masked)) for row, event in told]
    return [
        ShownStep(
            event.sequence,
            act_label(seen.case.package, seen.case.service, event.act),
            event.at,
            who,
            place,
            "" if masked else event.reason,
            values,
            event.sequence in annulled,
            event.sequence == correctable,
            event.organ or seen.case.organ_id,
        )
        for event, who, place, values in steps
    ]


def _who(seen: SeenCase, row: CaseEvent, event: Event, places: Places) -> tuple[str, Place]:
    act = seen.service.acts.get(event.act)
    standing_in = "，代班" if event.standing_in_for else ""
    who = doer(role_label(seen.case.package, event.role), row.organ.name if row.organ else "")
    return f"{who}{standing_in}", places.place(act.article if act else "")


def _values(fields: Mapping[str, Field], event: Event, *, masked: bool) -> tuple[tuple[str, str], ...]:
    """Return what an organ filled in or what was worked out; what opened the case stands above, whole."""
    if event.sequence == 1 or event.act == CORRECT:
        return ()
    held = ((fields[name], value) for name, value in event.values.items() if name in fields and value is not None)
    return tuple(
        (one.label, said(one, value, masked=masked)) for one, value in held if one.kind not in (FieldKind.CASE,)
    )
