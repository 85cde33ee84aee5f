"""Cases and events ⇄ JSON. What may be personal is kept apart, to be sealed by whoever stores it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lingxing.engines.cases.domain.clock_events import parsed_term
from lingxing.engines.cases.domain.clocks import ClockRun, Suspension
from lingxing.engines.cases.domain.state import CaseState, Completion, Event, FieldValue
from lingxing.engines.cases.domain.values import from_json, to_json
from lingxing.kernel.terms import ByDate, CountingRule, Term
from lingxing.language.procedures.definitions import Field, Service

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """A state or an event as it is stored: `plain` without personal data, `personal` to be sealed (may be empty)."""

    plain: Json
    personal: Json


def is_personal(field: Field) -> bool:
    """Return whether the field's values are sealed: its own, or those of one of its columns."""
    return field.personal is not None or any(column.personal is not None for column in field.columns.values())


def values_to_json(service: Service, values: Mapping[str, FieldValue | None]) -> Stored:
    """Return the values by field, parted into plain and personal ones."""
    stored = Stored({}, {})
    for name, value in values.items():
        field = service.fields[name]
        kept = stored.personal if is_personal(field) else stored.plain
        kept[name] = None if value is None else to_json(field, value)
    return stored


def values_from_json(service: Service, stored: Mapping[str, Any]) -> dict[str, FieldValue | None]:
    """Return the values that were stored; those of fields that are declared no more are left out."""
    return {
        name: None if value is None else from_json(service.fields[name], value)
        for name, value in stored.items()
        if name in service.fields
    }


def state_to_json(service: Service, state: CaseState) -> tuple[Json, Stored]:
    """Return the snapshot without values, and the values."""
    values = values_to_json(service, state.values)
    opinions = {
        act: {role: _flat(values_to_json(service, said)) for role, said in by_role.items()}
        for act, by_role in state.opinions.items()
    }
    completion = state.completion
    personal = _filled(values=values.personal, opinions=opinions, note=completion.note if completion else "")
    snapshot = _filled(
        previous=state.previous,
        since=state.since.isoformat() if state.since else "",
        opened_on=state.opened_on.isoformat() if state.opened_on else "",
        papers={name: list(files) for name, files in state.papers.items()},
        counts=dict(state.counts),
        clocks={name: [run_to_json(run) for run in runs] for name, runs in state.clocks.items()},
        started={name: [at.isoformat() for at in starts] for name, starts in state.started.items()},
        expired={name: list(which) for name, which in state.expired.items()},
        completion=_completion_to_json(completion),
        originals_seen=state.originals_seen,
        settled=state.settled,
    )
    return snapshot, Stored(values.plain, personal)


def state_from_json(
    service: Service, head: tuple[str, int, bool, str], snapshot: Mapping[str, Any], values: Stored
) -> CaseState:
    """Return the state that was stored. `head` is state, sequence, closed, outcome, which have columns of their own."""
    personal = values.personal
    opinions = {
        act: {role: _present(values_from_json(service, said)) for role, said in by_role.items()}
        for act, by_role in personal.get("opinions", {}).items()
    }
    state, sequence, closed, outcome = head
    return CaseState(
        state=state,
        previous=snapshot.get("previous", ""),
        since=dt.datetime.fromisoformat(snapshot["since"]) if snapshot.get("since") else None,
        opened_on=dt.date.fromisoformat(snapshot["opened_on"]) if snapshot.get("opened_on") else None,
        values=_present(values_from_json(service, {**values.plain, **personal.get("values", {})})),
        papers=_tuples(snapshot.get("papers", {})),
        counts=snapshot.get("counts", {}),
        opinions=opinions,
        clocks={name: tuple(map(run_from_json, runs)) for name, runs in snapshot.get("clocks", {}).items()},
        started={
            name: tuple(map(dt.datetime.fromisoformat, starts)) for name, starts in snapshot.get("started", {}).items()
        },
        expired=_tuples(snapshot.get("expired", {})),
        completion=_completion_from_json(snapshot.get("completion"), personal.get("note", "")),
        originals_seen=snapshot.get("originals_seen", False),
        sequence=sequence,
        settled=snapshot.get("settled", False),
        closed=closed,
        outcome=outcome,
    )


