"""One act on many cases."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Case
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.results import BatchOutcome
from lingxing.kernel.errors import LingxingError

MOST = 500
"""How many cases one batch may hold."""


def perform_many(case_ids: Sequence[UUID], command: Command, who: Acting, at: dt.datetime) -> list[BatchOutcome]:
    """Do the same act in each case, each in its own transaction, and return the outcomes in the order given.

    What one case refuses stops none of the others. Each case once; LingxingError for more than `MOST`.
    """
    wanted = list(dict.fromkeys(case_ids))
    if len(wanted) > MOST:
        raise LingxingError(f"一次最多办理 {MOST} 件", where="批量办理", remedy="请分批选择")
    numbers = dict(Case.objects.filter(pk__in=wanted).values_list("pk", "number"))
    return [_outcome(case_id, numbers.get(case_id, ""), command, who, at) for case_id in wanted]


def _outcome(case_id: UUID, number: str, command: Command, who: Acting, at: dt.datetime) -> BatchOutcome:
    try:
        return BatchOutcome(case_id, number, perform(case_id, command, who, at))
    except LingxingError as refused:
        return BatchOutcome(case_id, number, None, str(refused))
