"""Rating a service: five grades, once a case, by its applicant, after it was decided.

The ledger keeps that the case was rated and no grade; nobody who is rated ever sees who rated.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.models import Case, Rating
from lingxing.engines.cases.queries.access import is_own
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound
from lingxing.language.procedures.definitions import APPLICANT

GRADES = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}
_LONGEST = 1000


@transaction.atomic
def rate(case_id: UUID, grade: int, comment: str, who: Acting, at: dt.datetime) -> Rating:
    """Keep the applicant's grade (5 best, 1 worst) and comment of a case that was decided, and return them.

    NotAllowed for anybody but the applicant; LingxingError where it isn't decided yet or was rated before.
    """
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NotFound("没有这个办件", where="办件", remedy="请从“我的办件”中选择")
    _check(case, who, at)
    if grade not in GRADES:
        raise LingxingError("没有这个评价等级", where="评价", remedy=f"请选择：{'、'.join(GRADES.values())}")
    words = comment.strip()
    if len(words) > _LONGEST:
        raise LingxingError(f"意见不超过{_LONGEST}字", where="意见", remedy="请精简后提交")
    if Rating.objects.filter(case=case).exists():
        raise LingxingError("这个办件已经评价过", where=case.number, remedy="一个办件只能评价一次")
    sealed = seal_text(words, rating_context(case.pk)) if words else ""
    rating = Rating.objects.create(case=case, grade=grade, sealed=sealed, at=at)
    record(f"case:{case.pk}", "rate", who.actor, {"number": case.number}, at)
    return rating


def rating_context(case_id: UUID) -> str:
    """Return the context in which the comment of a rating is sealed."""
    return f"case:{case_id}:rating"


def _check(case: Case, who: Acting, at: dt.datetime) -> None:
    if who.role != APPLICANT or who.account_id is None:
        raise NotAllowed("只有申请人可以评价", remedy="请用提交申请的账号登录")
    day = at.astimezone(SHANGHAI).date()
    if not is_own(who.account_id, case.party_id, case.account_id, day):
        raise NotAllowed("只有申请人可以评价", remedy="请用提交申请的账号登录")
    if case.settled_at is None and not case.closed:
        raise LingxingError("办件还没有办结，不能评价", where=case.number, remedy="请在收到结果后评价")
