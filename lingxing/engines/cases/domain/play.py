"""Playing a case through without a database: for the tests of packages, and for whoever tries a procedure out.

story = Story(load_package("yunmeng/market_2026").procedure, "stall")
story.do("2026-03-02", "applicant", "apply", {"goods": "竹器", …})
assert story.state == "submitted"
assert story.due("review") == date(2026, 3, 17)
assert story.refusal("2026-03-03", "chief", "approve") == "案件现为“已提交”，不能办理“批准发证”（第八条）"
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.capacities import named_organs
from lingxing.engines.cases.domain.clock_events import is_running
from lingxing.engines.cases.domain.clocks import due_of
from lingxing.engines.cases.domain.deciding import Decision, PossibleAct, decide, possible_acts
from lingxing.engines.cases.domain.folding import fold
from lingxing.engines.cases.domain.lights import Light, light_of
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.requirements import asked_papers, filled_state, is_due
from lingxing.engines.cases.domain.state import CORRECT, CaseState, Command, Completion, Event, FieldValue, RefusedCheck
from lingxing.engines.cases.domain.surroundings import Surroundings
from lingxing.engines.cases.domain.turns import ExpectedTurn, expected_turns
from lingxing.engines.cases.domain.values import read_values
from lingxing.kernel.actors import SYSTEM as SYSTEM_ACTOR
from lingxing.kernel.actors import Actor
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.holidays import national_calendar
from lingxing.language.procedures.definitions import SYSTEM, Procedure, Service

_PLAYER = Actor("player", "player")
_TEN_IN_THE_MORNING = dt.time(10)
Day = str | dt.date


@dataclass(slots=True)
class Story:
    """A case being played. `world` holds what the surroundings answer: see `Surroundings` (has_mark, formula, …)."""

    procedure: Procedure
    name: str
    calendar: WorkCalendar = field(default_factory=national_calendar)
    world: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    now: CaseState = field(default_factory=CaseState)
    issued: list[str] = field(default_factory=list)
    """The documents issued so far, by name, in order."""
    published: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    """The marks that the case's party carries: those set by the case and not lifted."""

    @property
    def service(self) -> Service:
        """Return the service that is played."""
        return self.procedure.services[self.name]

    @property
    def state(self) -> str:
        """Return the name of the present state."""
        return self.now.state

    def do(self, day: Day, role: str, act: str, values: Mapping[str, object] | None = None, **asked: Any) -> Decision:
        """Do an act at ten in the morning of the day and return the decision; Refused where it can't be done.

        Papers that are due are handed in and originals shown unless `papers` and `originals_seen` say otherwise;
        `reason` and `completion` (a Completion, or the names of papers) as of Command.
        """
        decision = self._decide(_date(day), role, act, values or {}, asked)
        self.events.append(decision.event)
        self.now = decision.after
        self.issued += decision.act.issues
        self.published += decision.act.publishes
        self.marks = (self.marks - set(decision.act.clears)) | set(decision.act.marks)
        return decision

    def refusals(
        self, day: Day, role: str, act: str, values: Mapping[str, object] | None = None, **asked: Any
    ) -> tuple[str, ...]:
        """Return why the act can't be done, every reason with its article; nothing where it can. Changes nothing."""
        try:
            self._decide(_date(day), role, act, values or {}, asked)
        except Refused as refused:
            return tuple(str(item) for item in refused.items)
        return ()

    def refusal(self, day: Day, role: str, act: str, values: Mapping[str, object] | None = None, **asked: Any) -> str:
        """Return the reasons joined by ；, an empty text where the act can be done."""
        return "；".join(self.refusals(day, role, act, values, **asked))

    def correct(self, day: Day, role: str = "corrector", reason: str = "误操作") -> CaseState:
        """Take back the last act in force and return the state."""
        annulled = {event.annuls for event in self.events}
        last = next(e for e in reversed(self.events) if e.annuls is None and e.sequence not in annulled)
        taking = Event(
            len(self.events) + 1, _instant(_date(day)), CORRECT, _PLAYER.id, role, "", reason=reason,
            annuls=last.sequence,
        )  # fmt: skip
        self.events.append(taking)
        self.now = fold(self.service, self.events)
        return self.now

    def possible(self, day: Day, role: str) -> list[PossibleAct]:
        """Return the acts that the role may ask for on the day, with what refuses each."""
        return possible_acts(self.service, self.now, role, self.surroundings(_date(day)))

    def turns(self) -> tuple[str, ...]:
        """Return the roles that are waited for; one whose organ the case does not name yet is not."""
        expected = (turn.role for turn in expected_turns(self.service, self.now))
        return tuple(role for role in expected if not self._is_unnamed(role))

    def expected(self, role: str) -> tuple[ExpectedTurn, ...]:
        """Return what the role is waited for, with the clocks that say until when; nothing where it is not."""
        return tuple(turn for turn in expected_turns(self.service, self.now) if turn.role == role)

    def organ(self, role: str) -> int | None:
        """Return the organ that plays a role for which the case names organs; None while it names none."""
        return named_organs(self.procedure.roles, self.now.values).get(role)

    def due(self, clock: str) -> dt.date | None:
        """Return the last day of the clock's newest run; None while it stands still. KeyError before its first."""
        found = due_of(self.now.clocks[clock][-1], self.calendar)
        return found.day if found else None

    def running(self, clock: str) -> bool:
        """Return whether the clock was started and not stopped since."""
        return is_running(self.now.clocks.get(clock, ()))

    def light(self, clock: str, day: Day) -> Light:
        """Return the light of the clock's newest run on the day."""
        return light_of(self.service, self.now, clock, _date(day), self.calendar)

    def value(self, name: str) -> FieldValue | None:
        """Return what a field holds, None where it holds nothing."""
        return self.now.values.get(name)

    def surroundings(self, day: dt.date) -> Surroundings:
        """Return the world on the day; marks set by the case itself count."""
        marked: Callable[[str], bool] = lambda name: name in self.marks  # noqa: E731
        return Surroundings(day, self.calendar, **{"has_mark": marked, **self.world})

    def _decide(
        self, day: dt.date, role: str, act: str, values: Mapping[str, object], asked: Mapping[str, Any]
    ) -> Decision:
        if self._is_unnamed(role):
            told = f"还没有填写“{self.service.fields[self.procedure.roles[role].named_by].label}”，没有单位可以办理"
            raise Refused([RefusedCheck(told)], where=self.service.label)
        world = self.surroundings(day)
        actor = SYSTEM_ACTOR if role == SYSTEM else _PLAYER
        command = self._command(act, values, asked, world)
        return decide(self.service, self.now, command, Acting(actor, None, role), _instant(day), world)

    def _is_unnamed(self, role: str) -> bool:
        declared = self.procedure.roles.get(role)
        return declared is not None and bool(declared.named_by) and self.organ(role) is None

    def _command(
        self, act: str, values: Mapping[str, object], asked: Mapping[str, Any], world: Surroundings
    ) -> Command:
        completion = asked.get("completion")
        if completion is not None and not isinstance(completion, Completion):
            completion = Completion(tuple(completion))
        papers = asked.get("papers")
        if papers is None:
            papers = self._papers_due(act, values, world)
        return Command(
            act,
            values,
            asked.get("reason", ""),
            {name: (f"{name}-{len(self.events) + 1}",) for name in papers},
            completion,
            asked.get("originals_seen", True),
        )

    def _papers_due(self, name: str, values: Mapping[str, object], world: Surroundings) -> Sequence[str]:
        act = self.service.acts.get(name)
        if act is None:
            return ()
        given, _ = read_values({field: self.service.fields[field] for field in act.fields}, values, world.today)
        papers = asked_papers(self.service, act, filled_state(self.now, given), world)
        wanted = self.now.completion.papers if self.now.completion else ()
        return [
            paper.name
            for paper in papers
            if paper.name in wanted or (is_due(self.service, act, paper) and not self.now.papers.get(paper.name))
        ]


Step = tuple[Any, ...]
"""(day, role, act) with, where needed, values and a mapping of what else is asked: reason, papers, completion."""


def play(procedure: Procedure, service: str, steps: Iterable[Step], **world: Any) -> Story:
    """Return the story of a case after the steps. Refused where one of them can't be done."""
    story = Story(procedure, service, world=world)
    for day, role, act, *rest in steps:
        story.do(day, role, act, rest[0] if rest else None, **(rest[1] if len(rest) > 1 else {}))
    return story


def _date(day: Day) -> dt.date:
    return dt.date.fromisoformat(day) if isinstance(day, str) else day


def _instant(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, _TEN_IN_THE_MORNING, SHANGHAI)
