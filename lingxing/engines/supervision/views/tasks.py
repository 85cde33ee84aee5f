"""One task of a plan: changed, split, or added by hand."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.organs.queries_standing import standing_in
from lingxing.engines.supervision.domain.goals import typed_goals
from lingxing.engines.supervision.domain.requirements import EVERY
from lingxing.engines.supervision.models import Plan
from lingxing.engines.supervision.queries.drafts import ShownDraft, check_office_sight, plan_page
from lingxing.engines.supervision.services.editing import TaskChange, add_task, change_task, split_task
from lingxing.engines.supervision.views.answers import clean, day, listed, whole, wholes
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.language.plans import MEASURES

_EMPTY_GOALS = 2
_WORDS = ("heading", "text", "lead", "joint", "person", "due", "every", "reason")
_GOAL_FIELDS = ("goal_label", "goal_value", "goal_unit", "goal_due")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_SUPERVISION)
def task(request: Request, plan_id: UUID, task_id: int) -> HttpResponse:
    """Show one task of a plan to be changed or split, or do it."""
    page = plan_page(plan_id, today())
    shown = next((one for one in page.drafts if one.row.pk == task_id), None)
    if shown is None:
        raise NotFound("没有这项任务，或已经合并", where=page.plan.title, remedy="请回督查计划")
    names = standing_in(page.plan.city, today())
    refused = None
    if request.method == "POST":
        try:
            _change(request, plan_id, task_id, {name: key for key, name in names.items()})
            messages.success(request, "已改好。")
            return redirect("supervision:plan", plan_id)
        except LingxingError as error:
            refused = error
    splitting = refused is not None and request.POST.get("do") == "split"
    given = _posted(request.POST) if refused and not splitting else _stored(shown)
    parts = clean(request.POST, "parts") if splitting else shown.row.text
    context = {**_context(page.plan, given, names, refused), "task": shown, "parts": parts}
    return render(request, "supervision/task.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_SUPERVISION)
def new_task(request: Request, plan_id: UUID) -> HttpResponse:
    """Show the empty form of a task that is added to a plan by hand, or add it."""
    check_office_sight(account_of(request), today())
    plan = plan_page(plan_id, today()).plan
    names = standing_in(plan.city, today())
    refused = None
    if request.method == "POST":
        try:
            change = _asked(request.POST, {name: key for key, name in names.items()})
            add_task(account_of(request), plan_id, change, whole(request.POST.get("revision", "")), timezone.now())
            messages.success(request, "已添加。请核对后确认。")
            return redirect("supervision:plan", plan_id)
        except LingxingError as error:
            refused = error
    context = _context(plan, _posted(request.POST), names, refused)
    return render(request, "supervision/new_task.html", context, status=422 if refused else 200)


def _context(
    plan: Plan, given: Mapping[str, Any], names: Mapping[int, str], refused: LingxingError | None
) -> dict[str, Any]:
    empty = [dict.fromkeys(("label", "value", "unit", "due"), "")] * _EMPTY_GOALS
    return {
        "plan": plan,
        "given": given,
        "new_goals": [*given["new_goals"], *empty],
        "refused": refused,
        "organs": sorted(names.values()),
        "periods": EVERY,
        "measures": MEASURES,
    }


def _stored(shown: ShownDraft) -> dict[str, Any]:
    """Return what the form begins with: the task as it stands."""
    row = shown.row
    return {
        "heading": row.heading,
        "text": row.text,
        "lead": next((unit.name or unit.printed for unit in shown.units if unit.role == "lead"), ""),
        "joint": "、".join(unit.name or unit.printed for unit in shown.units if unit.role == "joint"),
        "split": row.split,
        "urgent": row.urgent,
        "major": row.major,
        "person": shown.person,
        "due": row.due_on.isoformat() if row.due_on else "",
        "every": row.every,
        "reason": "",
        "kept": range(len(row.goals)),
        "new_goals": [],
    }


def _posted(post: QueryDict) -> dict[str, Any]:
    """Return what was typed, as the form shows it again."""
    words = {name: clean(post, name) for name in _WORDS}
    rows = [row for row in _goal_rows(post) if any(row)]
    return {
        **words,
        "split": post.get("handling") == "split",
        "urgent": post.get("urgent") == "yes",
        "major": post.get("major") == "yes",
        "kept": wholes(post.getlist("goal")),
        "new_goals": [dict(zip(("label", "value", "unit", "due"), row, strict=True)) for row in rows],
    }


def _goal_rows(post: QueryDict) -> list[tuple[str, ...]]:
    return list(zip(*(post.getlist(name) for name in _GOAL_FIELDS), strict=False))


def _change(request: Request, plan_id: UUID, task_id: int, organs: Mapping[str, int]) -> None:
    account, at, post = account_of(request), timezone.now(), request.POST
    revision = whole(post.get("revision", ""))
    if post.get("do") == "split":
        parts = [part.strip() for part in clean(post, "parts").split("\n\n") if part.strip()]
        split_task(account, plan_id, task_id, parts, revision, at)
        return
    change_task(account, plan_id, task_id, _asked(post, organs), revision, at)


def _asked(post: QueryDict, organs: Mapping[str, int]) -> TaskChange:
    """Return the task that was typed. LingxingError for names that are no organ, and for what is no day or number."""
    named = {"lead": listed(clean(post, "lead")), "joint": listed(clean(post, "joint"))}
    unknown = [name for names in named.values() for name in names if name not in organs]
    if unknown:
        told = f"机构名录中没有：{'、'.join(unknown)}"
        raise LingxingError(told, where="单位", remedy="请从提示的名称中选择")
    return TaskChange(
        heading=clean(post, "heading"),
        text=clean(post, "text"),
        due_on=day(post, "due", "时限"),
        lead=next((organs[name] for name in named["lead"]), None),
        joint=tuple(organs[name] for name in named["joint"]),
        split=post.get("handling") == "split",
        urgent=post.get("urgent") == "yes",
        major=post.get("major") == "yes",
        person=clean(post, "person"),
        every=clean(post, "every"),
        goals=tuple(wholes(post.getlist("goal"))),
        new_goals=typed_goals(_goal_rows(post)),
        reason=clean(post, "reason"),
    )
