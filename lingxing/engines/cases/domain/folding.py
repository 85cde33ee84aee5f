"""Events → state. Pure and total for events that were decided: folding all of them is applying one after the other."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lingxing.engines.cases.domain.clock_events import Runs, after_event, is_running, ran_out
from lingxing.engines.cases.domain.state import CaseState, Event, FieldValue
from lingxing.language.procedures.definitions import START, Act, Service

Opinions = Mapping[str, Mapping[str, Mapping[str, FieldValue]]]


def apply(service: Service, state: CaseState, event: Event) -> CaseState:
    """Return the state after one more event. A correction needs the whole story: see `fold`."""
    act = service.acts[event.act]
    given = with_values(state, act, event.role, event.values)
    values, opinions = given.values, _opinions_after(service, state, event, given.opinions)
    done = is_complete(act, given.opinions)
    clocks = after_event(service, state, event, values, done=done)
    target = service.states[event.target]
    moved = event.target != state.state
    settled = target.settled or target.final
    return replace(
        given,
        state=event.target,
        previous=_previous(state) if moved else state.previous,
        since=event.at if moved else state.since,
        opened_on=state.opened_on or event.day,
        papers={**state.papers, **event.papers},
        counts={**state.counts, event.act: state.counts.get(event.act, 0) + 1},
        opinions=opinions,
        clocks=clocks,
        expired=_expired_after(service, state, event),
        started=_started_after(state, event, clocks),
        completion=event.completion or (None if moved else state.completion),
        originals_seen=event.originals_seen or (state.originals_seen and not event.papers),
        sequence=event.sequence,
        settled=settled,
        closed=target.final,
        outcome=target.outcome or (state.outcome if settled else ""),
    )


def fold(service: Service, events: Iterable[Event]) -> CaseState:
    """Return what the events add up to, in their order. Events that were taken back count as if never done."""
    story = tuple(events)
    state = CaseState()
    for event in effective(story):
        state = apply(service, state, event)
    return replace(state, sequence=story[-1].sequence) if story else state


def effective(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events in force: neither taken back nor taking back."""
    story = tuple(events)
    annulled = {event.annuls for event in story if event.annuls is not None}
    return tuple(event for event in story if event.annuls is None and event.sequence not in annulled)


def with_values(state: CaseState, act: Act, role: str, given: Mapping[str, FieldValue | None]) -> CaseState:
    """Return the state with the values that an act gives, and nothing else of it: what conditions are held against.

    The fields of a joint act are kept per role; what it computes and sets is kept for the case.
    """
    own = {name: value for name, value in given.items() if name in act.fields} if act.each_role else {}
    values = {**state.values, **{name: value for name, value in given.items() if name not in own}}
    opinions = state.opinions
    if act.each_role:
        said = {name: value for name, value in own.items() if value is not None}
        opinions = {**opinions, act.name: {**opinions.get(act.name, {}), role: said}}
    kept = {name: value for name, value in values.items() if value is not None}
    return replace(state, values=kept, opinions=opinions)


def is_complete(act: Act, opinions: Opinions) -> bool:
    """Return whether nobody is missing from a joint act; always true for acts of one."""
    return not act.each_role or all(role in opinions.get(act.name, {}) for role in act.by)


def _previous(state: CaseState) -> str:
    return "" if state.state == START else state.state


def _opinions_after(service: Service, state: CaseState, event: Event, opinions: Opinions) -> Opinions:
    """Return the opinions of the present round: they fall away when the case comes to the joint act anew."""
    if event.target == state.state or not opinions:
        return opinions
    acts = service.acts
    return {
        name: given
        for name, given in opinions.items()
        if event.target not in acts[name].source or state.state in acts[name].source
    }


def _expired_after(service: Service, state: CaseState, event: Event) -> Mapping[str, tuple[int, ...]]:
    out = [
        name
        for name, clock in service.clocks.items()
        if ran_out(clock, event) and is_running(state.clocks.get(name, ()))
    ]
    ended = {name: (*state.expired.get(name, ()), len(state.clocks[name])) for name in out}
    return {**state.expired, **ended}


def _started_after(state: CaseState, event: Event, clocks: Mapping[str, Runs]) -> Mapping[str, tuple[dt.datetime, ...]]:
    new = [name for name, runs in clocks.items() if len(runs) > len(state.clocks.get(name, ()))]
    return {**state.started, **{name: (*state.started.get(name, ()), event.at) for name in new}}
