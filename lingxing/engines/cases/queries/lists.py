"""Registers and queues: lists of cases that a document orders, redacted by the rule of each column."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, QuerySet, Value, Window
from django.db.models.fields.json import KT
from django.db.models.functions import RowNumber

from lingxing.engines.cases.domain.state import CaseState
from lingxing.engines.cases.models import Case, IssuedDocument
from lingxing.engines.cases.papers.filling import shown_value
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.queries.organs import naming
from lingxing.engines.parties.access_masking import mask_address, mask_name, mask_number, mask_phone
from lingxing.engines.parties.people.queries import party_cards
from lingxing.kernel.dates import SHANGHAI, format_date
from lingxing.kernel.errors import NotFound
from lingxing.language.procedures.definitions import FieldKind, Queue, Register, Service

PAGE = 100
Waiting = tuple[UUID, str, dt.datetime, str | None, int]
"""A case in a queue: id, number, when it was opened, the value that keeps its part apart, its place there from 1."""
MASKS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "name": mask_name,
    "identity": mask_number,
    "phone": mask_phone,
    "address": mask_address,
    "account": mask_number,
}
"""What each rule of redaction does to a text."""
_OWN = {"number": "编号", "decided_on": "决定日期", "organ": "办理单位", "applicant": "申请人"}


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a register: headings and rows of texts. `after` begins the next page, empty on the last."""

    label: str
    article: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    after: str


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """A case in a queue: its place from 1, its number, when it was opened; `own` marks the one that was asked for.

    `part` names the list that the place counts in, where the queue keeps lists apart: a project.
    """

    position: int
    number: str
    opened_on: dt.date
    own: bool = False
    part: str = ""


def register_of(package: str, service_name: str, name: str, *, public: bool) -> tuple[Service, Register]:
    """Return a register with its service. NotFound where there is none, or it is not for the public."""
    declared = service(package, service_name)
    found = declared.registers.get(name)
    if found is None or (public and not found.public):
        raise NotFound("没有这个名录", where=declared.label, remedy="请从事项页面进入")
    return declared, found


def register(
    package: str, service_name: str, name: str, *, public: bool = True, after: str = "", size: int = PAGE
) -> ListPage:
    """Return a page of a register, newest numbers first, every column redacted by its rule.

    `public` refuses registers that are not; whoever reads one that is not must handle cases of the service.
    """
    declared, found = register_of(package, service_name, name, public=public)
    cases = Case.objects.filter(package=package, service=service_name, state__in=found.states)
    if after:
        cases = cases.filter(number__lt=after)
    page = list(cases.select_related("organ").order_by("-number")[: size + 1])
    rows = tuple(_rows(declared, found, page[:size]))
    more = page[size - 1].number if len(page) > size else ""
    return ListPage(found.label, found.article, headings_of(declared, found.columns), rows, more)


def queue_of(package: str, service_name: str, name: str) -> tuple[Service, Queue]:
    """Return a queue with its service. NotFound where there is none."""
    declared = service(package, service_name)
    found = declared.queues.get(name)
    if found is None:
        raise NotFound("没有这个队列", where=declared.label, remedy="请从事项页面进入")
    return declared, found


def queue(
    package: str, service_name: str, name: str, *, own: UUID | None = None, size: int = PAGE, skip: int = 0
) -> list[QueuePlace]:
    """Return the places of a queue from the head on, in the order that conditions go by: by numbers of cases, no names.

    Anybody may hold their own number against it, so that the order can be checked from outside.
    """
    declared, found = queue_of(package, service_name, name)
    rows = list(in_order(declared, found)[skip : skip + size])
    parts = _part_labels(declared, found, {part for *_, part, _ in rows if part is not None})
    return [
        QueuePlace(place, number, opened.astimezone(SHANGHAI).date(), key == own, parts.get(part, ""))
        for key, number, opened, part, place in rows
    ]


