"""A case that somebody may see, with what they see it as."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.deciding import PossibleAct, possible_acts
from lingxing.engines.cases.domain.state import CaseState
from lingxing.engines.cases.domain.surroundings import Surroundings
from lingxing.engines.cases.models import Case
from lingxing.engines.cases.queries.access import Sight, Viewer, sight_of
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.queries.organs import naming
from lingxing.engines.cases.queries.world import surroundings_of
from lingxing.kernel.errors import NotFound
from lingxing.language.procedures.definitions import Service


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A case as it stands, opened: whoever shows it masks what `sight` may not see. `service` names the organs that the
    case holds."""

    case: Case
    sight: Sight
    service: Service
    state: CaseState
    world: Surroundings


@dataclass(frozen=True, slots=True)
class OfferedAct:
    """An act that somebody may ask for in a capacity, and what stands against it now."""

    acting: Acting
    possible: PossibleAct


def seen_case(account: Viewer, case_id: UUID, on: dt.date) -> SeenCase:
    """Return the case. NotFound where there is none, or the account must not know of it."""
    case = Case.objects.select_related("organ", "party").filter(pk=case_id).first()
    sight = sight_of(account, case, on) if case else None
    if case is None or sight is None:
        raise NotFound("没有这个办件", where="办件", remedy="请从“我的办件”或待办列表中打开")
    found = service(case.package, case.service)
    state, world = state_of(case, found), surroundings_of(case, found, on, calendar())
    return SeenCase(case, sight, naming(found, [state.values]), state, world)


def offered_acts(account: Viewer, seen: SeenCase, on: dt.date) -> list[OfferedAct]:
    """Return the acts of the present state that the account may ask for, in each of its capacities."""
    if seen.sight is Sight.SUPERVISOR:
        return []
    return [
        OfferedAct(acting, possible)
        for acting in acting_for(account, seen.case, on)
        for possible in possible_acts(seen.service, seen.state, acting.role, seen.world)
    ]


def capacities_for(offered: Sequence[OfferedAct], act: str) -> list[Acting]:
    """Return the capacities in which the act may be asked for."""
    return [one.acting for one in offered if one.possible.act.name == act]
