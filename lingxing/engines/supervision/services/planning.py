"""Taking a document's tasks up, and correcting them until a person confirms (art. 6(1))."""

import datetime as dt
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import F

from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.documents.queries.plans import PlanDocument, TaskView, document_tasks, plan_document
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.supervision.domain.drafts import Draft, Extracted, drafts_of, parted
from lingxing.engines.supervision.models import Plan, PlanTask, Source
from lingxing.engines.supervision.queries.drafts import doubts_of, goals_to_json, units_of, units_to_json
from lingxing.engines.supervision.queries.packaged import package_of
from lingxing.engines.supervision.queries.sight import office_of, own_offices
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound
from lingxing.language.packages import load_package
from lingxing.language.plans import PlanCatalogue
from lingxing.language.plans import PlanTask as PlainTask

_ARTICLE = "第六条第（一）项"


@write_transaction()
def take_up(account: Account, document_key: str, at: dt.datetime, procedure: str = "") -> Plan:
    """Take the tasks of a document up and return the plan, corrected as its package prescribes.

    `procedure` is the package by whose procedure it is supervised: by default that of the office the account acts for.
    LingxingError where it has been taken up or orders no task; NotAllowed for who acts for no office.
    """
    day = at.astimezone(SHANGHAI).date()
    procedure, office = acting_office(account, procedure, day)
    document = plan_document(document_key)
    if Plan.objects.filter(document_key=document_key).exists():
        raise LingxingError("这份文件的任务已经列入督查", where=document.title, remedy="请从督查计划中打开")
    package = package_of(document)
    drafts = _drafts(document, package, document_tasks(document_key, day))
    if not drafts:
        raise LingxingError("这份文件没有提取到任务", where=document.title, remedy="请逐件录入，或从表格导入")
    plan = Plan(
        document_key=document.key,
        title=document.title,
        number=document.number,
        city=document.city,
        package=package,
        procedure=procedure,
        organ_id=office,
        opened_at=at,
        opened_by=account.actor.id,
    )
    plan.save()
    PlanTask.objects.bulk_create(_row(plan, office, place, draft) for place, draft in enumerate(drafts, 1))
    payload = {"document": document.key, "package": package, "procedure": procedure, "tasks": len(drafts)}
    record(stream_of(plan.pk), "take_up", account.actor, payload, at, article="第四条", begins=True)
    return plan


@write_transaction()
def confirm(account: Account, plan_id: UUID, revision: int | None, at: dt.datetime) -> Plan:
    """Confirm a plan as it stands, so that its tasks may be proposed. LingxingError names what stands against it.

    A change afterwards takes the confirmation back.
    """
    plan = locked_plan(account, plan_id, revision, at)
    day = at.astimezone(SHANGHAI).date()
    rows = list(PlanTask.objects.filter(plan=plan, dropped=False, case=None).order_by("position"))
    told = [doubt for row in rows for doubt in doubts_of(row, day)]
    if told:
        first = "；".join(f"“{one.heading}”{one.told}" for one in told[:5])
        more = f"等 {len(told)} 处" if len(told) > 5 else ""
        raise LingxingError(f"{first}{more}", where=plan.title, remedy="请改正后再确认")
    if not rows:
        raise LingxingError("没有要督查的任务", where=plan.title, remedy="请恢复至少一项任务")
    plan.confirmed_at, plan.confirmed_by = at, account.actor.id
    plan.save(update_fields=["confirmed_at", "confirmed_by"])
    payload = {"tasks": [told_task(row) for row in rows], "revision": plan.revision}
    record(stream_of(plan.pk), "confirm", account.actor, payload, at, article=_ARTICLE)
    return plan


def told_task(row: PlanTask) -> dict[str, object]:
    """Return what the ledger holds of a task: what its unit is asked for, and no person."""
    return {
        "position": row.position,
        "sources": row.sources,
        "heading": row.heading,
        "text": row.text,
        "due": row.due_on.isoformat() if row.due_on else None,
        "every": row.every,
        "goals": row.goals,
        "units": [[unit.role, unit.organ] for unit in units_of(row)],
    }


def stream_of(plan_id: UUID) -> str:
    """Return the plan's stream in the ledger."""
    return f"plan:{plan_id}"


def acting_office(account: Account, procedure: str, on: dt.date) -> tuple[str, int]:
    """Return the package and the office for which the account acts; NotAllowed where it acts for none."""
    if procedure:
        return procedure, office_of(account, procedure, on)
    for organ, package in own_offices(account, on).items():
        return package, organ
    raise NotAllowed("只有督查室能办理", where="督查", remedy="请用督查室的经办或负责人账号登录")


def locked_plan(account: Account, plan_id: UUID, revision: int | None, at: dt.datetime) -> Plan:
    """Lock a plan that the account may change and return it.

    NotFound where there is none, NotAllowed for who does not act for its office; LingxingError where somebody has
    changed it since `revision`, that of the page that it is changed from.
    """
    plan = Plan.objects.select_for_update(of=("self",)).filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("没有这个督查计划", where="督查计划", remedy="请从督查计划中打开")
    office_of(account, plan.procedure, at.astimezone(SHANGHAI).date())
    if revision is not None and revision != plan.revision:
        raise LingxingError("别人刚刚改过这个计划", where=plan.title, remedy="请刷新页面，核对后再改")
    return plan


def changed(plan: Plan) -> None:
    """Count a change of the plan, which takes its confirmation back."""
    Plan.objects.filter(pk=plan.pk).update(revision=F("revision") + 1, confirmed_at=None, confirmed_by="")


def _drafts(document: PlanDocument, package: str, found: Sequence[TaskView]) -> list[Draft]:
    catalogue = load_package(package).catalogue if package else PlanCatalogue()
    extracted = [_extracted(task) for task in found]
    names = {name for one in extracted for name in (*one.task.lead, *one.task.joint)} | set(_corrected_names(catalogue))
    return drafts_of(extracted, catalogue, organs_by_name(document.city, names))


def _corrected_names(catalogue: PlanCatalogue) -> Iterator[str]:
    for said in catalogue.tasks.values():
        yield from (*(said.lead or ()), *(said.joint or ()))
        for part in said.split:
            yield from (*(part.lead or ()), *(part.joint or ()))


def _extracted(task: TaskView) -> Extracted:
    named: dict[str, list[str]] = {"lead": [], "responsible": [], "supporting": []}
    for unit in task.units:
        named[unit.role].append(unit.printed)
    lead, joint = parted(named["lead"], named["responsible"], named["supporting"])
    organs: dict[str, list[int]] = {}
    for unit in task.units:
        if unit.organ_id is not None:
            organs.setdefault(unit.printed, []).append(unit.organ_id)
    plain = PlainTask(task.task_id, task.place, task.text, tuple(lead), tuple(joint), task.due_on)
    return Extracted(plain, task.deadline_text, organs)


def _row(plan: Plan, office: int, place: int, draft: Draft) -> PlanTask:
    return PlanTask(
        plan=plan,
        organ_id=office,
        position=place,
        sources=list(draft.sources),
        source=Source.DOCUMENT,
        origin=f"{plan.title}{f'（{plan.number}）' if plan.number else ''}"[:300],
        place=draft.place,
        heading=draft.heading,
        text=draft.text,
        due_text=draft.due_text,
        due_on=draft.due_on,
        every=draft.every,
        goals=goals_to_json(draft.goals),
        units=units_to_json(draft.units),
        dropped=draft.dropped,
        marks=[{"kind": mark.kind, "by": mark.by, "note": mark.note} for mark in draft.marks],
    )
