"""What the stories of procedures have around them: the rules of their package, and other cases."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from lingxing.engines.cases.domain.play import Story
from lingxing.engines.cases.domain.state import FieldValue
from lingxing.engines.cases.domain.surroundings import Computed, LinkedCase
from lingxing.engines.cases.queries.world import facts_of
from lingxing.engines.rules.queries_cases import formula_values
from lingxing.language.packages import load_package
from lingxing.language.procedures.conditions import UNKNOWN


def story(package: str, service: str, on: dt.date, **world: Any) -> Story:
    """Return a story whose conditions and amounts ask the package's rules as of the day."""
    procedure = load_package(package).procedure
    assert procedure is not None

    def formula(name: str, values: Mapping[str, FieldValue]) -> Computed:
        facts, lists = facts_of(procedure.services[service], values)
        return formula_values(package, facts, lists, on).get(name, UNKNOWN)

    return Story(procedure, service, world={"formula": formula, **world})


def others(cases: Mapping[str, tuple[str, str, Mapping[str, FieldValue]]], package: str) -> Callable[[str], Any]:
    """Return what finds linked cases: id → (service, state, values)."""

    def linked_case(case: str) -> LinkedCase | None:
        if case not in cases:
            return None
        service, state, values = cases[case]
        return LinkedCase(case, package, service, case[:8], state, values)

    return linked_case
