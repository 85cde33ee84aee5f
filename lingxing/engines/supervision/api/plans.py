"""Plans and matters through the API."""

import datetime as dt
from uuid import UUID

from django.utils import timezone
from ninja import File, Router
from ninja.files import UploadedFile

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_api import SIGNED_IN
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.supervision.api.schemas import (
    CasesAsked,
    MatterAsked,
    MatterOutcome,
    PlanChangeAsked,
    PlanDetail,
    PlanDocumentInfo,
    PlanInfo,
    PlanStepAsked,
    PlanTaskAsked,
    PlanTaskChange,
    PlanTaskInfo,
    PlanUnitInfo,
    TakeUpAsked,
)
from lingxing.engines.supervision.domain.drafts import DraftUnit
from lingxing.engines.supervision.domain.entries import Entry
from lingxing.engines.supervision.domain.goals import typed_goal
from lingxing.engines.supervision.models import PlanTask, Source
from lingxing.engines.supervision.queries.drafts import (
    PlanPage,
    ShownDraft,
    check_office_sight,
    documents_to_take_up,
    plan_lines,
    plan_page,
)
from lingxing.engines.supervision.services.assigning import Outcome, approve, propose, register_and_assign
from lingxing.engines.supervision.services.editing import (
    TaskChange,
    add_task,
    change_task,
    drop_tasks,
    match_units,
    merge_tasks,
    set_past_deadlines,
    split_task,
)
from lingxing.engines.supervision.services.entering import WrongRows, enter, import_matters
from lingxing.engines.supervision.services.planning import confirm, take_up
from lingxing.engines.supervision.sheets import read_rows
from lingxing.kernel.errors import LingxingError

router = Router(tags=["政务督查"], auth=SESSION)


@router.get("/supervision/plans", response={200: list[PlanInfo], **SIGNED_IN}, summary="督查计划")
@requires(Permission.RUN_SUPERVISION)
def plans(request: Request, on: dt.date | None = None) -> list[PlanInfo]:
    """Return the plans, the last one taken up first."""
    del request, on
    return [
        PlanInfo(
            id=line.plan.pk,
            title=line.plan.title,
            number=line.plan.number,
            document=line.plan.document_key,
            package=line.plan.package,
            tasks=line.tasks,
            proposed=line.proposed,
            confirmed_at=line.plan.confirmed_at,
        )
        for line in plan_lines()
    ]


@router.get(
    "/supervision/documents",
    response={200: list[PlanDocumentInfo], **SIGNED_IN},
    summary="可列入督查的文件",
)
@requires(Permission.RUN_SUPERVISION)
def documents(request: Request, city: str = "", on: dt.date | None = None) -> list[PlanDocumentInfo]:
    """Return the documents that order tasks and have not been taken up, the newest first."""
    del request, on
    found = documents_to_take_up(city)
    return [PlanDocumentInfo(key=d.key, title=d.title, number=d.number, city=d.city, tasks=d.tasks) for d in found]


@router.post("/supervision/plans", response={200: PlanDetail, **SIGNED_IN}, summary="把文件的任务列入督查")
@requires(Permission.RUN_SUPERVISION)
def open_plan(request: Request, asked: TakeUpAsked) -> PlanDetail:
    """Take a document's tasks up."""
    made = take_up(account_of(request), asked.document, timezone.now())
    return _detail(plan_page(made.pk, today()))


@router.get(
    "/supervision/plans/{uuid:plan_id}",
    response={200: PlanDetail, **SIGNED_IN},
    summary="一个督查计划",
)
@requires(Permission.HANDLE_CASES)
def plan(request: Request, plan_id: UUID, on: dt.date | None = None) -> PlanDetail:
    """Return a plan with every task as it is to be assigned."""
    del on
    check_office_sight(account_of(request), today())
    return _detail(plan_page(plan_id, today()))


@router.patch(
    "/supervision/plans/{uuid:plan_id}",
    response={200: PlanDetail, **SIGNED_IN},
    summary="更正督查计划",
)
@requires(Permission.RUN_SUPERVISION)
def change_plan(request: Request, plan_id: UUID, asked: PlanChangeAsked) -> PlanDetail:
    """Correct tasks of a plan, or confirm it; LingxingError unless exactly one change is asked for."""
    account, at, revision = account_of(request), timezone.now(), asked.revision
    changes = {
        "match": asked.match is not None,
        "change": asked.change is not None,
        "add": asked.add is not None,
        "merge": asked.merge is not None,
        "split": asked.split is not None,
        "drop": asked.drop is not None,
        "restore": asked.restore is not None,
        "past": asked.past_due_on is not None or asked.clear_past,
        "confirm": asked.confirm,
    }
    if sum(changes.values()) != 1:
        raise LingxingError("一次只能作一种更正", where="督查计划", remedy=f"请给出其中一项：{'、'.join(changes)}")
    if asked.match is not None:
        match_units(account, plan_id, {one.printed: one.organs for one in asked.match}, revision, at)
    elif asked.change is not None:
        given = asked.change
        change_task(account, plan_id, given.task, _change(given), revision, at)
    elif asked.add is not None:
        add_task(account, plan_id, _change(asked.add), revision, at)
    elif asked.merge is not None:
        merge_tasks(account, plan_id, asked.merge, revision, at)
    elif asked.split is not None:
        split_task(account, plan_id, asked.split, asked.parts, revision, at)
    elif asked.confirm:
        confirm(account, plan_id, revision, at)
    elif changes["past"]:
        set_past_deadlines(account, plan_id, asked.past_due_on, revision, today(), at)
    else:
        dropped = asked.drop is not None
        drop_tasks(account, plan_id, asked.drop or asked.restore or [], revision, at, dropped=dropped)
    return _detail(plan_page(plan_id, today()))


