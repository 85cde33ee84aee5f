"""Tasks of a plan's text: every responsibility in brackets, with the sentences that it closes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import ResponsibleUnit, Task, Unit
from lingxing.engines.documents.domain.tasks.assigning import (
    Assigned,
    Assigner,
    with_all_leading,
    with_first_leading,
    with_more,
)
from lingxing.engines.documents.domain.tasks.context import TaskContext
from lingxing.engines.documents.domain.tasks.deadlines import (
    find_deadline,
    parse_deadline,
    plan_end,
    plan_period,
)
from lingxing.engines.documents.domain.tasks.header_rules import (
    all_units_lead,
    first_unit_leads,
    holds_onwards,
    units_of_every_task,
)
from lingxing.engines.documents.domain.tasks.indicators import find_indicators
from lingxing.engines.documents.domain.tasks.responsibility import Responsibility, find_responsibilities, lists_by_role
from lingxing.engines.documents.domain.tasks.scopes import Scope, all_scopes

_EDGE = "。；;，,、 　\n"


@dataclass(frozen=True, slots=True)
class Ordered:
    """A responsibility and the words it closes, in the unit that holds them."""

    words: str
    unit: Unit
    line: int
    responsibility: Responsibility


@dataclass(slots=True)
class Rules:
    """The header rules in force while the plan is read from top to bottom."""

    first_leads: bool = False
    all_lead: bool = False
    everywhere: tuple[ResponsibleUnit, ...] = ()


@dataclass(slots=True)
class PlanReader:
    """Reads the tasks of one text; `rules` follow the text."""

    context: TaskContext
    assigner: Assigner
    rules: Rules = field(default_factory=Rules)

    def read(self, scopes: Sequence[Scope]) -> list[Task]:
        """Return the tasks of the scopes in printed order."""
        everything = list(all_scopes(scopes))
        self._learn_rules([*self.context.preface, *(scope.text for scope in everything)])
        ordered = [one for scope in everything for one in self._ordered(scope)]
        counts: dict[str, int] = {}
        tasks: list[Task] = []
        for one in ordered:
            counts[one.unit.id] = counts.get(one.unit.id, 0) + 1
            tasks.append(self._task(one, counts[one.unit.id]))
        return tasks

    def _learn_rules(self, texts: Sequence[str]) -> None:
        """Take the rules that hold for the whole plan, wherever it states them."""
        for text in texts:
            if first_unit_leads(text) and not holds_onwards(text):
                self.rules.first_leads = True
            self.rules.all_lead = self.rules.all_lead or all_units_lead(text)

    def _ordered(self, scope: Scope) -> list[Ordered]:
        text = scope.text
        found: list[Ordered] = []
        cursor = 0
        responsibilities = list(find_responsibilities(text, self.assigner.listing))
        for one in responsibilities:
            words = text[cursor : one.start].strip(_EDGE)
            cursor = one.end
            if not words and found:
                found[-1] = _merged(found[-1], one)
                continue
            if len(responsibilities) == 1 and _closes_heading(text, one):
                below = (part.whole_text for part in scope.parts)
                words = "\n".join(part for part in (words, text[cursor:].strip(_EDGE), *below) if part).strip(_EDGE)
            found.append(Ordered(words, scope.unit, _line_of(scope, one.start), one))
        return found + self._ordered_below(scope)

    def _ordered_below(self, scope: Scope) -> list[Ordered]:
        """Return the responsibilities of paragraphs that stand behind the scope's numbered parts."""
        found: list[Ordered] = []
        for paragraph in scope.tail:
            cursor = 0
            for one in find_responsibilities(paragraph.text, self.assigner.listing):
                words = paragraph.text[cursor : one.start].strip(_EDGE) or scope.whole_text[
                    : -len(paragraph.text)
                ].strip(_EDGE)
                cursor = one.end
                found.append(Ordered(words, scope.unit, paragraph.first_line, one))
        return found

    def _task(self, one: Ordered, count: int) -> Task:
        self._follow_rules(one)
        assigned = self._assigned(one)
        words = re.sub(r"[（(〔]\s*(?:责任|牵头)(?:单位|部门)[：:][^（）()〔〕]*[）)〕]", "", one.words)
        printed_time = one.responsibility.time
        day = self.context.day
        found = parse_deadline(printed_time, day) if printed_time else find_deadline(words, day)
        due = found or plan_period(self.context.title)
        return Task(
            id=f"task__{one.unit.id}" + (f"__{count}" if count > 1 else ""),
            text=words,
            place=one.unit.citation,
            unit_id=one.unit.id,
            line=one.line,
            lead_units=assigned.lead,
            responsible_units=assigned.responsible,
            supporting_units=assigned.supporting,
            deadline=due,
            indicators=find_indicators(words, (due.due_on if due else None) or plan_end(self.context.title)),
        )

    def _follow_rules(self, one: Ordered) -> None:
        note = one.responsibility.note
        if note and first_unit_leads(note):
            self.rules.first_leads = True
        every = units_of_every_task(note) if note else ""
        if every:
            self.rules.everywhere = self.assigner.units(every, one.line, one.unit.id)

    def _assigned(self, one: Ordered) -> Assigned:
        lists = lists_by_role(one.responsibility, self.assigner.listing)
        read = self.assigner.units
        lead, responsible, supporting = (
            read(lists.get(role, ""), one.line, one.unit.id) for role in ("lead", "responsible", "supporting")
        )
        assigned = Assigned(lead, responsible, supporting)
        if self.rules.first_leads:
            assigned = with_first_leading(assigned)
        if self.rules.all_lead:
            assigned = with_all_leading(assigned)
        return with_more(assigned, self.rules.everywhere)


def _closes_heading(text: str, one: Responsibility) -> bool:
    """Return whether the responsibility ends a heading's line, so that it covers what stands below."""
    before, behind = text[: one.start], text[one.end :].lstrip(" 。")
    return "。" not in before and "\n" not in before and (not behind or behind.startswith("\n"))


def _merged(before: Ordered, more: Responsibility) -> Ordered:
    """Return one responsibility of two brackets in a row: （牵头单位：…）（责任单位：…）."""
    first = before.responsibility
    lists = {
        name: "、".join(part for part in (getattr(first, name), getattr(more, name)) if part)
        for name in ("lead", "responsible", "supporting", "time", "note")
    }
    both = Responsibility(first.start, more.end, **lists)
    return Ordered(before.words, before.unit, before.line, both)


def _line_of(scope: Scope, at: int) -> int:
    """Return the source line of the unit that holds position `at` of the scope's text."""
    held = scope.unit
    length = len(scope.text) - sum(len(paragraph.text) + 1 for paragraph in scope.own)
    for paragraph in scope.own:
        if at <= length:
            break
        held, length = paragraph, length + len(paragraph.text) + 1
    return held.last_line if held is scope.unit else held.first_line
