"""Giving lines of a work list to one person, or back to all."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from lingxing.engines.cases.models import Turn
from lingxing.engines.cases.services.telling import News, tell_accounts
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Duty
from lingxing.engines.parties.duties.queries import members_of, memberships
from lingxing.kernel.actors import Actor
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed

MOST = 500


@dataclass(frozen=True, slots=True)
class Assigned:
    """How many lines changed hands, and how many were gone by the time: the case had moved on."""

    changed: int
    gone: int


@transaction.atomic
def assign(
    turn_ids: Sequence[int], account_id: UUID | None, by_account: UUID, actor: Actor, at: dt.datetime
) -> Assigned:
    """Give the lines to an account, or with None back to everybody, and tell it. All of them or, on a refusal, none.

    NotAllowed unless whoever assigns has a duty of handling in the organ of every line; LingxingError where the account
    to be given them has not the duty that a line needs.
    """
    wanted = list(dict.fromkeys(turn_ids))
    if len(wanted) > MOST:
        raise LingxingError(f"一次最多分派 {MOST} 件", where="分派", remedy="请分几次选择")
    day = at.astimezone(SHANGHAI).date()
    rows = Turn.objects.select_for_update(of=("self",)).filter(pk__in=wanted).select_related("case")
    # Cases in one order, so that two who assign at once wait for each other instead of locking each other out.
    turns = sorted(rows, key=lambda turn: (str(turn.case_id), turn.pk))
    _check(turns, account_id, by_account, day)
    changed = [turn for turn in turns if turn.assignee_id != account_id]
    Turn.objects.filter(pk__in=[turn.pk for turn in changed]).update(assignee=account_id)
    for turn in changed:
        payload = {"role": turn.role, "organ": turn.organ_id, "to": str(account_id) if account_id else ""}
        record(f"case:{turn.case_id}", "assign", actor, payload, at)
    if account_id and account_id != by_account and changed:
        _tell(account_id, changed, at)
    return Assigned(len(changed), len(wanted) - len(turns))


def _check(turns: Sequence[Turn], account_id: UUID | None, by_account: UUID, day: dt.date) -> None:
    own = {card.organ_id for card in memberships(by_account, day) if card.duty != Duty.SUPERVISOR}
    if any(turn.organ_id not in own for turn in turns):
        raise NotAllowed("只能分派本单位的待办", remedy="请从自己的待办列表中选择")
    for organ, duty in {(turn.organ_id, turn.duty) for turn in turns}:
        if account_id is None or organ is None:
            continue
        if account_id not in {member.pk for member in members_of(organ, Duty(duty), day)}:
            label = Duty(duty).label
            raise LingxingError(f"该账号在这个单位没有{label}职责", where="分派", remedy="请选择有这项职责的人员")


def _tell(account_id: UUID, turns: Sequence[Turn], at: dt.datetime) -> None:
    if len(turns) == 1:
        news = News("turn", f"{turns[0].case.number} 已分派给您办理", turns[0].case)
    else:
        news = News("turn", f"有 {len(turns)} 件待办已分派给您", None)
    tell_accounts([account_id], news, at)
