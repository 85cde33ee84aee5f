"""Goals without a unit: the figures of a section 总体目标 or of a sentence 到2025年….

Reading: a plan's own targets bind whoever issued it, so they stand as a task of their section without units; nothing is
taken from sections that are no goals.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence

from lingxing.engines.documents.domain.model import Deadline, DeadlineKind, Task
from lingxing.engines.documents.domain.tasks.context import TaskContext
from lingxing.engines.documents.domain.tasks.deadlines import find_deadline, plan_end
from lingxing.engines.documents.domain.tasks.indicators import find_indicators
from lingxing.engines.documents.domain.tasks.scopes import Scope

_GOAL = re.compile(r"目标|总体要求|总体思路|发展指标|主要指标")
_SENTENCE = re.compile(r"[^。\n]+")


def goal_tasks(scopes: Sequence[Scope], context: TaskContext, taken: Collection[str]) -> list[Task]:
    """Return a task for every goal section that sets figures; `taken` are units whose tasks have been read."""
    found: list[Task] = []
    for scope in scopes:
        if _GOAL.search(scope.title) or not scope.unit.marker:
            _collect(scope, context, taken, plan_end(context.title), found)
        else:
            found.extend(goal_tasks(scope.parts, context, taken))
    return found


def _collect(
    scope: Scope, context: TaskContext, taken: Collection[str], inherited: dt.date | None, found: list[Task]
) -> None:
    text = scope.text
    due = find_deadline(text, context.day)
    until = due.due_on if due else inherited
    if scope.unit.id not in taken:
        task = _goal(scope, text, due, until)
        if task:
            found.append(task)
    if _GOAL.search(scope.title):
        for part in scope.parts:
            _collect(part, context, taken, until, found)


def _sentences(text: str) -> Iterator[str]:
    return (found.group().strip() for found in _SENTENCE.finditer(text))


def _goal(scope: Scope, text: str, due: Deadline | None, until: dt.date | None) -> Task | None:
    measured = [(words, found) for words in _sentences(text) if (found := find_indicators(words, until))]
    indicators = tuple(one for _, found in measured for one in found)
    if not indicators or not (until or any(one.due_on for one in indicators)):
        return None
    last = max((one.due_on for one in indicators if one.due_on), default=until)
    deadline = due if due and due.due_on == last else Deadline(DeadlineKind.DATE, "", last)
    return Task(
        id=f"task__{scope.unit.id}",
        text="。".join(words for words, _ in measured),
        place=scope.unit.citation,
        unit_id=scope.unit.id,
        line=scope.unit.first_line,
        deadline=deadline,
        indicators=indicators,
    )
