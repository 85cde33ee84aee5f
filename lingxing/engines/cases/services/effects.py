"""What an act does beside its case: links, marks on the party, publications ordered."""

import datetime as dt
from collections.abc import Iterator, Mapping
from uuid import UUID

from lingxing.engines.cases.domain.capacities import organ_for
from lingxing.engines.cases.domain.deciding import Decision
from lingxing.engines.cases.domain.state import Event, FieldValue
from lingxing.engines.cases.domain.values import to_json
from lingxing.engines.cases.models import Case, CaseLink, Mark, PublicationOrder
from lingxing.engines.cases.queries.bindings import Bound
from lingxing.engines.parties.people.services_facts import forget_facts, remember_fact
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.counting import due
from lingxing.kernel.terms import CountingRule, parse_term
from lingxing.language.procedures.definitions import Field, FieldKind, Publication, Service

_OWN_RECORD = "party."
_SAME_DAY = ("", "0 days", "0 working days")


def write_links(case: Case, service: Service, decision: Decision) -> None:
    """Make the links of the case those that the fields of kind case name now."""
    given = {
        name: value
        for name, value in decision.event.values.items()
        if name in service.fields and service.fields[name].kind is FieldKind.CASE
    }
    emptied = [name for name, value in given.items() if value is None]
    if emptied:
        CaseLink.objects.filter(case=case, name__in=emptied).delete()
    rows = [CaseLink(case=case, name=name, target_id=UUID(str(value))) for name, value in given.items() if value]
    if rows:
        CaseLink.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["case", "name"], update_fields=["target"]
        )


def write_marks(case: Case, decision: Decision) -> None:
    """Set and lift the marks of the act on the case's party; a case without one marks nobody."""
    act, event = decision.act, decision.event
    if case.party_id is None or not (act.marks or act.clears):
        return
    city = case.package.partition("/")[0]
    carried = Mark.objects.filter(party=case.party_id, city=city, until=None)
    if act.clears:
        carried.filter(name__in=act.clears).update(
            until=event.at, lifted_by_case=case, lifted_by_sequence=event.sequence
        )
    held = set(carried.filter(name__in=act.marks).values_list("name", flat=True)) if act.marks else set()
    Mark.objects.bulk_create(
        Mark(party_id=case.party_id, name=name, city=city, case=case, event_sequence=event.sequence, since=event.at)
        for name in act.marks
        if name not in held
    )


def order_publications(case: Case, service: Service, decision: Decision, bound: Bound, calendar: WorkCalendar) -> None:
    """Order what the act has to be published, with the last day for its release."""
    event = decision.event
    PublicationOrder.objects.bulk_create(
        PublicationOrder(
            case=case,
            name=name,
            event_sequence=event.sequence,
            ordered_at=event.at,
            due_on=_release_by(service.publications[name], event.day, calendar),
            organ_id=organ_for(service.publications[name].by, bound.roles, case.organ_id, bound.parents),
        )
        for name in decision.act.publishes
    )


def remember_given(case: Case, service: Service, decision: Decision) -> None:
    """Put on record what the act gave of facts about the party, so that it need not be asked again.

    Those are the fields whose `prefill` names a fact; what comes from the party's own record is there already. Call it
    last: it writes to the party's stream of the ledger, which comes after those of cases.
    """
    if case.party_id is None:
        return
    for declared, value in _facts_given(service, decision.event.values):
        known = to_json(declared, value)
        remember_fact(case.party_id, declared.prefill, known, f"case:{case.pk}", decision.event.at)


def forget_given(case: Case, service: Service, done: Event, at: dt.datetime) -> None:
    """Take off record what an act gave of facts about the party that is taken back now. Call it last, as above."""
    names = [declared.prefill for declared, _ in _facts_given(service, done.values)]
    if case.party_id is not None and names:
        forget_facts(case.party_id, names, f"case:{case.pk}", done.at, at)


def _facts_given(service: Service, values: Mapping[str, FieldValue | None]) -> Iterator[tuple[Field, FieldValue]]:
    for name, value in values.items():
        declared = service.fields[name]
        if value is not None and declared.prefill and not declared.prefill.startswith(_OWN_RECORD):
            yield declared, value


def _release_by(publication: Publication, day: dt.date, calendar: WorkCalendar) -> dt.date:
    if " ".join(publication.within.split()) in _SAME_DAY:
        return day
    return due(day, parse_term(publication.within), CountingRule(publication.rule), calendar).day
