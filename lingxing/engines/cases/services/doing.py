"""What opening a case and acting in one have in common: decide, then write everything that follows."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from lingxing.engines.cases.domain.acting import BY_SYSTEM, Acting
from lingxing.engines.cases.domain.deciding import Decision, decide
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.snapshots import Stored, event_to_json
from lingxing.engines.cases.domain.state import CaseState, Command, Event, RefusedCheck
from lingxing.engines.cases.domain.surroundings import LinkedCase, Surroundings
from lingxing.engines.cases.models import Case, CaseEvent, IssuedDocument
from lingxing.engines.cases.queries.bindings import Bound, bound_organs, playing_in
from lingxing.engines.cases.queries.loading import event_context, state_of
from lingxing.engines.cases.queries.world import as_linked, surroundings_of
from lingxing.engines.cases.services.attaching import hand_in
from lingxing.engines.cases.services.case_rows import columns_for, sealed_json, write_case
from lingxing.engines.cases.services.clock_rows import write_clocks, write_turns
from lingxing.engines.cases.services.effects import order_publications, remember_given, write_links, write_marks
from lingxing.engines.cases.services.followers import Changed, changed_case
from lingxing.engines.cases.services.issuing import Issuing, make_documents
from lingxing.engines.cases.services.numbering import case_number
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.telling import tell
from lingxing.engines.cases.statements import insert
from lingxing.engines.cases.tracking import code_digest
from lingxing.engines.ledger.services import Together, commit, record
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.procedures.definitions import Procedure, Service

_DEEPEST = 5
"""How many cases one act may pass on to, one after the other."""


Beside = Callable[[ActResult, Together], None]


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
    beside: Beside | None = None
    """Adds the rows of an engine after this one to those of the case that is being opened."""

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
    # From here on the organs are those that the case names after the act: who signs, who publishes, whose turn it is.
    doing.bound = playing_in(doing.bound, doing.procedure.roles, decision.after.values, doing.day)
    result = _write(doing, decision, world)
    doing.changed.append(changed_case(doing.case))
    _pass_on(doing, decision, result.event)
    tell(doing.case, doing.service, decision.event, decision.after, doing.at)
    remember_given(doing.case, doing.service, decision)
    return result


def _write(doing: Doing, decision: Decision, world: Surroundings) -> ActResult:
    """Write the act with all that is the case's own.

    A new case's number is taken as late as can be: on PostgreSQL everybody who opens a case of the series waits from
    then on until this one is committed.
    """
    case, event, new, together = doing.case, decision.event, doing.is_new, Together()
    digests = hand_in(case.pk, event.sequence, event.papers, doing.who.account_id)
    stored = event_to_json(doing.service, event)
    commitments, salts = _commitments(stored)
    sealed = sealed_json({**stored.personal, "salts": salts}, event_context(case.pk, event.sequence))
    columns = columns_for(case, doing.service, decision.after, doing.at)
    _write_waiting(doing, decision, together)
    if new:
        case.number = case_number(doing.service.number, doing.day.year)
        case.code_digest = code_digest(case.number, doing.code)
        case.opened_at = doing.at
    documents = make_documents(
        Issuing(case, doing.service, doing.procedure, decision, doing.bound, world, doing.party_name)
    )
    stored = _with_effects(doing, decision, documents, stored)
    payload = _payload(doing, decision, documents, stored, commitments, digests)
    article, actor = _short(decision.act.article), doing.who.actor
    entry = record(
        f"case:{case.pk}", event.act, actor, payload, doing.at, article=article, begins=new, together=together
    )
    write_case(case, columns, together)
    row = _event_row(doing, event, stored, sealed, entry.sequence)
    insert([row], together=together)
    insert(documents, together=together)
    result = ActResult(case, row, decision.after, tuple(documents), doing.code)
    if doing.beside:
        doing.beside(result, together)
    together.send()
    _write_effects(doing, decision)
    return result


def _event_row(doing: Doing, event: Event, stored: Stored, sealed: str, in_ledger: int) -> CaseEvent:
    return CaseEvent(
        case=doing.case,
        sequence=event.sequence,
        at=event.at,
        act=event.act,
        actor=event.actor,
        role=event.role,
        organ_id=event.organ,
        standing_in_for=event.standing_in_for,
        target=event.target,
        plain=stored.plain,
        sealed=sealed,
        ledger_sequence=in_ledger,
        key=doing.key or None,
    )


def _write_waiting(doing: Doing, decision: Decision, together: Together) -> None:
    """Write the clocks that run, and who is waited for."""
    case, service, after = doing.case, doing.service, decision.after
    write_clocks(case, service, decision.before.clocks, after, doing.calendar, together)
    write_turns(
        case,
        service,
        doing.procedure,
        after,
        doing.bound,
        doing.calendar,
        doing.at,
        new=decision.event.sequence == 1,
        together=together,
    )


def _write_effects(doing: Doing, decision: Decision) -> None:
    """Write what few acts leave beside the case."""
    write_links(doing.case, doing.service, decision)
    write_marks(doing.case, decision)
    if decision.act.publishes:
        order_publications(doing.case, doing.service, decision, doing.bound, doing.calendar)


def _with_effects(doing: Doing, decision: Decision, documents: list[IssuedDocument], stored: Stored) -> Stored:
    """Return what is stored of the event: what the act gave, what it issued, computed and followed from."""
    day = doing.day.isoformat()
    more: dict[str, Any] = {
        "documents": [str(document.pk) for document in documents],
        "computed": {name: {"formula": formula, "on": day} for name, formula in decision.act.computes.items()},
        "cause": dict(doing.cause) if doing.cause else None,
    }
    return Stored({**stored.plain, **{name: part for name, part in more.items() if part}}, stored.personal)


def _commitments(stored: Stored) -> tuple[dict[str, str], dict[str, str]]:
    """Return the commitments to everything that the act gave, and their salts."""
    words = {f"act.{name}": stored.personal[name] for name in ("reason", "note") if name in stored.personal}
    return commit({**stored.plain.get("values", {}), **stored.personal.get("values", {}), **words})


def _payload(
    doing: Doing,
    decision: Decision,
    documents: list[IssuedDocument],
    stored: Stored,
    commitments: Mapping[str, str],
    digests: Mapping[str, list[str]],
) -> dict[str, object]:
    """Return what the ledger holds of the act: nothing personal."""
    event = decision.event
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
    return payload


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
