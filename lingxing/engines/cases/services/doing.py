"""What opening a case and acting in one have in common: decide, then write everything that follows."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from lingxing.engines.cases.domain.acting import BY_SYSTEM, Acting
from lingxing.engines.cases.domain.deciding import Decision, decide
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.snapshots import Stored, event_to_json, is_personal, state_to_json
from lingxing.engines.cases.domain.state import CaseState, Command, RefusedCheck
from lingxing.engines.cases.domain.surroundings import LinkedCase
from lingxing.engines.cases.models import Case, CaseEvent, IssuedDocument
from lingxing.engines.cases.queries.bindings import Bound, bound_organs, playing_in
from lingxing.engines.cases.queries.loading import event_context, state_of, values_context
from lingxing.engines.cases.queries.world import as_linked, surroundings_of
from lingxing.engines.cases.services.attaching import hand_in
from lingxing.engines.cases.services.clock_rows import write_clocks, write_turns
from lingxing.engines.cases.services.effects import order_publications, remember_given, write_links, write_marks
from lingxing.engines.cases.services.followers import Changed, changed_case
from lingxing.engines.cases.services.issuing import Issuing, make_documents
from lingxing.engines.cases.services.numbering import case_number
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.telling import tell
from lingxing.engines.cases.statements import insert, update
from lingxing.engines.cases.tracking import code_digest
from lingxing.engines.ledger.services import commit, record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.exact import decimal_string
from lingxing.language.procedures.definitions import FieldKind, Procedure, Service

_DEEPEST = 5
"""How many cases one act may pass on to, one after the other."""


@dataclass(slots=True)
class Doing:
    """One act while it is being done."""

    case: Case
    service: Service
    procedure: Procedure
    bound: Bound
    calendar: WorkCalendar
    who: Acting
    at: dt.datetime
    key: str = ""
    code: str = ""
    """The tracking code of a case that is being opened; empty for one that is there."""
    party_name: str | None = None
    """The name of the case's party where it has been read already."""
    locked: dict[UUID, Case] = field(default_factory=dict)
    origin: LinkedCase | None = None
    cause: Mapping[str, object] | None = None
    """The case and event that this act follows from."""
    depth: int = 0
    changed: list[Changed] = field(default_factory=list)
    """The cases that this act and those that followed from it were written in; one list for all of them."""

    @property
    def day(self) -> dt.date:
        """Return the day in Shanghai."""
        return self.at.astimezone(SHANGHAI).date()

    @property
    def is_new(self) -> bool:
        """Return whether the case is being opened."""
        return self.case.revision == 0


def request_key(who: Acting, key: str) -> str:
    """Return what CaseEvent.key holds: bound to who asks, so that nobody meets another's keys; empty without one."""
    return hashlib.sha256(f"{who.actor.id}|{key}".encode()).hexdigest() if key else ""


def do(doing: Doing, state: CaseState, command: Command) -> ActResult:
    """Decide and write one act. The case is locked, or new, and the transaction is the caller's."""
    world = surroundings_of(
        doing.case, doing.service, doing.day, doing.calendar, locked=doing.locked, origin=doing.origin
    )
    decision = decide(doing.service, state, command, doing.who, doing.at, world)
    if doing.is_new:
        doing.case.number = case_number(doing.service.number, doing.day.year)
        doing.case.code_digest = code_digest(doing.case.number, doing.code)
        doing.case.opened_at = doing.at
    # From here on the organs are those that the case names after the act: who signs, who publishes, whose turn it is.
    doing.bound = playing_in(doing.bound, doing.procedure.roles, decision.after.values, doing.day)
    documents = make_documents(
        Issuing(doing.case, doing.service, doing.procedure, decision, doing.bound, world, doing.party_name)
    )
    event = _write(doing, decision, documents)
    doing.changed.append(changed_case(doing.case))
    _pass_on(doing, decision, event)
    tell(doing.case, doing.service, decision.event, decision.after, doing.at)
    remember_given(doing.case, doing.service, decision)
    return ActResult(doing.case, event, decision.after, tuple(documents), doing.code)


def _write(doing: Doing, decision: Decision, documents: list[IssuedDocument]) -> CaseEvent:
    case, service, event = doing.case, doing.service, decision.event
    stored = _event_parts(doing, decision, documents)
    digests = hand_in(case.pk, event.sequence, event.papers, doing.who.account_id)
    salts, payload = _payload(doing, decision, documents, stored, digests)
    article = _short(decision.act.article)
    entry = record(
        f"case:{case.pk}", event.act, doing.who.actor, payload, doing.at, article=article, begins=doing.is_new
    )
    write_case(case, service, decision.after, doing.at)
    row = CaseEvent(
        case=case,
        sequence=event.sequence,
        at=event.at,
        act=event.act,
        actor=event.actor,
        role=event.role,
        organ_id=event.organ,
        standing_in_for=event.standing_in_for,
        target=event.target,
        plain=stored.plain,
        sealed=sealed_json({**stored.personal, "salts": salts}, event_context(case.pk, event.sequence)),
        ledger_sequence=entry.sequence,
        key=doing.key or None,
    )
    insert([row])
    insert(documents)
    _write_rows(doing, decision)
    return row


