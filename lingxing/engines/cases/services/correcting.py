"""Taking back a mistaken act by a new one."""

import datetime as dt
from uuid import UUID

from lingxing.engines.cases.domain.acting import BY_SYSTEM, Acting
from lingxing.engines.cases.domain.folding import effective, fold
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.requirements import wrong_words
from lingxing.engines.cases.domain.state import CORRECT, CaseState, Command, Event, RefusedCheck
from lingxing.engines.cases.models import Case, CaseEvent, CaseLink, IssuedDocument, Mark, PublicationOrder
from lingxing.engines.cases.queries.bindings import bound_organs, playing_in
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.loading import event_context, events_of, state_of
from lingxing.engines.cases.queries.offered import procedure, service
from lingxing.engines.cases.services.acting import lock_case
from lingxing.engines.cases.services.case_rows import columns_for, sealed_json, write_case
from lingxing.engines.cases.services.clock_rows import write_clocks, write_turns
from lingxing.engines.cases.services.effects import forget_given
from lingxing.engines.cases.services.entitlement import check_organ
from lingxing.engines.cases.services.followers import Changed, changed_case, tell_followers
from lingxing.engines.cases.services.results import ActResult, Stale
from lingxing.engines.cases.services.telling import News, tell_applicant
from lingxing.engines.cases.writing import write_transaction
from lingxing.engines.ledger.services import commit, record
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import NotAllowed, NotFound
from lingxing.language.procedures.definitions import FieldKind, Service


def correct(
    case_id: UUID, sequence: int, reason: str, who: Acting, at: dt.datetime, *, revision: int | None = None
) -> ActResult:
    """Take back the last act in force of a case; nothing is erased. Return the correcting event.

    Its documents are revoked, what it put on record of the party is forgotten, the marks it set are lifted and those it
    lifted stand again, its publications not yet released are dropped, its acts on linked cases are taken back too.
    What has been released is withdrawn by whoever
    publishes. Refused where it isn't the last one in force, opened the case, or follows from another case's act;
    NotAllowed for anybody but those who act for the organ that did it (for the organ that handles the case, where it
    was the applicant or Lingxing). Stale as `acting.perform`.
    """
    with write_transaction():
        return _correct(case_id, sequence, reason, who, at, revision)


def _correct(
    case_id: UUID, sequence: int, reason: str, who: Acting, at: dt.datetime, revision: int | None
) -> ActResult:
    done = CaseEvent.objects.filter(case=case_id, sequence=sequence).first()
    if done is None:
        raise NotFound("没有这个办理动作", where="案件", remedy="请从办理记录中选择")
    case, _ = lock_case(case_id, Command(done.act))
    on = at.astimezone(SHANGHAI).date()
    _check_entitled(case, done, who, on)
    if revision is not None and revision != case.revision:
        raise Stale(case.number)
    _check_reason(reason, case, on)
    changed: list[Changed] = []
    taken = _take_back(case, done, reason.strip(), who, at, changed)
    tell_followers(changed)
    return taken


def _check_entitled(case: Case, done: CaseEvent, who: Acting, on: dt.date) -> None:
    if not who.for_organ or who.organ_id != (done.organ_id or case.organ_id):
        raise NotAllowed("只有办理这个动作的单位可以更正它", where=case.number, remedy="请联系办理单位")
    declared = procedure(case.package)
    bound = playing_in(bound_organs(case.package, case.service), declared.roles, case.plain, on)
    check_organ(who, declared, bound, case.organ_id, on)


def _check_reason(reason: str, case: Case, on: dt.date) -> None:
    wrong = list(wrong_words(reason, "更正的理由", "reason", on, needed=True))
    if wrong:
        raise Refused(wrong, where=case.number)


def _take_back(
    case: Case,
    done: CaseEvent,
    reason: str,
    who: Acting,
    at: dt.datetime,
    changed: list[Changed],
    *,
    follows: bool = False,
) -> ActResult:
    """Take one act back in a locked case, and with it what it did to others; put all these cases into `changed`."""
    declared = service(case.package, case.service)
    rows = list(CaseEvent.objects.filter(case=case).order_by("sequence"))
    events = events_of(rows, declared)
    _check_last(case, declared, done, events, follows=follows)
    before = state_of(case, declared)
    taking = Event(
        sequence=case.revision + 1,
        at=at,
        act=CORRECT,
        actor=who.actor.id,
        role=who.role,
        target="",
        organ=who.organ_id,
        reason=reason,
        standing_in_for=who.standing_in_for,
        annuls=done.sequence,
    )
    after = fold(declared, [*events, taking])
    row = _write(case, declared, taking, before, after, who)
    changed.append(changed_case(case))
    _undo_effects(case, declared, done, after, at)
    _take_back_linked(case, declared, done, before, reason, at, changed)
    _tell(case, declared, done, after, at)
    forget_given(case, declared, next(event for event in events if event.sequence == done.sequence), at)
    return ActResult(case, row, after)


