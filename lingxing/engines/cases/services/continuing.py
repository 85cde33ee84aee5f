"""Recording that a later paper continues a document that ends."""

import datetime as dt

from django.db import transaction

from lingxing.engines.cases.models import Continuation
from lingxing.engines.cases.queries.in_force import last_day
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import Actor
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import load_package

_LONGEST_BASIS = 200


@transaction.atomic
def continue_policy(package: str, until: dt.date, basis: str, actor: Actor, at: dt.datetime) -> Continuation:
    """Let cases of a document be opened until that day, on the paper that says so; the text itself stays as it is.

    NotFound where there is no such package; LingxingError where the document has no end, the day comes no later than
    what holds already, or no paper is named.
    """
    policy = load_package(package).policy
    last = last_day(policy)
    if last is None:
        raise LingxingError("这份文件没有规定有效期，不需要延续", where=policy.title, remedy="无须登记")
    if until <= last:
        remedy = f"请填写{format_date(last)}以后的日期"
        raise LingxingError("延续的日期没有超过现在的截止日期", where="延续至", remedy=remedy)
    words = " ".join(basis.split())
    if not words or len(words) > _LONGEST_BASIS:
        remedy = f"请写明延续有效期的文件名称和文号，不超过{_LONGEST_BASIS}字"
        raise LingxingError("没有写明依据", where="依据", remedy=remedy)
    made = Continuation.objects.create(package=package, until=until, basis=words, by=actor.id, at=at)
    payload = {"until": until.isoformat(), "basis": words}
    record(f"services:{package}", "continue_policy", actor, payload, at)
    return made
