"""Counting working days and terms by the calendar in effect, and changing it."""

import datetime as dt

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lingxing.engines.cases.api.schemas import REFUSALS, SIGNED_IN, Done, Given
from lingxing.engines.cases.queries.calendar import calendar, calendar_changes, clocks_touched
from lingxing.engines.cases.services.calendar import change_calendar, revoke_calendar_change
from lingxing.engines.cases.views.answers import actor
from lingxing.engines.parties.access import Permission, Request, public, requires
from lingxing.engines.parties.access_session import SESSION
from lingxing.kernel.calendars import LAST_DAY
from lingxing.kernel.counting import due
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.explaining import explain
from lingxing.kernel.terms import CountingRule, Term, parse_term

router = Router(tags=["工作日"])
FIRST_DAY = dt.date(1990, 1, 1)


class TermSelection(Schema):
    """A term and the day of the event that starts it."""

    start: dt.date = Field(..., ge=FIRST_DAY, le=LAST_DAY, description="起算事件的日期，不计入")
    term: str = Field(
        ...,
        min_length=1,
        max_length=60,
        description="期限：5 working days、20 days、3 months、first 10 days of each month",
    )
    rule: CountingRule = Field(CountingRule.CIVIL, description="civil 民法典，licensing 行政许可法，plain 自然日")
    on: dt.date | None = Field(None, description="不影响计算")


class ExplainedDay(Schema):
    """One line of how a last day came about."""

    day: dt.date
    label: str
    source: str
    counted: int | None


class TermAnswer(Schema):
    """The last day of a term."""

    due: dt.date
    provisional: bool = Field(description="所依据的放假安排尚未公布，暂定")
    rule: str
    steps: list[ExplainedDay]


class CalendarSelection(Schema):
    """Which days."""

    since: dt.date = Field(..., ge=FIRST_DAY, le=LAST_DAY, description="从哪一天")
    days: int = Field(31, ge=1, le=400, description="多少天")
    on: dt.date | None = Field(None, description="不影响结果")


class CalendarDay(Schema):
    """A day and whether it is a working day."""

    day: dt.date
    working: bool


class ChangedDay(Given):
    """A day made a working day or a day off."""

    day: dt.date
    working: bool
    reason: str = Field(..., min_length=1, max_length=200, description="理由")
    source: str = Field(..., min_length=1, max_length=200, description="文件依据")


class ChangeInfo(Schema):
    """A change of the calendar."""

    id: int
    day: dt.date
    working: bool
    reason: str
    source: str
    revoked: bool


class Touched(Schema):
    """How many running clocks a change of a day may move."""

    clocks: int


class DaySelection(Schema):
    """A day."""

    day: dt.date = Field(..., ge=FIRST_DAY, le=LAST_DAY, description="哪一天")
    on: dt.date | None = Field(None, description="不影响结果")


@router.get("/workdays", response={200: TermAnswer, **REFUSALS}, summary="从某日起算一个期限，逐日说明")
@public
def workdays(request: Request, selection: Query[TermSelection]) -> TermAnswer:
    """Return the last day of a term with every step that leads to it."""
    del request
    term, work = _term(selection.term), calendar()
    found = due(selection.start, term, selection.rule, work)
    steps = explain(selection.start, (term,), selection.rule, work)
    return TermAnswer(
        due=found.day,
        provisional=found.provisional,
        rule=selection.rule.label,
        steps=[ExplainedDay(day=s.day, label=s.label, source=s.source, counted=s.counted) for s in steps],
    )


def _term(text: str) -> Term:
    try:
        return parse_term(text)
    except ValueError:
        remedy = "可写 5 working days、20 days、3 months、1 year、end of this year 等"
        raise LingxingError("期限无法识别", where="term", remedy=remedy) from None


@router.get("/calendar", response={200: list[CalendarDay], **REFUSALS}, summary="哪些天是工作日")
@public
def calendar_days(request: Request, selection: Query[CalendarSelection]) -> list[CalendarDay]:
    """Return whether each day is a working day, by the calendar in effect."""
    del request
    work = calendar()
    days = (selection.since + dt.timedelta(days=count) for count in range(selection.days))
    return [CalendarDay(day=day, working=work.is_working_day(day)) for day in days if day <= LAST_DAY]


@router.get("/calendar/changes", response={200: list[ChangeInfo], **REFUSALS}, summary="本地改过的日子")
@public
def changes(request: Request, on: dt.date | None = None) -> list[ChangeInfo]:
    """Return the changes, revoked ones too, the latest day first."""
    del request, on
    return [
        ChangeInfo(
            id=row.pk,
            day=row.day,
            working=row.working,
            reason=row.reason,
            source=row.source,
            revoked=row.revoked_at is not None,
        )
        for row in calendar_changes()
    ]


@router.get(
    "/calendar/touched",
    response={200: Touched, **SIGNED_IN},
    auth=SESSION,
    summary="改动一天会影响多少正在走的期限",
)
@requires(Permission.EDIT_CALENDAR)
def touched(request: Request, selection: Query[DaySelection]) -> Touched:
    """Return how many running clocks end on that day or later."""
    del request
    return Touched(clocks=clocks_touched(selection.day))


@router.post("/calendar/changes", response={200: ChangeInfo, **SIGNED_IN}, auth=SESSION, summary="改动一天")
@requires(Permission.EDIT_CALENDAR)
def change(request: Request, change: ChangedDay) -> ChangeInfo:
    """Make a day a working day or a day off."""
    made = change_calendar(
        change.day,
        working=change.working,
        reason=change.reason,
        source=change.source,
        actor=actor(request),
        at=timezone.now(),
    )
    return ChangeInfo(
        id=made.pk, day=made.day, working=made.working, reason=made.reason, source=made.source, revoked=False
    )


@router.delete("/calendar/changes/{int:change_id}", response={200: Done, **SIGNED_IN}, auth=SESSION, summary="撤销改动")
@requires(Permission.EDIT_CALENDAR)
def revoke(request: Request, change_id: int) -> Done:
    """Take a change back."""
    revoke_calendar_change(change_id, actor(request), timezone.now())
    return Done()
