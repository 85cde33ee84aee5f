"""Changing the calendar of working days. The sweep works out anew what the change moves, and tells the people."""

import datetime as dt

from django.db import transaction

from lingxing.engines.cases.models import CalendarChange
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import Actor
from lingxing.kernel.calendars import LAST_DAY
from lingxing.kernel.dates import SHANGHAI, format_date
from lingxing.kernel.errors import LingxingError

_STREAM = "calendar"
_LONGEST = 200


@transaction.atomic
def change_calendar(
    day: dt.date, *, working: bool, reason: str, source: str, actor: Actor, at: dt.datetime
) -> CalendarChange:
    """Make a day a working day or a day off, on the paper that `source` names, and return the change.

    LingxingError where the day has gone by, is that already, or was changed before; where reason or source are missing.
    Reading: 已过去的日期不再更改 — terms that have run out by a calendar stay as they were counted.
    """
    said, paper = _said("理由", reason), _said("依据", source)
    if not at.astimezone(SHANGHAI).date() <= day <= LAST_DAY:
        raise LingxingError("只能更改今天及以后的日期", where=format_date(day), remedy="请核对日期")
    if CalendarChange.objects.select_for_update().filter(day=day, revoked_at=None).exists():
        raise LingxingError("这一天已经更改过", where=format_date(day), remedy="请先撤销原来的更改")
    if calendar().is_working_day(day) == working:
        raise LingxingError(
            f"这一天本来就是{'工作日' if working else '休息日'}", where=format_date(day), remedy="无须更改"
        )
    change = CalendarChange.objects.create(day=day, working=working, reason=said, source=paper, by=actor.id, at=at)
    payload = {"day": day.isoformat(), "working": working, "reason": said, "source": paper}
    record(_STREAM, "change_calendar", actor, payload, at)
    return change


@transaction.atomic
def revoke_calendar_change(change_id: int, actor: Actor, at: dt.datetime) -> CalendarChange:
    """Take a change back and return it. LingxingError where there is none in force, or its day has come."""
    change = CalendarChange.objects.select_for_update().filter(pk=change_id, revoked_at=None).first()
    if change is None:
        raise LingxingError("没有这项更改，或已经撤销", where="工作日历", remedy="请刷新页面后再试")
    if change.day < at.astimezone(SHANGHAI).date():
        raise LingxingError("这一天已经过去，不能再撤销", where=format_date(change.day), remedy="请核对日期")
    change.revoked_at = at
    change.save(update_fields=["revoked_at"])
    record(_STREAM, "revoke_calendar_change", actor, {"day": change.day.isoformat()}, at)
    return change


def _said(label: str, text: str) -> str:
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST:
        raise LingxingError(f"须填写，不超过{_LONGEST}字", where=label, remedy="请写明更改的理由和所依据的文件")
    return said
