"""Doing acts in cases. Every function is one use case, atomic, with its ledger entry."""

import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import UUID

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Case, CaseEvent, CaseLink, IssuedDocument
from lingxing.engines.cases.queries.bindings import Bound, bound_organs, playing_in
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import procedure, service
from lingxing.engines.cases.services.doing import Doing, do, request_key
from lingxing.engines.cases.services.drafting import take_sent_draft
from lingxing.engines.cases.services.entitlement import check_applicant, check_fixed, check_organ
from lingxing.engines.cases.services.followers import Changed, tell_followers
from lingxing.engines.cases.services.lapsing import run_out_first
from lingxing.engines.cases.services.results import ActResult, Stale
from lingxing.engines.cases.statements import fetch
from lingxing.engines.cases.writing import write_transaction
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.language.procedures.definitions import APPLICANT, Act, Procedure


def perform(
    case_id: UUID,
    command: Command,
    who: Acting,
    at: dt.datetime,
    *,
    revision: int | None = None,
    key: str = "",
    draft_id: UUID | None = None,
    changed: list[Changed] | None = None,
) -> ActResult:
    """Do one act in a case and return what it left behind.

    `revision` is that of the page the act was asked from; Stale where the case has moved on since.
    `key` makes a repeated request harmless: the same key again answers with the first result. The draft of the account
    that the act was filled in with goes with it.
    Refused (all reasons at once) where the act isn't possible; NotAllowed where `who` isn't entitled to it; NotFound
    where there is no such case. Cases that the act passes on to are locked with it. Followers write their rows with it;
    who gives a list as `changed` finds the cases there instead and follows them in a transaction of its own around it.
    """
    with write_transaction():
        take_sent_draft(draft_id, command, who)
        return _perform(case_id, command, who, at, revision, request_key(who, key), changed)


def _perform(
    case_id: UUID,
    command: Command,
    who: Acting,
    at: dt.datetime,
    revision: int | None,
    key: str,
    changed: list[Changed] | None,
) -> ActResult:
    case, locked = lock_case(case_id, command)
    if key and (done := CaseEvent.objects.filter(key=key).first()):
        return repeated(done, case, command)
    declared = procedure(case.package)
    bound = bound_organs(case.package, case.service)
    on = at.astimezone(SHANGHAI).date()
    bound = playing_in(bound, declared.roles, case.plain, on)
    check_entitled(case, declared, bound, who, on)
    if revision is not None and revision != case.revision:
        raise Stale(case.number)
    doing = Doing(
        case, service(case.package, case.service), declared, bound, calendar(), who, at, key=key, locked=locked
    )
    result = do(doing, run_out_first(doing, state_of(case, doing.service), command), command)
    tell_followers(doing.changed, changed)
    return result


def lock_case(case_id: UUID, command: Command | None = None) -> tuple[Case, dict[UUID, Case]]:
    """Lock a case, then those that the command's act passes on to, and return it and all of them. NotFound without."""
    found = fetch(Case, "id", case_id, lock=True)
    if not found:
        raise _no_case()
    case = found[0]
    act = service(case.package, case.service).acts.get(command.act) if command else None
    linked = lock_cases(linked_ids(case_id, command, act)) if command and act and act.cascades else {}
    return case, {case_id: case, **linked}


def lock_cases(wanted: Iterable[UUID]) -> dict[UUID, Case]:
    """Lock linked cases in the order of their ids and return them.

    An act locks its own case first, what that links to afterwards: since links run from one service to another and
    not back, two acts never wait for each other in a ring.
    """
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=set(wanted)).order_by("pk")
    return {row.pk: row for row in rows}


def linked_ids(case_id: UUID | None, command: Command, act: Act) -> Iterator[UUID]:
    """Yield the cases that the fields of the act's cascades name, given now or before; what is no id is passed over."""
    held: dict[str, UUID] = {}
    if case_id:
        held = dict(CaseLink.objects.filter(case=case_id, name__in=act.cascades).values_list("name", "target_id"))
    for name in act.cascades:
        given = command.values.get(name, held.get(name))
        try:
            yield UUID(str(given))
        except ValueError:
            continue


def check_entitled(case: Case, declared: Procedure, bound: Bound, who: Acting, on: dt.date) -> None:
    """Raise NotAllowed unless `who` may act in that role in the case on the day."""
    if who.role == APPLICANT:
        check_applicant(who, case.party_id, case.account_id, on)
    elif who.for_organ:
        check_organ(who, declared, bound, case.organ_id, on)
    else:
        check_fixed(who)


def repeated(done: CaseEvent, case: Case, command: Command, code: str = "") -> ActResult:
    """Return the result of an act that was done before under the same key. LingxingError where it was another act."""
    if done.case_id != case.pk or done.act != command.act:
        raise LingxingError("这个请求编号已经用于另一次办理", where="请求编号", remedy="请刷新页面后重新提交")
    state = state_of(case, service(case.package, case.service))
    documents = tuple(IssuedDocument.objects.filter(case=case, event_sequence=done.sequence).order_by("pk"))
    return ActResult(case, done, state, documents, code, repeated=True)


def _no_case() -> NotFound:
    return NotFound("没有这个案件", where="案件", remedy="请从办件列表中选择")
