"""Plans: documents taken up, their tasks corrected and confirmed, proposed, approved and assigned."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.organs.queries_standing import standing_in
from lingxing.engines.supervision.models import Plan, PlanTask
from lingxing.engines.supervision.queries.drafts import (
    PlanPage,
    check_office_sight,
    documents_to_take_up,
    plan_lines,
    plan_page,
)
from lingxing.engines.supervision.queries.indicators import known_indicators
from lingxing.engines.supervision.queries.stated import uncovered_of
from lingxing.engines.supervision.services.assigning import Outcome, approve, propose, register_and_assign
from lingxing.engines.supervision.services.editing import (
    drop_tasks,
    match_units,
    merge_tasks,
    set_past_deadlines,
)
from lingxing.engines.supervision.services.planning import confirm, take_up
from lingxing.engines.supervision.views.answers import clean, day, keys, listed, whole, wholes
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import find_packages


@require_safe
@requires(Permission.RUN_SUPERVISION)
def plans(request: Request) -> HttpResponse:
    """Show the plans, and the documents whose tasks may be taken up."""
    return render(request, "supervision/plans.html", {"plans": plan_lines(), "documents": documents_to_take_up()})


@require_POST
@requires(Permission.RUN_SUPERVISION)
def open_plan(request: Request) -> HttpResponse:
    """Take a document's tasks up and go to the page where they are confirmed."""
    made = take_up(account_of(request), request.POST.get("document", "")[:120], timezone.now())
    messages.success(request, "已列入督查。请核对每项任务的单位、时限和表述，再确认。")
    return redirect("supervision:plan", made.pk)


@require_safe
@requires(Permission.HANDLE_CASES)
def plan(request: Request, plan_id: UUID) -> HttpResponse:
    """Show a plan with every task as it is to be assigned."""
    check_office_sight(account_of(request), today())
    return _page(request, plan_id)


@require_POST
@requires(Permission.HANDLE_CASES)
def change_plan(request: Request, plan_id: UUID) -> HttpResponse:
    """Do to a plan what was asked for, and show it again: changed, or with what stands against it."""
    check_office_sight(account_of(request), today())
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise LingxingError("没有说要做什么", where="督查计划", remedy="请用页面上的按钮")
    try:
        told = act(request, plan_id, whole(request.POST.get("revision", "")), timezone.now())
    except LingxingError as refused:
        return _page(request, plan_id, refused)
    if isinstance(told, str):
        messages.success(request, told)
        return redirect("supervision:plan", plan_id)
    return outcomes_page(request, told, ("supervision:plan", plan_id), "回督查计划")


def outcomes_page(request: Request, outcomes: Sequence[Outcome], back: tuple[object, ...], label: str) -> HttpResponse:
    """Show what came of each matter; where all was done, go back and say so."""
    done = sum(one.done for one in outcomes)
    if done == len(outcomes):
        messages.success(request, f"办成 {done} 件。")
        return redirect(*back)  # type: ignore[call-overload,no-any-return]
    failed = len(outcomes) - done
    context = {"outcomes": outcomes, "done": done, "failed": failed, "back": back[0], "key": back[1:], "label": label}
    return render(request, "supervision/outcomes.html", context)


def _page(request: Request, plan_id: UUID, refused: LingxingError | None = None) -> HttpResponse:
    page = plan_page(plan_id, today())
    context = {
        "page": page,
        "plan": page.plan,
        "refused": refused,
        "indicators": _indicators_place(page.plan),
        "unmatched": _unmatched(page, request),
        "organs": sorted(standing_in(page.plan.city, today()).values()),
        "to_approve": page.count("proposed"),
        "to_assign": page.count("approved", "registered"),
        "open": sum(not (one.row.dropped or one.state) for one in page.drafts),
    }
    return render(request, "supervision/plan.html", context, status=422 if refused else 200)


def _unmatched(page: PlanPage, request: Request) -> list[dict[str, object]]:
    """Return the names that stand for no organ yet, each with what was typed for it before something was refused."""
    typed = dict(zip(request.POST.getlist("printed"), request.POST.getlist("organ"), strict=False))
    return [{"printed": one.printed, "tasks": one.tasks, "typed": typed.get(one.printed, "")} for one in page.unmatched]


def _indicators_place(plan: Plan) -> list[str]:
    """Return city and name of the package on whose page the plan's indicators stand; empty where none has any."""
    known = plan.package in find_packages() and (known_indicators(plan.package) or uncovered_of(plan.package))
    return plan.package.split("/") if known else []


def _match(request: Request, plan_id: UUID, revision: int | None, at: dt.datetime) -> str:
    printed = request.POST.getlist("printed")
    given = [listed(text) for text in request.POST.getlist("organ")]
    chosen = {name: names for name, names in zip(printed, given, strict=False) if names}
    touched = match_units(account_of(request), plan_id, chosen, revision, at)
    return f"已对应 {len(chosen)} 个单位，涉及 {touched} 项任务。"


def _past(request: Request, plan_id: UUID, revision: int | None, at: dt.datetime) -> str:
    wanted = day(request.POST, "day", "新的时限")
    touched = set_past_deadlines(account_of(request), plan_id, wanted, revision, today(), at)
    return f"已改定 {touched} 项任务的时限。"


def _merge(request: Request, plan_id: UUID, revision: int | None, at: dt.datetime) -> str:
    merge_tasks(account_of(request), plan_id, wholes(request.POST.getlist("task")), revision, at)
    return "已合并。"


def _drop(request: Request, plan_id: UUID, revision: int | None, at: dt.datetime) -> str:
    chosen = wholes(request.POST.getlist("task"))
    dropped = request.POST.get("do") == "drop"
    touched = drop_tasks(account_of(request), plan_id, chosen, revision, at, dropped=dropped)
    return f"{'不列入督查' if dropped else '恢复列入'} {touched} 项。"


def _confirm(request: Request, plan_id: UUID, revision: int | None, at: dt.datetime) -> str:
    confirm(account_of(request), plan_id, revision, at)
    return "已确认。可以提出督查了。"


def _propose(request: Request, plan_id: UUID, revision: int | None, at: dt.datetime) -> list[Outcome]:
    del revision
    rows = PlanTask.objects.filter(plan=plan_id, case=None, dropped=False)
    return propose(account_of(request), list(rows.values_list("pk", flat=True)), at)


def _approve(request: Request, plan_id: UUID, revision: int | None, at: dt.datetime) -> list[Outcome]:
    del revision
    return approve(account_of(request), _cases(plan_page(plan_id, today()), "proposed"), at)


def _assign(request: Request, plan_id: UUID, revision: int | None, at: dt.datetime) -> list[Outcome]:
    del revision
    cases = _cases(plan_page(plan_id, today()), "approved", "registered")
    return register_and_assign(account_of(request), cases, at, clean(request.POST, "tracker"))


def _cases(page: PlanPage, *states: str) -> list[UUID]:
    return [one.row.case_id for one in page.drafts if one.state in states and one.row.case_id]


_Act = Callable[[Request, UUID, int | None, dt.datetime], str | list[Outcome]]
_ACTS: Mapping[str, _Act] = {
    "match": _match,
    "past": _past,
    "merge": _merge,
    "drop": _drop,
    "restore": _drop,
    "confirm": _confirm,
    "propose": _propose,
    "approve": _approve,
    "assign": _assign,
}


def chosen_cases(request: Request) -> list[UUID]:
    """Return the cases that were ticked."""
    return keys(request.POST.getlist("case"))