def event_to_json(service: Service, event: Event) -> Stored:
    """Return what an event gives beyond its columns."""
    values = values_to_json(service, event.values)
    completion = event.completion
    plain = _filled(
        values=values.plain,
        papers={name: list(files) for name, files in event.papers.items()},
        anchors={name: day.isoformat() for name, day in event.anchors.items()},
        completion=_completion_to_json(completion),
        originals_seen=event.originals_seen,
    )
    personal = _filled(values=values.personal, reason=event.reason, note=completion.note if completion else "")
    return Stored(plain, personal)


def event_from_json(service: Service, event: Event, stored: Stored) -> Event:
    """Return the event with what was stored beside its columns, which `event` holds."""
    plain, personal = stored.plain, stored.personal
    return Event(
        event.sequence,
        event.at,
        event.act,
        event.actor,
        event.role,
        event.target,
        event.organ,
        values_from_json(service, {**plain.get("values", {}), **personal.get("values", {})}),
        personal.get("reason", ""),
        _tuples(plain.get("papers", {})),
        {name: dt.date.fromisoformat(day) for name, day in plain.get("anchors", {}).items()},
        _completion_from_json(plain.get("completion"), personal.get("note", "")),
        plain.get("originals_seen", False),
        event.standing_in_for,
        event.annuls,
    )


def run_to_json(run: ClockRun) -> Json:
    """Return one run of a clock as CaseClock.run and snapshots hold it."""
    return {
        "start": run.start.isoformat(),
        "term": _term_to_json(run.term),
        "rule": run.rule.value,
        **_filled(
            suspensions=[
                [pause.begin.isoformat(), pause.end.isoformat() if pause.end else None, pause.cause, pause.article]
                for pause in run.suspensions
            ],
            extensions=[_term_to_json(term) for term in run.extensions],
            stopped=run.stopped.isoformat() if run.stopped else "",
            fulfilled=run.fulfilled.isoformat() if run.fulfilled else "",
        ),
    }


def run_from_json(stored: Mapping[str, Any]) -> ClockRun:
    """Return the run that `run_to_json` stored."""
    return ClockRun(
        dt.date.fromisoformat(stored["start"]),
        _term_from_json(stored["term"]),
        _rule(stored["rule"]),
        tuple(
            Suspension(_day(begin), _day(end) if end else None, cause, article)
            for begin, end, cause, article in stored.get("suspensions", ())
        ),
        tuple(_term_from_json(term) for term in stored.get("extensions", ())),
        _day(stored["stopped"]) if stored.get("stopped") else None,
        _day(stored["fulfilled"]) if stored.get("fulfilled") else None,
    )


_day = dt.date.fromisoformat


@lru_cache(maxsize=8)
def _rule(text: str) -> CountingRule:
    return CountingRule(text)


def _term_to_json(term: Term) -> Any:
    """Return the words of a term; a date of a later year than the next, which no words name, as month, day, years."""
    return [term.month, term.day, term.years] if isinstance(term, ByDate) else str(term)


def _term_from_json(stored: Any) -> Term:
    return parsed_term(stored) if isinstance(stored, str) else ByDate(*stored)


def _completion_to_json(completion: Completion | None) -> Json | None:
    return {"papers": list(completion.papers), "fields": list(completion.fields)} if completion else None


def _completion_from_json(stored: Mapping[str, Any] | None, note: str) -> Completion | None:
    return Completion(tuple(stored["papers"]), tuple(stored["fields"]), note) if stored else None


def _flat(stored: Stored) -> Json:
    return {**stored.plain, **stored.personal}


def _filled(**parts: Any) -> Json:
    """Return the parts that say something: a snapshot stays short."""
    return {name: part for name, part in parts.items() if part}


def _present(values: Mapping[str, FieldValue | None]) -> dict[str, FieldValue]:
    return {name: value for name, value in values.items() if value is not None}


def _tuples(stored: Mapping[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(parts) for name, parts in stored.items()}