def _write_rows(doing: Doing, decision: Decision) -> None:
    case, service = doing.case, doing.service
    write_clocks(case, service, decision.before.clocks, decision.after, doing.calendar)
    write_turns(
        case,
        service,
        doing.procedure,
        decision.after,
        doing.bound,
        doing.calendar,
        doing.at,
        new=decision.event.sequence == 1,
    )
    write_links(case, service, decision)
    write_marks(case, decision)
    if decision.act.publishes:
        order_publications(case, service, decision, doing.bound, doing.calendar)


def _event_parts(doing: Doing, decision: Decision, documents: list[IssuedDocument]) -> Stored:
    """Return what is stored of the event: what the act gave, what it issued, computed and followed from."""
    stored = event_to_json(doing.service, decision.event)
    day = doing.day.isoformat()
    more: dict[str, Any] = {
        "documents": [str(document.pk) for document in documents],
        "computed": {name: {"formula": formula, "on": day} for name, formula in decision.act.computes.items()},
        "cause": dict(doing.cause) if doing.cause else None,
    }
    return Stored({**stored.plain, **{name: part for name, part in more.items() if part}}, stored.personal)


def _payload(
    doing: Doing, decision: Decision, documents: list[IssuedDocument], stored: Stored, digests: Mapping[str, list[str]]
) -> tuple[dict[str, str], dict[str, object]]:
    """Return the salts of the commitments, and what the ledger holds of the act: nothing personal."""
    event = decision.event
    words = {f"act.{name}": stored.personal[name] for name in ("reason", "note") if name in stored.personal}
    values = {**stored.plain.get("values", {}), **stored.personal.get("values", {}), **words}
    commitments, salts = commit(values)
    payload: dict[str, object] = {
        "service": doing.service.id,
        "definition": doing.service.digest,
        "number": doing.case.number,
        "sequence": event.sequence,
        "from": decision.before.state,
        "to": event.target,
        "role": event.role,
        "organ": event.organ,
        "fields": commitments,
        "papers": digests,
        "documents": [[document.number, document.digest] for document in documents],
    }
    if event.standing_in_for:
        payload["standing_in_for"] = event.standing_in_for
    if event.completion:
        payload["completion"] = {"papers": list(event.completion.papers), "fields": list(event.completion.fields)}
    for name in ("computed", "cause"):
        if name in stored.plain:
            payload[name] = stored.plain[name]
    return salts, payload


def write_case(case: Case, service: Service, state: CaseState, at: dt.datetime) -> None:
    """Write what the events add up to into the case's row, which is locked or new."""
    new = case.revision == 0
    snapshot, values = state_to_json(service, state)
    case.state, case.closed, case.outcome = state.state, state.closed, state.outcome
    case.revision = state.sequence
    case.snapshot, case.plain = snapshot, values.plain
    case.sealed = sealed_json(values.personal, values_context(case.pk))
    case.title = title_of(service, state)
    case.changed_at = at
    case.settled_at = (case.settled_at or at) if state.settled else None
    case.closed_at = (case.closed_at or at) if state.closed else None
    if new:
        insert([case])
    else:
        update(case, _KEPT)


_KEPT = (
    "state",
    "closed",
    "outcome",
    "revision",
    "snapshot",
    "plain",
    "sealed",
    "title",
    "changed_at",
    "settled_at",
    "closed_at",
)


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


def _pass_on(doing: Doing, decision: Decision, event: CaseEvent) -> None:
    """Do the acts that follow on linked cases, in the order of their ids, by Lingxing itself."""
    for case_id, act in decision.cascades:
        if doing.depth >= _DEEPEST:
            raise Refused([RefusedCheck("关联的案件一环套一环，超过了允许的层数")], where=doing.case.number)
        linked = doing.locked.get(UUID(case_id)) or Case.objects.select_for_update().get(pk=case_id)
        declared = doing.procedure.services[linked.service]
        follow = Doing(
            linked,
            declared,
            doing.procedure,
            bound_organs(linked.package, linked.service),
            doing.calendar,
            BY_SYSTEM,
            doing.at,
            locked=doing.locked,
            origin=as_linked(doing.case, doing.service, decision.after),
            cause={"case": str(doing.case.pk), "sequence": event.sequence},
            depth=doing.depth + 1,
            changed=doing.changed,
        )
        try:
            do(follow, state_of(linked, declared), Command(act))
        except Refused as refused:
            raise _of_linked(refused, declared, linked) from refused


def _of_linked(refused: Refused, service: Service, case: Case) -> Refused:
    items = [replace(item, label=f"{service.label} {case.number}：{item.label}", field="") for item in refused.items]
    return Refused(items, where=refused.where)


def _short(article: str) -> str:
    return article[:200]
