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
from lingxing.engines.supervision.queries.sight import own_offices
from lingxing.engines.supervision.queries.stated import uncovered_one
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import NotFound
from lingxing.language.plans import Indicator


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


def _told(one: Stated) -> dict[str, str]:
    due = one.due_on.isoformat() if one.due_on else ""
    return {"place": one.place, "name": one.name, "number": f"{one.value}{one.unit}", "text": one.text, "due_on": due}


def _digest(told: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
