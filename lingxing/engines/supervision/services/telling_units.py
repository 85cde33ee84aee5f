"""Telling a unit that a matter was given to it (art. 6(1)): the notice lies with its case, the workbook beside it."""

import datetime as dt

from lingxing.engines.cases.queries.following import FollowedCase
from lingxing.engines.cases.services.telling import News, tell_accounts
from lingxing.engines.parties.access_types import Duty
from lingxing.engines.parties.duties.queries import members_of
from lingxing.engines.supervision.models import Item, ItemUnit
from lingxing.kernel.dates import SHANGHAI, format_date

_GIVEN = frozenset({"assign", "assign_monthly", "reassign"})


def tell_lead(row: Item, case: FollowedCase, seen: int) -> None:
    """Tell the leading unit's clerks where one of the acts after the revision `seen` gave the matter to it."""
    given = [act for act in case.acts if act.act in _GIVEN and act.sequence > seen]
    if given and row.lead_id is not None and not row.closed:
        told = f"，最迟{format_date(row.due_on)}报告" if row.due_on else ""
        text = f"督查事项 {case.number} 已交你单位主办{told}；交办通知和填报表在办件页"
        _tell(row.lead_id, News("turn", text, row.case), given[-1].at)


def tell_joint(unit: ItemUnit, case: FollowedCase) -> None:
    """Tell the clerks of a unit that begins to help in a matter."""
    if unit.case is not None and not case.closed:
        text = f"督查事项 {case.number} 请你单位会办；通知和填报表在办件页"
        _tell(unit.organ_id, News("turn", text, unit.case), case.opened_at)


def _tell(organ: int, news: News, at: dt.datetime) -> None:
    clerks = members_of(organ, Duty.CLERK, at.astimezone(SHANGHAI).date())
    tell_accounts([clerk.pk for clerk in clerks], news, at)