def _check_last(case: Case, declared: Service, done: CaseEvent, events: list[Event], *, follows: bool) -> None:
    standing = effective(events)
    if not standing or standing[-1].sequence != done.sequence:
        told = "只能更正最后一个有效的办理动作，请从最后一个开始逐个更正"
        raise Refused([RefusedCheck(told)], where=case.number)
    if len(standing) == 1:
        raise Refused([RefusedCheck("立案的动作不能更正，请改为撤回或者办结")], where=case.number)
    if done.plain.get("cause") and not follows:
        other = Case.objects.filter(pk=done.plain["cause"]["case"]).values_list("number", flat=True).first()
        raise Refused([RefusedCheck(f"这个动作由案件 {other} 引起，请在那个案件中更正")], where=case.number)
    if any(event.act not in declared.acts or event.target not in declared.states for event in standing):
        raise Refused([RefusedCheck("办理记录中有的动作已不在现行程序中，不能更正，请另行办理")], where=case.number)


def _write(case: Case, declared: Service, taking: Event, before: CaseState, after: CaseState, who: Acting) -> CaseEvent:
    commitments, salts = commit({"act.reason": taking.reason})
    payload: dict[str, object] = {
        "service": declared.id,
        "definition": declared.digest,
        "number": case.number,
        "sequence": taking.sequence,
        "from": before.state,
        "to": after.state,
        "role": taking.role,
        "organ": taking.organ,
        "fields": commitments,
        "annuls": taking.annuls,
    }
    if taking.standing_in_for:
        payload["standing_in_for"] = taking.standing_in_for
    entry = record(f"case:{case.pk}", CORRECT, who.actor, payload, taking.at)
    write_case(case, columns_for(case, declared, after, taking.at))
    row = CaseEvent.objects.create(
        case=case,
        sequence=taking.sequence,
        at=taking.at,
        act=CORRECT,
        actor=taking.actor,
        role=taking.role,
        organ_id=taking.organ,
        standing_in_for=taking.standing_in_for,
        target=after.state,
        sealed=sealed_json({"reason": taking.reason, "salts": salts}, event_context(case.pk, taking.sequence)),
        ledger_sequence=entry.sequence,
        annuls=taking.annuls,
    )
    days = calendar()
    write_clocks(case, declared, before.clocks, after, days)
    whole = procedure(case.package)
    bound = playing_in(bound_organs(case.package, case.service), whole.roles, after.values, taking.day)
    write_turns(case, declared, whole, after, bound, days, taking.at)
    return row


def _undo_effects(case: Case, declared: Service, done: CaseEvent, after: CaseState, at: dt.datetime) -> None:
    """Revoke, lift and drop what the act left beside the case."""
    IssuedDocument.objects.filter(case=case, event_sequence=done.sequence, revoked_at=None).update(revoked_at=at)
    Mark.objects.filter(case=case, event_sequence=done.sequence, until=None).update(until=at)
    Mark.objects.filter(lifted_by_case=case, lifted_by_sequence=done.sequence).update(
        until=None, lifted_by_case=None, lifted_by_sequence=None
    )
    PublicationOrder.objects.filter(case=case, event_sequence=done.sequence, released_at=None).update(dropped_at=at)
    _restore_links(case, declared, after)


def _restore_links(case: Case, declared: Service, after: CaseState) -> None:
    wanted = {
        name: UUID(str(after.values[name]))
        for name, field in declared.fields.items()
        if field.kind is FieldKind.CASE and name in after.values
    }
    links = CaseLink.objects.filter(case=case)
    links.exclude(name__in=wanted).delete()
    for name, target in wanted.items():
        links.filter(name=name).exclude(target=target).update(target=target)


def _take_back_linked(
    case: Case,
    declared: Service,
    done: CaseEvent,
    before: CaseState,
    reason: str,
    at: dt.datetime,
    changed: list[Changed],
) -> None:
    """Take back what the act did in linked cases; refused, naming the case, where that has gone on since."""
    names = declared.acts[done.act].cascades
    wanted = sorted({str(before.values[name]) for name in names if name in before.values})
    for case_id in wanted:
        linked = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
        caused = CaseEvent.objects.filter(case=linked, plain__cause__case=str(case.pk))
        row = caused.filter(plain__cause__sequence=done.sequence).order_by("-sequence").first()
        if row is None:
            continue
        try:
            _take_back(linked, row, reason, BY_SYSTEM, at, changed, follows=True)
        except Refused as refused:
            items = [RefusedCheck(f"关联案件 {linked.number}：{item.label}", item.article) for item in refused.items]
            raise Refused(items, where=case.number) from refused


def _tell(case: Case, declared: Service, done: CaseEvent, after: CaseState, at: dt.datetime) -> None:
    act, status = declared.acts[done.act], declared.states[after.state].label
    if not act.silent:
        text = f"{declared.label} {case.number}：“{act.label}”已更正，现为“{status}”"
        tell_applicant(News("act", text, case), at)