def _part_labels(declared: Service, found: Queue, parts: set[str]) -> Mapping[str | None, str]:
    """Return what the parts of a queue are called: titles of linked cases, values of other fields."""
    if not found.each:
        return {}
    field = declared.fields[found.each]
    if field.kind is FieldKind.ORGAN:
        held = [{field.name: int(part)} for part in parts]
        field = naming(declared, held).fields[field.name]
    if field.kind is FieldKind.CASE:
        titles = Case.objects.filter(pk__in=parts).values_list("pk", "title", "number")
        return {str(key): title or number for key, title, number in titles}
    return {part: shown_value(field, part) for part in parts}


def position_in(package: str, service_name: str, name: str, case_id: UUID) -> int | None:
    """Return the place of a case in its part of a queue from 1, None where it does not wait there."""
    declared, found = queue_of(package, service_name, name)
    return next((place for key, *_, place in in_order(declared, found) if key == case_id), None)


def in_order(declared: Service, found: Queue) -> "QuerySet[Case, Waiting]":
    """Return the waiting cases part by part, each in the queue's order, ties by number."""
    order = [*(key if key == "opened_at" else f"plain__{key}" for key in found.order), "number"]
    part = KT(f"plain__{found.each}") if found.each else Value(None, output_field=CharField())
    waiting = Case.objects.filter(package=declared.package, service=declared.name, state__in=found.states)
    place = Window(RowNumber(), partition_by=[part] if found.each else None, order_by=order)
    ordered = waiting.annotate(part=part, place=place).order_by(*(["part"] if found.each else []), *order)
    return ordered.values_list("pk", "number", "opened_at", "part", "place")


def redacted(declared: Service, columns: Mapping[str, str], cases: list[Case]) -> Iterator[dict[str, str]]:
    """Yield for each case the texts of the columns, redacted by their rules; few queries for any number of cases."""
    names = (
        party_cards({case.party_id for case in cases if case.party_id}, mask=False) if "applicant" in columns else {}
    )
    numbers = _document_numbers(declared, columns, cases)
    states = [state_of(case, declared) for case in cases]
    declared = naming(declared, [state.values for state in states])
    for case, state in zip(cases, states, strict=True):
        texts = {
            "number": case.number,
            "decided_on": format_date(case.settled_at.astimezone(SHANGHAI).date()) if case.settled_at else "",
            "organ": case.organ.name if case.organ else "",
            "applicant": names[case.party_id].name if case.party_id and case.party_id in names else "",
        }
        yield {
            column: MASKS[rule](_text(declared, state, column, texts, numbers.get((case.pk, column), "")))
            for column, rule in columns.items()
        }


def _rows(declared: Service, found: Register, cases: list[Case]) -> Iterator[tuple[str, ...]]:
    for texts in redacted(declared, found.columns, cases):
        yield tuple(texts[column] for column in found.columns)


def _text(declared: Service, state: CaseState, column: str, texts: Mapping[str, str], document: str) -> str:
    field = declared.fields.get(column)
    if field is None:
        return texts.get(column, document)
    value = state.values.get(column)
    if value is None or isinstance(value, tuple) or field.kind is FieldKind.CASE:
        return ""
    return shown_value(field, value)


def headings_of(declared: Service, columns: Mapping[str, str]) -> tuple[str, ...]:
    """Return the Chinese headings of columns: labels of fields and documents, and those that every case has."""

    def heading(column: str) -> str:
        if column in declared.fields:
            return declared.fields[column].label
        return declared.documents[column].label if column in declared.documents else _OWN.get(column, column)

    return tuple(heading(column) for column in columns)


def _document_numbers(declared: Service, columns: Mapping[str, str], cases: list[Case]) -> dict[tuple[UUID, str], str]:
    wanted = [column for column in columns if column in declared.documents]
    if not wanted:
        return {}
    issued = IssuedDocument.objects.filter(case__in=cases, name__in=wanted, revoked_at=None).order_by("issued_at")
    return {(case, name): number for case, name, number in issued.values_list("case_id", "name", "number")}
