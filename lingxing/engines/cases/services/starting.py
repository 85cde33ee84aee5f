"""Opening cases."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.capacities import lead_role
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import CaseState, Command, RefusedCheck
from lingxing.engines.cases.models import Case, CaseEvent
from lingxing.engines.cases.queries.bindings import Bound, bound_organs
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.in_force import last_day
from lingxing.engines.cases.queries.offered import procedure, service
from lingxing.engines.cases.services.acting import linked_ids, lock_cases, repeated
from lingxing.engines.cases.services.doing import Beside, Doing, do, request_key
from lingxing.engines.cases.services.drafting import take_sent_draft
from lingxing.engines.cases.services.entitlement import check_applicant, check_fixed, check_organ
from lingxing.engines.cases.services.followers import Changed, tell_followers
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.tracking import new_code
from lingxing.engines.cases.writing import write_transaction
from lingxing.engines.parties.people.queries_acting import party_named
from lingxing.kernel.dates import SHANGHAI, format_date
from lingxing.kernel.errors import LingxingError, NotAllowed
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import APPLICANT, SYSTEM, Procedure, Role, Service


def start_case(
    package: str,
    service_name: str,
    command: Command,
    who: Acting,
    at: dt.datetime,
    *,
    organ_id: int | None = None,
    key: str = "",
    draft_id: UUID | None = None,
    changed: list[Changed] | None = None,
    beside: Beside | None = None,
) -> ActResult:
    """Open a case and return it with its number and its tracking code (`ActResult.code`, shown once).

    `who.party_id` names the party of the case: applicants give their own or one that they represent, organs that of
    the person at the counter, Lingxing itself that of whom a sale or the like was decided for, with the account that
    acted there; none where the service's cases have no party. `organ_id` chooses the organ that handles
    the case where several are bound. The draft of the account that it was filled in with goes with it.
    Errors and `changed` as `acting.perform`; Refused also outside the policy's time in force. An engine that keeps rows
    of its own with each case adds them in `beside`, which is called with what the act left, before anything is sent.
    The same key again answers with the case that was opened, and with its code.
    """
    stored_key = request_key(who, key)
    try:
        with write_transaction():
            if found := _opened_before(stored_key, command):
                return found
            take_sent_draft(draft_id, command, who)
            doing = _opening(package, service_name, command, who, at, organ_id, stored_key)
            doing.beside = beside
            made = do(doing, CaseState(), command)
            tell_followers(doing.changed, changed)
            return made
    except IntegrityError:
        # Two requests with one key at once: the other one was first.
        found = _opened_before(stored_key, command)
        if found is None:
            raise
        return found


def _opening(
    package: str, name: str, command: Command, who: Acting, at: dt.datetime, organ_id: int | None, key: str
) -> Doing:
    declared, opened = procedure(package), service(package, name)
    on = at.astimezone(SHANGHAI).date()
    _refuse_out_of_force(package, opened, on)
    bound = bound_organs(package, name)
    _check_entitled(declared, bound, who, on)
    name_of_party = _party_name(opened, who.party_id)
    case = Case(
        package=package,
        service=name,
        definition=opened.digest[:64],
        party_id=who.party_id,
        account_id=who.account_id if who.role in (APPLICANT, SYSTEM) else None,
        organ_id=_lead(opened, declared.roles, bound, who, organ_id),
    )
    act = opened.acts.get(command.act)
    locked = lock_cases(linked_ids(None, command, act)) if act and act.cascades else {}
    doing = Doing(case, opened, declared, bound, calendar(), who, at, key=key, code=new_code(key), locked=locked)
    doing.party_name = name_of_party
    return doing


def _opened_before(key: str, command: Command) -> ActResult | None:
    done = CaseEvent.objects.select_related("case").filter(key=key).first() if key else None
    return repeated(done, done.case, command, new_code(key)) if done else None


def _check_entitled(declared: Procedure, bound: Bound, who: Acting, on: dt.date) -> None:
    if who.role == APPLICANT:
        check_applicant(who, who.party_id, who.account_id, on)
    elif who.for_organ:
        check_organ(who, declared, bound, None, on)
    else:
        check_fixed(who)
        if who.party_id is not None and who.role != SYSTEM:
            raise NotAllowed("只有本人、代理人或者窗口可以为当事人办理", remedy="请登录后办理")


def _refuse_out_of_force(package: str, opened: Service, on: dt.date) -> None:
    policy = load_package(package).policy
    if on < policy.effective:
        told = f"文件自{format_date(policy.effective)}起施行，尚不能办理“{opened.label}”"
        raise Refused([RefusedCheck(told, opened.article)], where=opened.label)
    if policy.expires is None or on <= policy.expires:
        return
    last = last_day(policy)
    if last and on > last:
        told = f"文件有效期至{format_date(last)}，已不再受理新的“{opened.label}”"
        raise Refused([RefusedCheck(told, opened.article)], where=opened.label)


def _party_name(opened: Service, party_id: UUID | None) -> str:
    """Return the party's name, empty where the service knows no parties.

    LingxingError for a party that the service is not for, and for a missing one; NotFound where it isn't there.
    """
    if not opened.audience:
        if party_id is not None:
            raise LingxingError("这类案件没有当事人", where=opened.label, remedy="请不要选择当事人")
        return ""
    if party_id is None:
        raise LingxingError("没有指明当事人", where=opened.label, remedy="请选择为谁办理")
    kind, name = party_named(party_id)
    if kind.value not in opened.audience:
        raise LingxingError(f"不面向{kind.label}", where=opened.label, remedy="请另选当事人")
    return name


def _lead(opened: Service, roles: Mapping[str, Role], bound: Bound, who: Acting, chosen: int | None) -> int | None:
    """Return the organ that handles the case.

    Whoever opens it for an organ that plays the leading role keeps it; else the one chosen, or the only one bound.
    Reading: 由其他角色的机关立案、且主办角色没有绑定机关的，由立案机关主办。
    """
    leads = bound.roles.get(lead_role(opened, roles), ())
    if who.organ_id is not None and (who.organ_id in leads or not leads):
        return who.organ_id
    if chosen is None and len(leads) == 1:
        return leads[0]
    if chosen is None or chosen not in leads:
        what = "没有指明由哪个单位办理" if leads else "还没有单位承办这个事项"
        remedy = "请选择办理单位" if leads else "请管理员先在“事项配置”中指定承办单位"
        raise LingxingError(what, where=opened.label, remedy=remedy)
    return chosen
