"""Taking over as an indicator what a document states and its package does not know, as a person confirmed it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping

from django.db import transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.taking import Stated, definition_of, indicator_from, taken
from lingxing.engines.supervision.models import TakenIndicator
from lingxing.engines.supervision.queries.indicators import indicator_of
from lingxing.engines.supervision.queries.stated import uncovered_one
from lingxing.engines.supervision.queries.taken import may_withdraw, standing_taken, taking_office
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.language.plans import Indicator

_LONGEST_REASON = 500


@transaction.atomic
def take_indicator(account: Account, package: str, key: str, given: Mapping[str, str], at: dt.datetime) -> Indicator:
    """Keep what the document states under `key` as an indicator of the package, with what a person corrected.

    NotFound for who does not act for an office that supervises the document, see `queries.taken.taking_office`;
    LingxingError where the document states no such number or it is covered already; WrongValue for what does not fit.
    """
    office = taking_office(account, package, at.astimezone(SHANGHAI).date())
    if office is None:
        told = "只有本市的督查室，或者把这份文件列入督查的督查室，能把文件写的数列为指标"
        raise NotFound(told, where="指标", remedy="请用那个督查室的账号登录")
    stated = uncovered_one(package, key)
    made = taken(stated.key, stated.place, given)
    held = definition_of(made)
    payload = {"definition": held, "stated": _digest(_told(stated)), "organ": office}
    entry = record(f"indicator:{package}/{made.name}", "indicator_taken", account.actor, payload, at)
    TakenIndicator.objects.create(
        package=package,
        name=made.name,
        definition=held,
        stated=_told(stated),
        organ_id=office,
        taken_at=at,
        taken_by=account.actor.id,
        ledger_sequence=entry.sequence,
    )
    return made


@transaction.atomic
def redefine_taken(
    account: Account, package: str, name: str, given: Mapping[str, str], reason: str, at: dt.datetime
) -> Indicator:
    """Correct the definition of an indicator that was taken over, and return it. Its values stay as they were entered,
    in numbers; they are judged by the new definition from now on. The old one is kept with the reason.

    NotFound where there is no such indicator, and for who may not, see `queries.taken.may_redefine`; LingxingError for
    what a package declares, without a reason and without a change; WrongValue for what does not fit.
    """
    label = indicator_of(package, name).label
    office = taking_office(account, package, at.astimezone(SHANGHAI).date())
    if office is None:
        told = "只有督查室能改正从文件列入的指标的定义"
        raise NotFound(told, where="指标", remedy="请用督查室的账号登录")
    row = standing_taken().select_for_update().filter(package=package, name=name).first()
    if row is None:
        raise LingxingError("这个指标由规则包写明，不在这里改正", where=label, remedy="请修改规则包")
    why = _reason(reason, "改正")
    made = taken(name, str(row.definition["article"]), given)
    if made == indicator_from(name, row.definition):
        raise LingxingError("定义没有改动", where=made.label, remedy="请改正不对的地方，或者不用提交")
    _keep_former(row, why, at)
    held = definition_of(made)
    payload = {"definition": held, "before": row.ledger_sequence, "reason": _hashed(why), "organ": office}
    entry = record(f"indicator:{package}/{name}", "indicator_redefined", account.actor, payload, at)
    row.definition, row.organ_id, row.ledger_sequence = held, office, entry.sequence
    row.taken_at, row.taken_by = at, account.actor.id
    row.save()
    return made


def _keep_former(row: TakenIndicator, why: str, at: dt.datetime) -> None:
    """Keep the definition that ends as a row of its own: the indicator's row stays where it stands in lists."""
    former = TakenIndicator.objects.get(pk=row.pk)
    former.pk, former._state.adding = None, True
    former.withdrawn_at, former.withdrawn_reason, former.corrected = at, why, row
    former.save()


@transaction.atomic
def withdraw_taken(account: Account, package: str, name: str, reason: str, at: dt.datetime) -> None:
    """Take back an indicator that was taken over by mistake or with a mistake; the number can then be taken over anew.

    NotFound for who may not, see `queries.taken.may_withdraw`; LingxingError without a reason, and for one of over
    500 characters. The reason is kept with the row, its digest in the ledger.
    """
    row = standing_taken().select_for_update().filter(package=package, name=name).first()
    if row is None or not may_withdraw(account, package, name, at.astimezone(SHANGHAI).date()):
        told = "只有督查室能撤销从文件列入、还没有填报过的指标"
        raise NotFound(told, where="指标", remedy="已有数值的请更正数值或改正定义，规则包写明的指标请修改规则包")
    why = _reason(reason, "撤销")
    row.withdrawn_at, row.withdrawn_reason = at, why
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    payload = {"taken": row.ledger_sequence, "reason": _hashed(why)}
    record(f"indicator:{package}/{name}", "indicator_withdrawn", account.actor, payload, at)


def _reason(reason: str, act: str) -> str:
    """Return the reason without blanks around it. LingxingError for none, and for one that is too long."""
    why = reason.strip()
    if not 0 < len(why) <= _LONGEST_REASON or "\x00" in why:
        remedy = f"请写明为什么{act}，不超过{_LONGEST_REASON}字"
        raise LingxingError(f"没有写{act}的原因，或者太长", where=f"{act}原因", remedy=remedy)
    return why


def _told(one: Stated) -> dict[str, str]:
    due = one.due_on.isoformat() if one.due_on else ""
    return {"place": one.place, "name": one.name, "number": f"{one.value}{one.unit}", "text": one.text, "due_on": due}


def _digest(told: Mapping[str, str]) -> str:
    return _hashed(json.dumps(told, ensure_ascii=False, sort_keys=True))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
