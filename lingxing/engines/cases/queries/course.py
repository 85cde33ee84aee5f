"""How a case stands and what was done in it, for the engine that opened it: who looks is not asked here."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.domain.clocks import due_of
from lingxing.engines.cases.domain.lights import Light, light_of
from lingxing.engines.cases.domain.state import CaseState, FieldValue
from lingxing.engines.cases.models import Case, CaseEvent, CaseLink
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.case_parts import issued_documents
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import service
from lingxing.language.procedures.definitions import Service


@dataclass(frozen=True, slots=True)
class Done:
    """An act that stands: its name and article, when, and its place in the case's chain of the ledger."""

    act: str
    label: str
    article: str
    at: dt.datetime
    entry: int


@dataclass(frozen=True, slots=True)
class Running:
    """A term: until when, and how it stands on the day."""

    label: str
    article: str
    due: dt.date | None
    light: Light


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was issued: key, title, number."""

    id: UUID
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Course:
    """A case as of the day. `clocks` by name, in the order of the procedure; `papers` the oldest first."""

    id: UUID
    number: str
    label: str
    state: str
    state_label: str
    closed: bool
    revision: int
    values: Mapping[str, FieldValue]
    clocks: Mapping[str, Running]
    papers: tuple[Issued, ...]
    done: tuple[Done, ...]


def course_of(case_id: UUID, on: dt.date) -> Course:
    """Return a case that is there, its terms as of the day."""
    case = Case.objects.get(pk=case_id)
    declared = service(case.package, case.service)
    state = state_of(case, declared)
    return Course(
        case.pk,
        case.number,
        declared.label,
        state.state,
        declared.states[state.state].label,
        case.closed,
        case.revision,
        state.values,
        _clocks(declared, state, on),
        tuple(_issued(declared, case)),
        tuple(_done(declared, case)),
    )


def _clocks(declared: Service, state: CaseState, on: dt.date) -> dict[str, Running]:
    days, found = calendar(), {}
    for name, clock in declared.clocks.items():
        if runs := state.clocks.get(name):
            due = due_of(runs[-1], days)
            shown = light_of(declared, state, name, on, days)
            found[name] = Running(clock.label, clock.article, due.day if due else None, shown)
    return found


def _issued(declared: Service, case: Case) -> list[Issued]:
    rows = reversed(issued_documents(case))
    return [Issued(row.pk, declared.documents[row.name].label, row.number) for row in rows]


def _done(declared: Service, case: Case) -> list[Done]:
    rows = list(CaseEvent.objects.filter(case=case).order_by("sequence"))
    annulled = {row.annuls for row in rows if row.annuls}
    stand = [row for row in rows if row.sequence not in annulled and row.annuls is None]
    acts = declared.acts
    return [Done(row.act, acts[row.act].label, acts[row.act].article, row.at, row.ledger_sequence) for row in stand]


def states_of(case_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return of each case that is there its state and what that is called; one query."""
    rows = Case.objects.filter(pk__in=list(case_ids)).values_list("pk", "package", "service", "state")
    return {key: (state, service(package, name).states[state].label) for key, package, name, state in rows}


def newest_of(package: str, name: str, limit: int = 200) -> list[UUID]:
    """Return the cases of a service, the newest first."""
    rows = Case.objects.filter(package=package, service=name).order_by("-opened_at", "-number")
    return list(rows.values_list("pk", flat=True)[:limit])


def naming(case_id: UUID, name: str) -> list[UUID]:
    """Return the cases of a service that name this one in a field, by number."""
    rows = CaseLink.objects.filter(target=case_id, case__service=name).order_by("case__number")
    return list(rows.values_list("case_id", flat=True))


def case_numbered(number: str) -> UUID | None:
    """Return the id of the case of that number, None where there is none."""
    found: UUID | None = Case.objects.filter(number=number).values_list("pk", flat=True).first()
    return found
