"""Work lists: a clerk's, a supervisor's, an applicant's own; batches and assignments."""

import datetime as dt

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lingxing.engines.cases.api.case_schemas import (
    AssignedLines,
    Assignment,
    Batch,
    BatchLine,
    CaseLine,
    CountInfo,
    DeskAnswer,
    LightInfo,
    NoticeInfo,
    OverviewAnswer,
    ReadNotices,
)
from lingxing.engines.cases.api.presenting import desk_line
from lingxing.engines.cases.api.schemas import SIGNED_IN
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.queries.applicants import my_cases
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.desk import DeskFilters, desk
from lingxing.engines.cases.queries.notices import notices
from lingxing.engines.cases.queries.overview import GroupCounts, LightCounts, overview
from lingxing.engines.cases.queries.seen import seen_case
from lingxing.engines.cases.services.assigning import assign
from lingxing.engines.cases.services.batches import perform_many
from lingxing.engines.cases.services.telling import mark_all_read, mark_read
from lingxing.engines.cases.views.answers import own
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.engines.parties.access_session import SESSION
from lingxing.kernel.errors import NotAllowed

router = Router(tags=["待办"])


class DeskSelection(Schema):
    """Filters; an empty one narrows nothing."""

    package: str = Field("", max_length=100, description="文件的标识")
    service: str = Field("", max_length=60, description="事项的名称")
    light: str = Field(
        "", pattern="^(red|yellow|green|paused)?$", description="red 逾期，yellow 临期，green 正常，paused 停止计时"
    )
    whose: str = Field("", pattern="^(mine|free)?$", description="mine 分给本人的，free 还没有分派的")
    organ: int | None = Field(None, ge=1, le=2**31)
    after: str = Field("", max_length=60, description="从哪里接着，见上一页的 after")
    size: int = Field(50, ge=1, le=200)
    on: dt.date | None = Field(None, description="不影响结果：待办和督办总按今天")


class OverviewSelection(Schema):
    """Which organ and package."""

    organ: int | None = Field(None, ge=1, le=2**31)
    package: str = Field("", max_length=100)
    on: dt.date | None = Field(None, description="不影响结果：待办和督办总按今天")


@router.get("/desk", response={200: DeskAnswer, **SIGNED_IN}, auth=SESSION, summary="待办")
@requires(Permission.HANDLE_CASES)
def work_list(request: Request, selection: Query[DeskSelection]) -> DeskAnswer:
    """Return a page of what waits for the organs of the account, by due day."""
    chosen = selection
    filters = DeskFilters(chosen.package, chosen.service, chosen.light, chosen.whose, chosen.organ)
    page = desk(own(request), filters, today(), after=chosen.after, size=chosen.size)
    return DeskAnswer(lines=[desk_line(row) for row in page.rows], after=page.after)


@router.post("/desk/assignments", response={200: AssignedLines, **SIGNED_IN}, auth=SESSION, summary="分派")
@requires(Permission.HANDLE_CASES)
def assignments(request: Request, assignment: Assignment) -> AssignedLines:
    """Give lines of the work list to one person, or back to everybody."""
    account = own(request)
    turns = [turn for turn in assignment.turns if 0 < turn < 2**63]
    done = assign(turns, assignment.account, account.pk, account.actor, timezone.now())
    return AssignedLines(changed=done.changed, gone=done.gone)


@router.post("/desk/batches", response={200: list[BatchLine], **SIGNED_IN}, auth=SESSION, summary="一起办理")
@requires(Permission.HANDLE_CASES)
def batches(request: Request, batch: Batch) -> list[BatchLine]:
    """Do one act on many cases of one service; what one case refuses stops none of the others."""
    first = seen_case(own(request), batch.cases[0], today())
    act = first.service.acts.get(batch.act)
    roles = act.by if act else ()
    for one in acting_for(own(request), first.case, today()):
        if one.role in roles and batch.role in ("", one.role) and batch.organ in (None, one.organ_id):
            command = Command(batch.act, reason=batch.reason)
            outcomes = perform_many(batch.cases, command, one, timezone.now())
            return [
                BatchLine(case=o.case_id, number=o.number, done=o.result is not None, refusal=o.refusal)
                for o in outcomes
            ]
    raise NotAllowed("当前账号不能办理这个动作", where=first.case.number, remedy="请看办件的 acts")


@router.get("/overview", response={200: OverviewAnswer, **SIGNED_IN}, auth=SESSION, summary="督办")
@requires(Permission.SUPERVISE_CASES)
def supervision(request: Request, selection: Query[OverviewSelection]) -> OverviewAnswer:
    """Return how the organs stand that the account supervises, names masked."""
    found = overview(own(request), today(), organ_id=selection.organ, package=selection.package)
    return OverviewAnswer(
        counts=_counts("", found.counts),
        by_organ=[_group(one) for one in found.by_organ],
        by_service=[_group(one) for one in found.by_service],
        by_clerk=[_group(one) for one in found.by_clerk],
        on_time_per_thousand=found.speed.per_thousand,
        median_days=found.speed.median_days,
        late=[desk_line(row) for row in found.late],
    )


def _group(group: GroupCounts) -> LightInfo:
    return _counts(group.label, group.counts)


def _counts(label: str, counts: LightCounts) -> LightInfo:
    return LightInfo(
        label=label,
        all=counts.all,
        red=counts.red,
        yellow=counts.yellow,
        green=counts.green,
        paused=counts.paused,
        undated=counts.undated,
    )


@router.get("/my/cases", response={200: list[CaseLine], **SIGNED_IN}, auth=SESSION, summary="我的办件")
@requires(Permission.APPLY)
def mine(request: Request, on: dt.date | None = None) -> list[CaseLine]:
    """Return the newest cases of every party that the account is or represents."""
    del on
    return [
        CaseLine(
            id=one.case.pk,
            number=one.case.number,
            service_label=one.service,
            title=one.case.title,
            state_label=one.state,
            mine=one.mine,
            closed=one.case.closed,
            opened_at=one.case.opened_at,
        )
        for one in my_cases(own(request), today())
    ]


@router.get("/notices", response={200: list[NoticeInfo], **SIGNED_IN}, auth=SESSION, summary="消息")
@requires(Permission.OWN_ACCOUNT)
def notice_list(request: Request, on: dt.date | None = None) -> list[NoticeInfo]:
    """Return the newest notices of the account."""
    del on
    return [
        NoticeInfo(id=one.pk, case=one.case_id, text=one.text, at=one.at, read=one.read_at is not None)
        for one in notices(own(request).pk)
    ]


@router.post("/notices/read", response={200: CountInfo, **SIGNED_IN}, auth=SESSION, summary="记为已读")
@requires(Permission.OWN_ACCOUNT)
def read(request: Request, which: ReadNotices) -> CountInfo:
    """Mark notices as read, all of them where none is named."""
    account, at = own(request), timezone.now()
    ids = [key for key in which.ids if 0 < key < 2**63]
    return CountInfo(count=mark_read(account.pk, ids, at) if which.ids else mark_all_read(account.pk, at))