@router.post(
    "/supervision/plans/{uuid:plan_id}/steps",
    response={200: list[MatterOutcome], **SIGNED_IN},
    summary="提出、审核、交办",
)
@requires(Permission.HANDLE_CASES)
def step(request: Request, plan_id: UUID, asked: PlanStepAsked) -> list[MatterOutcome]:
    """Propose, approve or assign whatever of the plan waits for it; one refusal stops nothing else."""
    account, at = account_of(request), timezone.now()
    check_office_sight(account, today())
    page = plan_page(plan_id, today())
    if asked.step == "propose":
        rows = PlanTask.objects.filter(plan=plan_id, case=None, dropped=False)
        return _outcomes(propose(account, list(rows.values_list("pk", flat=True)), at))
    if asked.step == "approve":
        return _outcomes(approve(account, _cases(page, "proposed"), at))
    if asked.step == "assign":
        return _outcomes(register_and_assign(account, _cases(page, "approved", "registered"), at, asked.tracker))
    raise LingxingError("没有这一步", where=asked.step[:40], remedy="可以是 propose、approve、assign")


@router.post(
    "/supervision/matters",
    response={200: list[MatterOutcome], **SIGNED_IN},
    summary="录入督查事项",
)
@requires(Permission.RUN_SUPERVISION)
def matter(request: Request, asked: MatterAsked) -> list[MatterOutcome]:
    """Propose a matter that is typed in."""
    if asked.source not in Source.values:
        raise LingxingError("没有这种来源", where=asked.source[:40], remedy=f"可以是 {'、'.join(Source.values)}")
    units = (DraftUnit("lead", "", asked.lead), *(DraftUnit("joint", "", organ) for organ in asked.joint))
    entry = Entry(
        asked.heading,
        asked.source,
        asked.origin,
        asked.text,
        units,
        asked.split,
        asked.person,
        asked.due_on,
        asked.urgent,
        asked.major,
    )
    return _outcomes(enter(account_of(request), [entry], timezone.now()))


@router.post(
    "/supervision/matters/import", response={200: list[MatterOutcome], **SIGNED_IN}, summary="从表格导入督查事项"
)
@requires(Permission.RUN_SUPERVISION)
def import_sheet(request: Request, file: File[UploadedFile]) -> list[MatterOutcome]:
    """Propose every matter of a workbook, all or none; the refusal names every wrong row."""
    try:
        return _outcomes(import_matters(account_of(request), read_rows(file.read()), timezone.now()))
    except WrongRows as wrong:
        told = "；".join(f"第{row.place}行：{'，'.join(row.told)}" for row in wrong.rows[:50])
        raise LingxingError(wrong.what, where=told, remedy=wrong.remedy) from None


@router.post(
    "/supervision/matters/approve",
    response={200: list[MatterOutcome], **SIGNED_IN},
    summary="审核督查事项",
)
@requires(Permission.HANDLE_CASES)
def approve_matters(request: Request, asked: CasesAsked) -> list[MatterOutcome]:
    """Approve proposed matters as the deputy in charge."""
    return _outcomes(approve(account_of(request), asked.cases, timezone.now()))


@router.post(
    "/supervision/matters/assign", response={200: list[MatterOutcome], **SIGNED_IN}, summary="登记并交办督查事项"
)
@requires(Permission.RUN_SUPERVISION)
def assign_matters(request: Request, asked: CasesAsked) -> list[MatterOutcome]:
    """Register and assign approved matters."""
    return _outcomes(register_and_assign(account_of(request), asked.cases, timezone.now(), asked.tracker))


def _change(given: PlanTaskAsked) -> TaskChange:
    fields = given.dict(exclude={"task", "joint", "goals", "new_goals"})
    kept = given.goals if isinstance(given, PlanTaskChange) else None
    return TaskChange(
        **fields,
        joint=tuple(given.joint),
        goals=None if kept is None else tuple(kept),
        new_goals=tuple(typed_goal(one.label, one.value, one.unit, one.due) for one in given.new_goals),
    )


def _cases(page: PlanPage, *states: str) -> list[UUID]:
    return [one.row.case_id for one in page.drafts if one.state in states and one.row.case_id]


def _outcomes(found: list[Outcome]) -> list[MatterOutcome]:
    return [MatterOutcome(heading=one.heading, number=one.number, refusal=one.refusal) for one in found]


def _detail(page: PlanPage) -> PlanDetail:
    return PlanDetail(
        id=page.plan.pk,
        title=page.plan.title,
        revision=page.plan.revision,
        confirmed_at=page.plan.confirmed_at,
        unmatched=[one.printed for one in page.unmatched],
        tasks=[_task(one) for one in page.drafts],
    )


def _task(one: ShownDraft) -> PlanTaskInfo:
    return PlanTaskInfo(
        id=one.row.pk,
        place=one.row.place,
        heading=one.row.heading,
        text=one.row.text,
        due_on=one.row.due_on,
        every=one.row.every,
        goals=one.goals,
        units=[PlanUnitInfo(role=u.role, printed=u.printed, organ=u.organ, name=u.name) for u in one.units],
        dropped=one.row.dropped,
        marks=one.marks,
        doubts=[doubt.told for doubt in one.doubts],
        case=one.row.case_id,
        state=one.state,
    )
