"""Writing duties: giving and ending them, appointing and recalling stand-ins."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.duties.domain import Duty
from lingxing.engines.parties.duties.models import Membership, StandIn
from lingxing.engines.parties.models import Account, Organ
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError

_LONGEST = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day; open where the last is None."""

    since: dt.date
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NewStandIn:
    """Who stands in for whom, in which organ, from which to which day, both included, and why."""

    absent_id: UUID
    substitute_id: UUID
    organ_id: int
    since: dt.date
    until: dt.date
    reason: str


@transaction.atomic
def add_membership(account_id: UUID, organ_id: int, duty: Duty, span: Span, actor: Actor, at: dt.datetime) -> int:
    """Give an account a duty in an organ and return its key, for `end_membership`.

    LingxingError where the span is none, the organ no longer stands, or the account has that duty there in those days.
    """
    _check_span(span)
    account, organ = _account(account_id), _organ(organ_id)
    same = Membership.objects.filter(account=account, organ=organ, duty=duty, ended_at=None)
    if same.filter(_meets(span)).exists():
        raise LingxingError("该账号在这些日子里已有这项职责", where=duty.label, remedy="请先结束原来的一项，或改日期")
    made = Membership.objects.create(account=account, organ=organ, duty=duty, since=span.since, until=span.until)
    payload = {"organ": organ.pk, "duty": str(duty), "since": str(span.since), "until": str(span.until or "")}
    record(f"account:{account.pk}", "add_membership", actor, payload, at)
    return made.pk


@transaction.atomic
def end_membership(membership_id: int, actor: Actor, at: dt.datetime) -> None:
    """End a duty at once. LingxingError where there is none or it has been ended."""
    found = Membership.objects.select_for_update().filter(pk=membership_id, ended_at=None).first()
    if found is None:
        raise LingxingError("没有这项职责，或已经结束", where="职责", remedy="请刷新页面后再试")
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    payload = {"organ": found.organ_id, "duty": found.duty}
    record(f"account:{found.account_id}", "end_membership", actor, payload, at)


@transaction.atomic
def appoint_stand_in(new: NewStandIn, actor: Actor, at: dt.datetime) -> int:
    """Let one account act with another's duties in an organ for some days; return the key, for `end_stand_in`.

    The ledger of the absent one names both; acts done so name both again. LingxingError where the two are one, the days
    are none or more than a year, the reason is missing, or the absent one has no duty there in those days.
    """
    _check_stand_in(new)
    absent, substitute, organ = _account(new.absent_id), _account(new.substitute_id), _organ(new.organ_id)
    if substitute.role != absent.role:
        remedy = "请选择角色相同的账号，或先由管理员调整其角色"
        raise LingxingError("代理人的角色与本人不同，办不了同样的事", where="代理人", remedy=remedy)
    duties = Membership.objects.filter(account=absent, organ=organ, ended_at=None)
    if not duties.filter(_meets(Span(new.since, new.until))).exists():
        raise LingxingError("本人在这些日子里没有该机构的职责", where=organ.name, remedy="请核对机构和日期")
    made = StandIn.objects.create(
        absent=absent,
        substitute=substitute,
        organ=organ,
        since=new.since,
        until=new.until,
        reason=new.reason.strip(),
    )
    payload = {"substitute": str(substitute.pk), "organ": organ.pk, "since": str(new.since), "until": str(new.until)}
    record(f"account:{absent.pk}", "appoint_stand_in", actor, payload, at)
    return made.pk


@transaction.atomic
def end_stand_in(stand_in_id: int, actor: Actor, at: dt.datetime) -> None:
    """End a stand-in at once. LingxingError where there is none or it has been ended."""
    found = StandIn.objects.select_for_update().filter(pk=stand_in_id, ended_at=None).first()
    if found is None:
        raise LingxingError("没有这项代理，或已经结束", where="代理", remedy="请刷新页面后再试")
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    payload = {"substitute": str(found.substitute_id), "organ": found.organ_id}
    record(f"account:{found.absent_id}", "end_stand_in", actor, payload, at)


def _meets(span: Span) -> Q:
    """Return the condition that rows share a day with the span."""
    begun = Q(since__lte=span.until) if span.until else Q()
    return begun & (Q(until=None) | Q(until__gte=span.since))


def _check_span(span: Span) -> None:
    if span.until is not None and span.until < span.since:
        raise LingxingError("止日早于起日", where="日期", remedy="请改正起止日期")


def _check_stand_in(new: NewStandIn) -> None:
    _check_span(Span(new.since, new.until))
    if new.until - new.since > _LONGEST:
        raise LingxingError("代理期超过一年", where="日期", remedy="请分段安排，或改由他人任职")
    if new.absent_id == new.substitute_id:
        raise LingxingError("不能由本人代理本人", where="代理人", remedy="请选择另一个账号")
    if not 1 <= len(new.reason.strip()) <= 200:
        raise LingxingError("应为1至200个字", where="事由", remedy="请简要写明，例如出差、休假")


def _account(account_id: UUID) -> Account:
    found = Account.objects.select_for_update().filter(pk=account_id, is_active=True).first()
    if found is None:
        raise LingxingError("没有这个账号，或账号已停用", where="账号", remedy="请从列表中选择")
    return found


def _organ(organ_id: int) -> Organ:
    found = Organ.objects.filter(pk=organ_id, merged_into=None).first()
    if found is None:
        raise LingxingError("没有这个机构，或已并入其他机构", where="机构", remedy="请从机构名录中选择")
    return found
