"""Whom the clocks of a case tell. What was asked once in a round is kept."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from lingxing.engines.cases.domain.capacities import organ_for
from lingxing.engines.cases.models import Case, Turn
from lingxing.engines.cases.queries.bindings import Bound, bound_organs
from lingxing.engines.cases.queries.offered import procedure
from lingxing.engines.parties.access_types import Duty
from lingxing.engines.parties.duties.queries import members_of
from lingxing.kernel.dates import SHANGHAI


class Recipients:
    """The people in organs who are told of clocks on one day."""

    def __init__(self, at: dt.datetime) -> None:
        self._day = at.astimezone(SHANGHAI).date()
        self._bound: dict[tuple[str, str], Bound] = {}
        self._members: dict[tuple[int, str], list[UUID]] = {}
        self._assigned: dict[tuple[UUID, str], UUID] = {}

    def know(self, case_ids: Iterable[UUID]) -> None:
        """Look up at once who has the lines of these cases; `of` answers from it, and for no other case."""
        turns = Turn.objects.filter(case__in=list(case_ids), assignee__isnull=False)
        rows = turns.values_list("case_id", "role", "assignee_id")
        self._assigned = {(case, role): assignee for case, role, assignee in rows if assignee}

    def of(self, case: Case, role: str, *, escalates: bool) -> list[UUID]:
        """Return the accounts to tell: whoever the role's turn is assigned to, else all who have its duty in its organ.

        An escalation goes to all of them and to the supervisors of that organ and of the one above it.
        """
        declared = procedure(case.package).roles.get(role)
        bound = self._bound_in(case.package, case.service)
        organ = organ_for(role, bound.roles, case.organ_id, bound.parents)
        if declared is None or organ is None:
            return []
        if not escalates:
            own = self._assigned.get((case.pk, role))
            return [own] if own else self._with(organ, declared.duty.value)
        above = bound.parents.get(organ)
        told = [*self._with(organ, declared.duty.value), *self._with(organ, Duty.SUPERVISOR)]
        return list(dict.fromkeys([*told, *(self._with(above, Duty.SUPERVISOR) if above else [])]))

    def _bound_in(self, package: str, service: str) -> Bound:
        if (package, service) not in self._bound:
            self._bound[package, service] = bound_organs(package, service)
        return self._bound[package, service]

    def _with(self, organ: int, duty: str) -> list[UUID]:
        key = (organ, str(duty))
        if key not in self._members:
            self._members[key] = [account.pk for account in members_of(organ, Duty(duty), self._day)]
        return self._members[key]
