"""Taking over as an indicator what a document states and its package does not know, as a person confirmed it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping

from django.db import transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.taking import Stated, definition_of, taken
from lingxing.engines.supervision.models import TakenIndicator
from lingxing.engines.supervision.queries.indicators import may_withdraw
from lingxing.engines.supervision.queries.sight import own_offices
from lingxing.engines.supervision.queries.stated import uncovered_one
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.language.plans import Indicator

_LONGEST_REASON = 500


@transaction.atomic
def take_indicator(account: Account, package: str, key: str, given: Mapping[str, str], at: dt.datetime) -> Indicator:
    """Keep what the document states under `key` as an indicator of the package, with what a person corrected.

    NotFound for who does not act for an office of supervision; LingxingError where the document states no such number
    or it is covered already; WrongValue for what does not fit.
    """
    office = next(iter(own_offices(account, at.astimezone(SHANGHAI).date())), None)
    if office is None:
        raise NotFound("只有督查室能把文件写的数列为指标", where="指标", remedy="请用督查室的账号登录")
    stated = uncovered_one(package, key)
    made = taken(stated, given)
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
def withdraw_taken(account: Account, package: str, name: str, reason: str, at: dt.datetime) -> None:
    """Take back an indicator that was taken over by mistake or with a mistake; the number can then be taken over anew.

    NotFound for who may not, see `queries.indicators.may_withdraw`; LingxingError without a reason, and for one of over
    500 characters. The reason is kept with the row, its digest in the ledger.
    """
    rows = TakenIndicator.objects.select_for_update().filter(package=package, name=name, withdrawn_at=None)
    row = rows.first()
    if row is None or not may_withdraw(account, package, name, at.astimezone(SHANGHAI).date()):
        told = "只有督查室能撤销从文件列入、还没有填报过的指标"
        raise NotFound(told, where="指标", remedy="已有数值的请更正数值，规则包写明的指标请修改规则包")
    why = reason.strip()
    if not 0 < len(why) <= _LONGEST_REASON:
        remedy = f"请写明为什么撤销，不超过{_LONGEST_REASON}字"
        raise LingxingError("没有写撤销的原因，或者太长", where="撤销原因", remedy=remedy)
    row.withdrawn_at, row.withdrawn_reason = at, why
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    payload = {"taken": row.ledger_sequence, "reason": hashlib.sha256(why.encode()).hexdigest()}
    record(f"indicator:{package}/{name}", "indicator_withdrawn", account.actor, payload, at)


def _told(one: Stated) -> dict[str, str]:
    due = one.due_on.isoformat() if one.due_on else ""
    return {"place": one.place, "name": one.name, "number": f"{one.value}{one.unit}", "text": one.text, "due_on": due}


def _digest(told: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
