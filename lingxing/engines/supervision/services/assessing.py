"""Setting an office's own definition of the yearly assessment: dated, with its reason, in the ledger."""

import datetime as dt
import hashlib

from django.db import transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.engines.supervision.domain.defining import WrongDefinition, definition_text
from lingxing.engines.supervision.models import OwnAssessment
from lingxing.engines.supervision.queries.sight import acting_office
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.assessments import Assessment

_EARLIEST, _LATEST = 2000, 2099


@transaction.atomic
def set_assessment(
    account: Account, procedure: str, assessment: Assessment, first_year: int, reason: str, source: str, at: dt.datetime
) -> OwnAssessment:
    """Keep how the office assesses from the year on, and return it; what held before stays for the years before.

    NotFound for who does not act for the office. WrongDefinition without a reason, or for a year that is over:
    nobody is assessed by what was set afterwards.
    """
    today = at.astimezone(SHANGHAI).date()
    organ = acting_office(account, procedure, today)
    if not reason.strip() or len(reason) > 500 or len(source) > 200:
        raise WrongDefinition("没有写明理由，或太长", where="理由", remedy="请写明为什么这样定，500字以内")
    if not max(_EARLIEST, today.year) <= first_year <= _LATEST:
        remedy = "考评办法从当年或以后的年度起用"
        raise WrongDefinition(f"不能从{first_year}年起用", where="起用年度", remedy=remedy)
    row = OwnAssessment(
        procedure=procedure,
        organ_id=organ,
        definition=definition_text(assessment),
        first_year=first_year,
        reason=reason.strip(),
        source=source.strip(),
        set_at=at,
        set_by=account.actor.id,
    )
    payload = {
        "assessment": str(row.pk),
        "first_year": first_year,
        "definition": hashlib.sha256(row.definition.encode()).hexdigest(),
        "reason": hashlib.sha256(row.reason.encode()).hexdigest(),
        "organ": organ,
    }
    row.ledger_sequence = record(f"assessment:{procedure}", "assessment_set", account.actor, payload, at).sequence
    row.save()
    return row
