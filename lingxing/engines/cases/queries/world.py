"""What the domain may ask of other cases, marks, queues and rules, answered from the database when it is asked."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lingxing.engines.cases.domain.state import CaseState, FieldValue
from lingxing.engines.cases.domain.surroundings import Computed, LinkedCase, Surroundings
from lingxing.engines.cases.models import Case, CaseLink, Mark, Objection
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import service as service_named
from lingxing.engines.parties.organs.queries_standing import carried_on_by
from lingxing.engines.rules.queries_cases import formula_value
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.errors import NotFound
from lingxing.language.nodes import Value
from lingxing.language.procedures.conditions import UNKNOWN
from lingxing.language.procedures.definitions import Service


def surroundings_of(
    case: Case,
    service: Service,
    on: dt.date,
    calendar: WorkCalendar,
    *,
    locked: Mapping[UUID, Case] | None = None,
    origin: LinkedCase | None = None,
) -> Surroundings:
    """Return the surroundings of a case, stored or about to be; cases in `locked` are not read anew."""
    world = _World(case, service, on, locked or {})
    return Surroundings(
        today=on,
        calendar=calendar,
        party=case.party_id,
        origin=origin,
        linked_case=world.linked_case,
        has_mark=world.has_mark,
        objections=world.objections,
        first_in_queue=world.first_in_queue,
        cases_of_party=world.cases_of_party,
        cases_linking_here=world.cases_linking_here,
        cases_linking_to=world.cases_linking_to,
        organ_stands=world.organ_stands,
        formula=world.formula,
    )


def as_linked(case: Case, declared: Service, state: CaseState) -> LinkedCase:
    """Return a case as conditions of other cases read it."""
    return LinkedCase(
        str(case.pk),
        case.package,
        case.service,
        case.number,
        state.state,
        state.values,
        case.party_id,
        declared,
        state.clocks,
        state.expired,
    )


@dataclass(slots=True)
class _World:
    """The answers around one case; what was asked once is kept."""

    case: Case
    service: Service
    on: dt.date
    locked: Mapping[UUID, Case]
    linked: dict[str, LinkedCase | None] = field(default_factory=dict)
    worked_out: dict[str, tuple[Mapping[str, FieldValue], Value | None]] = field(default_factory=dict)

    def linked_case(self, case_id: str) -> LinkedCase | None:
        """Return another case of the package, or None."""
        if case_id not in self.linked:
            self.linked[case_id] = self._read(UUID(case_id))
        return self.linked[case_id]

    def _read(self, case_id: UUID) -> LinkedCase | None:
        row = self.locked.get(case_id) or Case.objects.filter(pk=case_id, package=self.service.package).first()
        if row is None or row.package != self.service.package:
            return None
        try:
            declared = service_named(row.package, row.service)
        except NotFound:
            return None
        return as_linked(row, declared, state_of(row, declared))

    def has_mark(self, name: str) -> bool:
        """Return whether the case's party carries the mark in this city."""
        city = self.service.package.partition("/")[0]
        marks = Mark.objects.filter(party=self.case.party_id, name=name, city=city, until=None)
        return self.case.party_id is not None and marks.exists()

    def objections(self, which: str) -> int:
        """Return how many objections are open or were upheld."""
        wanted: dict[str, Any] = {"decided_at": None} if which == "open" else {"upheld": True}
        return Objection.objects.filter(case=self.case.pk, **wanted).count()

    def first_in_queue(self, name: str) -> bool:
        """Return whether the case stands at the head of the queue, or of its own part of it."""
        queue = self.service.queues[name]
        waiting = Case.objects.filter(package=self.service.package, service=self.service.name, state__in=queue.states)
        if queue.each:
            waiting = waiting.filter(**{f"plain__{queue.each}": self.case.plain.get(queue.each)})
        order = [key if key == "opened_at" else f"plain__{key}" for key in queue.order]
        return waiting.order_by(*order, "number").values_list("pk", flat=True).first() == self.case.pk

    def cases_of_party(self, service: str, state: str) -> int:
        """Return how many other cases of the party stand there."""
        if self.case.party_id is None:
            return 0
        others = Case.objects.filter(
            party=self.case.party_id, package=self.service.package, service=service, state=state
        )
        return others.exclude(pk=self.case.pk).count()

    def cases_linking_here(self, service: str, state: str) -> int:
        """Return how many cases that link to this one stand there."""
        return self.cases_linking_to(str(self.case.pk), service, state)

    def cases_linking_to(self, case_id: str, service: str, state: str) -> int:
        """Return how many cases that link to that one stand there."""
        links = CaseLink.objects.filter(target=UUID(case_id), case__service=service, case__state=state)
        return links.values("case").distinct().count()

    def organ_stands(self, organ: int) -> bool:
        """Return whether it is an organ of the installation that stands on the case's day."""
        return [one.id for one in carried_on_by([organ], self.on)[organ]] == [organ]

    def formula(self, name: str, values: Mapping[str, FieldValue]) -> Computed:
        """Return what a formula of the package comes to on the case's day, UNKNOWN where facts are missing."""
        held, value = self.worked_out.get(name, (None, None))
        if held is not values:
            value = formula_value(self.service.package, name, *facts_of(self.service, values), self.on)
            self.worked_out[name] = values, value
        return UNKNOWN if value is None else value


def facts_of(
    service: Service, values: Mapping[str, FieldValue]
) -> tuple[dict[str, Value], dict[str, tuple[Mapping[str, Value], ...]]]:
    """Return the values that are facts of the rules: those of the subject, and lists of events.

    Rows are the events of a list, none where rows that may be left empty are; fields that give facts of a list
    without rows tell its only event.
    """
    facts: dict[str, Value] = {}
    lists: dict[str, tuple[Mapping[str, Value], ...]] = _left_empty(service)
    events: dict[str, dict[str, Value]] = {}
    for name, value in values.items():
        declared = service.fields.get(name)
        if declared is None:
            continue
        if isinstance(value, tuple):
            lists[name] = value
        elif declared.fact is not None:
            told = events.setdefault(declared.fact.scope, {}) if declared.fact.scope else facts
            told[declared.fact.name] = value
    return facts, {**{name: (event,) for name, event in events.items()}, **lists}


def _left_empty(service: Service) -> dict[str, tuple[Mapping[str, Value], ...]]:
    """Return the lists whose rows nobody has to fill in, without an event."""
    return {name: () for name, declared in service.fields.items() if declared.fact_list and not declared.required}
