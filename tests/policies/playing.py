"""What the stories of procedures have around them: the rules of their package, and other cases."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lingxing.engines.cases.domain.deciding import Decision
from lingxing.engines.cases.domain.play import Day, Story
from lingxing.engines.cases.domain.state import FieldValue
from lingxing.engines.cases.domain.surroundings import Computed, LinkedCase
from lingxing.engines.cases.queries.world import facts_of
from lingxing.engines.rules.queries_cases import formula_value
from lingxing.language.packages import load_package
from lingxing.language.procedures.conditions import UNKNOWN
from lingxing.language.procedures.definitions import FieldKind


def story(package: str, service: str, on: dt.date, **world: Any) -> Story:
    """Return a story whose conditions and amounts ask the package's rules as of the day."""
    procedure = load_package(package).procedure
    assert procedure is not None

    def formula(name: str, values: Mapping[str, FieldValue]) -> Computed:
        facts, lists = facts_of(procedure.services[service], values)
        value = formula_value(package, name, facts, lists, on)
        return UNKNOWN if value is None else value

    return Story(procedure, service, world={"formula": formula, **world})


def others(cases: Mapping[str, tuple[str, str, Mapping[str, FieldValue]]], package: str) -> Callable[[str], Any]:
    """Return what finds linked cases: id → (service, state, values)."""

    def linked_case(case: str) -> LinkedCase | None:
        if case not in cases:
            return None
        service, state, values = cases[case]
        return LinkedCase(case, package, service, case[:8], state, values)

    return linked_case


@dataclass(slots=True)
class Stories:
    """Several cases of one package and one party, each under its id, that link to one another.

    What an act brings about in a linked case is done there too, by the system, as the stored cases do.
    """

    package: str
    on: dt.date
    """The day whose rules hold."""
    told: dict[str, Story] = field(default_factory=dict)

    def begin(
        self, case: str, service: str, day: Day, role: str, act: str, values: Mapping[str, object], **asked: Any
    ) -> Story:
        """Open a case under the id and return its story. Refused where it can't be opened: then there is none."""
        opened = self._new(case, service)
        self._follow(case, opened.do(day, role, act, values, **asked), opened, day)
        self.told[case] = opened
        return opened

    def refusal(self, service: str, day: Day, role: str, act: str, values: Mapping[str, object], **asked: Any) -> str:
        """Return why a case can't be opened, an empty text where it can."""
        return self._new("", service).refusal(day, role, act, values, **asked)

    def do(
        self, case: str, day: Day, role: str, act: str, values: Mapping[str, object] | None = None, **asked: Any
    ) -> Story:
        """Do an act and what follows from it; return the story of the case."""
        held = self.told[case]
        self._follow(case, held.do(day, role, act, values, **asked), held, day)
        return held

    def _new(self, case: str, service: str) -> Story:
        return story(
            self.package,
            service,
            self.on,
            linked_case=self._linked,
            cases_of_party=lambda name, state: self._count(name, state, but=case),
            cases_linking_here=lambda name, state: self._linking(case, name, state),
            cases_linking_to=self._linking,
        )

    def _follow(self, case: str, decision: Decision, origin: Story, day: Day) -> None:
        for target, act in decision.cascades:
            linked = self.told[target]
            linked.world["origin"] = _as_linked(case, origin)
            self.do(target, day, "system", act)
            del linked.world["origin"]

    def _linked(self, case: str) -> LinkedCase | None:
        return _as_linked(case, self.told[case]) if case in self.told else None

    def _count(self, service: str, state: str, but: str) -> int:
        return sum((held.name, held.state) == (service, state) and case != but for case, held in self.told.items())

    def _linking(self, case: str, service: str, state: str) -> int:
        return sum(
            (held.name, held.state) == (service, state)
            and any(
                declared.kind is FieldKind.CASE and held.value(name) == case
                for name, declared in held.service.fields.items()
            )
            for held in self.told.values()
        )


def _as_linked(case: str, held: Story) -> LinkedCase:
    now = held.now
    package = held.procedure.package
    return LinkedCase(
        case, package, held.name, case[:8], now.state, now.values, None, held.service, now.clocks, now.expired
    )
