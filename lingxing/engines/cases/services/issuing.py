"""Papers that an act issues: numbered, composed and sealed at once, printed from that whenever somebody asks."""

import datetime as dt
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lingxing.engines.cases.domain.capacities import organ_for
from lingxing.engines.cases.domain.clocks import due_of
from lingxing.engines.cases.domain.deciding import Decision
from lingxing.engines.cases.domain.state import Event
from lingxing.engines.cases.domain.surroundings import Surroundings
from lingxing.engines.cases.models import Case, IssuedDocument
from lingxing.engines.cases.papers.facts import LinkedCase, PaperFacts
from lingxing.engines.cases.papers.values import canonical, context_of, digest_of, values_at_issue
from lingxing.engines.cases.queries.bindings import Bound
from lingxing.engines.cases.queries.offered import service as service_named
from lingxing.engines.cases.queries.organs import naming
from lingxing.engines.cases.services.numbering import paper_number
from lingxing.engines.cases.statements import adapted, run
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import PartyKind
from lingxing.engines.parties.organs.queries_reform import organ_names_on
from lingxing.engines.parties.people.queries_acting import party_named
from lingxing.kernel.counting import due
from lingxing.kernel.placeholders import Placeholder, fill
from lingxing.kernel.terms import CountingRule, parse_term
from lingxing.language.procedures.definitions import FieldKind, IssuedDocumentKind, Procedure, Service

_CODE_BYTES = 15
_EARLIER = "SELECT name, number FROM cases_issueddocument WHERE case_id = %s ORDER BY issued_at, event_sequence"


@dataclass(frozen=True, slots=True)
class Issuing:
    """What is known while the papers of one act are made."""

    case: Case
    service: Service
    procedure: Procedure
    decision: Decision
    bound: Bound
    world: Surroundings
    party_name: str | None = None

    @property
    def applicant(self) -> str:
        """Return the full name of the case's party, empty for a case without one."""
        if self.party_name is None and self.case.party_id:
            return party_named(self.case.party_id)[1]
        return self.party_name or ""


@dataclass(frozen=True, slots=True)
class _Signer:
    """The organ that signs, its name on the day, and whom the paper is for: the name, and whether that is a person."""

    organ: int | None
    name: str
    applicant: str
    is_person: bool


def make_documents(work: Issuing) -> list[IssuedDocument]:
    """Return the papers of the act, numbered and sealed, not stored yet; several of one act may quote each other."""
    kinds = [work.service.documents[name] for name in work.decision.act.issues]
    if not kinds:
        return []
    event = work.decision.event
    work = replace(work, service=naming(work.service, [work.decision.after.values], event.day))
    organs = {kind.name: _signing_organ(work, kind) for kind in kinds}
    numbers = {kind.name: _number(kind, organs[kind.name], event.day.year) for kind in kinds}
    names = organ_names_on([organ for organ in organs.values() if organ is not None], event.day)
    quoted = {**_earlier_numbers(work.case), **numbers}
    of, name = party_named(work.case.party_id) if work.case.party_id else (PartyKind.PERSON, "")
    applicant = (name, of is PartyKind.PERSON)
    return [
        _document(work, kind, _Signer(organs[kind.name], names.get(organs[kind.name] or 0, ""), *applicant), quoted)
        for kind in kinds
    ]


def _signing_organ(work: Issuing, kind: IssuedDocumentKind) -> int | None:
    """Return the organ that signs: that of whoever acts in the role, else the one that plays it in the case."""
    event = work.decision.event
    if event.role == kind.by and event.organ is not None:
        return event.organ
    return organ_for(kind.by, work.bound.roles, work.case.organ_id, work.bound.parents)


def _number(kind: IssuedDocumentKind, organ: int | None, year: int) -> str:
    number = str(paper_number(kind.number, organ, year))

    def value(place: Placeholder) -> str:
        return number if place.name == "number" else str(year)

    return fill(kind.number, value)


def _earlier_numbers(case: Case) -> dict[str, str]:
    return dict(run(_EARLIER, [adapted(Case, "pk", case.pk)])) if case.revision else {}


def _document(work: Issuing, kind: IssuedDocumentKind, signer: _Signer, quoted: Mapping[str, str]) -> IssuedDocument:
    event, key = work.decision.event, uuid.uuid4()
    until = _valid_until(kind, work)
    code = secrets.token_hex(_CODE_BYTES)
    facts = PaperFacts(
        document_number=quoted[kind.name],
        case_number=work.case.number,
        applicant=signer.applicant,
        applicant_is_person=signer.is_person,
        organ=signer.name,
        issued_on=event.day,
        code=code,
        salt=secrets.token_hex(16),
        act_label=work.decision.act.label,
        reason=event.reason,
        values=work.decision.after.values,
        linked=_linked(work),
        due=_due_days(work),
        documents=quoted,
        missing=missing_lines(work.service, event),
        catalogue=work.procedure.catalogue,
        valid_from=event.day,
        valid_until=until,
    )
    values = values_at_issue(work.service, kind, facts)
    return IssuedDocument(
        id=key,
        case=work.case,
        name=kind.name,
        number=quoted[kind.name],
        organ_id=signer.organ,
        event_sequence=event.sequence,
        issued_at=event.at,
        sealed=seal_text(canonical(values), context_of(key)),
        digest=digest_of(values),
        code=code,
        valid_from=event.day,
        valid_until=until,
    )


def _valid_until(kind: IssuedDocumentKind, work: Issuing) -> dt.date | None:
    """Return the last day of a paper's validity, counted as the clocks count it; None where it has no end."""
    if kind.valid_until_field:
        until = work.decision.after.values.get(kind.valid_until_field)
        return until if isinstance(until, dt.date) else None
    if not kind.valid:
        return None
    return due(work.decision.event.day, parse_term(kind.valid), CountingRule.PLAIN, work.world.calendar).day


def _linked(work: Issuing) -> dict[str, LinkedCase]:
    found = {}
    for name, value in work.decision.after.values.items():
        field = work.service.fields.get(name)
        case = work.world.linked_case(str(value)) if field and field.kind is FieldKind.CASE else None
        if case:
            declared = naming(service_named(case.package, case.service), [case.values], work.decision.event.day)
            found[name] = LinkedCase(declared, case.number, case.values)
    return found


def _due_days(work: Issuing) -> dict[str, dt.date | None]:
    days: dict[str, dt.date | None] = {}
    for name, runs in work.decision.after.clocks.items():
        reached = due_of(runs[-1], work.world.calendar)
        days[name] = reached.day if reached else None
    return days


def missing_lines(service: Service, event: Event) -> tuple[str, ...]:
    """Return everything that a completion request asks for, a line each: papers, fields, then the words to them."""
    asked = event.completion
    if asked is None:
        return ()
    papers = [service.papers[name].label for name in asked.papers]
    fields = [f"填写{service.fields[name].label}" for name in asked.fields]
    return (*papers, *fields, *([asked.note] if asked.note else ()))
