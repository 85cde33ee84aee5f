"""Many cases at once: given to a colleague, or one act on each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.forms.posted import clean_text
from lingxing.engines.cases.models import Turn
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.chosen import MOST, chosen_turns
from lingxing.engines.cases.queries.labels import role_label
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.assigning import assign
from lingxing.engines.cases.services.batches import perform_many
from lingxing.engines.cases.services.results import BatchOutcome
from lingxing.engines.cases.views.answers import own, redirect
from lingxing.engines.parties.access import Permission, Request, requires, today
from lingxing.kernel.errors import LingxingError
from lingxing.language.procedures.definitions import Act, Service


@dataclass(frozen=True, slots=True)
class BatchAct:
    """An act that some of the chosen cases may take together: the same one, in the same role of the same organ."""

    value: str
    label: str
    note: str
    chosen: bool
    act: str
    turns: tuple[Turn, ...]


@require_POST
@requires(Permission.HANDLE_CASES)
def many(request: Request) -> HttpResponse:
    """Assign the chosen lines, show what may be done with them, or do it and tell what came of each case."""
    turns = chosen_turns(own(request), _numbers(request.POST.getlist("turn")), today())
    if request.POST.get("do") == "assign":
        return _assigned(request, turns)
    acts = batch_acts(turns, request.POST.get("act", ""))
    picked = next((one for one in acts if one.chosen), None)
    if request.POST.get("do") == "perform" and picked is not None:
        return _performed(request, picked)
    context = {
        "cases": turns,
        "turns": [turn.pk for turn in turns],
        "acts": acts,
        "act_error": "请选择做什么" if request.POST.get("do") == "perform" else "",
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "cases/many.html", context)


def _assigned(request: Request, turns: Sequence[Turn]) -> HttpResponse:
    if not turns:
        raise LingxingError("没有选中办件", where="分派", remedy="请回待办列表选择")
    account, given = own(request), request.POST.get("assignee", "")
    try:
        colleague = UUID(given) if given else None
    except ValueError:
        raise LingxingError("没有这个人员", where="分派", remedy="请从列表中选择") from None
    done = assign([turn.pk for turn in turns], colleague, account.pk, account.actor, timezone.now())
    messages.success(request, f"已分派 {done.changed} 件。" + (f"{done.gone} 件已经办走。" if done.gone else ""))
    return redirect("desk")


def batch_acts(turns: Sequence[Turn], chosen: str) -> list[BatchAct]:
    """Return the acts that need no more than a reason, each with the cases that may take it.

    Acts whose form asks for fields, papers, originals or a list of what is missing are done case by case.
    """
    groups: dict[str, list[Turn]] = {}
    acts: dict[str, tuple[Service, Act]] = {}
    for turn in turns:
        found = service(turn.package, turn.service)
        for act in found.acts.values():
            if turn.role in act.by and turn.case.state in act.source and is_plain(act):
                value = f"{found.id}/{act.name}/{turn.role}/{turn.organ_id}"
                groups.setdefault(value, []).append(turn)
                acts[value] = (found, act)
    return [_batch_act(value, *acts[value], group, chosen) for value, group in groups.items()]


def is_plain(act: Act) -> bool:
    """Return whether an act needs no more than a reason."""
    return not (act.fields or act.papers or act.asks_completion or act.verifies_originals)


def _batch_act(value: str, found: Service, act: Act, group: Sequence[Turn], chosen: str) -> BatchAct:
    role = role_label(found.package, group[0].role)
    needs = "，须写理由" if act.needs_reason else ""
    note = f"{found.label}，{role}，{len(group)} 件{needs}"
    return BatchAct(value, act.label, note, value == chosen, act.name, tuple(group))


def _performed(request: Request, picked: BatchAct) -> HttpResponse:
    first = picked.turns[0]
    capacities = acting_for(own(request), first.case, today())
    who = next((one for one in capacities if (one.role, one.organ_id) == (first.role, first.organ_id)), None)
    if who is None:
        raise LingxingError("您没有这项职责", where=picked.label, remedy="请联系管理员")
    command = Command(picked.act, reason=clean_text(request.POST.get("reason", "")))
    outcomes: list[BatchOutcome] = perform_many([turn.case_id for turn in picked.turns], command, who, timezone.now())
    done = sum(one.result is not None for one in outcomes)
    context = {"outcomes": outcomes, "done": done, "failed": len(outcomes) - done, "act_label": picked.label}
    return render(request, "cases/many.html", context)


def _numbers(given: Sequence[str]) -> list[int]:
    if len(given) > MOST:
        raise LingxingError(f"一次最多 {MOST} 件", where="选中的办件", remedy="请分几次办理")
    return [int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 19]
