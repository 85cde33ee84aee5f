"""Whom the clocks of a case tell. What was asked once in a round is kept."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from lingxing.engines.cases.domain.capacities import organ_for
from lingxing.engines.cases.models import Case, Turn
from lingxing.engines.cases.queries.bindings import Bound, bound_organs, playing_in
from lingxing.engines.cases.queries.offered import procedure
from lingxing.engines.parties.access_types import Duty
from lingxing.engines.parties.duties.queries import members_of
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.procedures.definitions import Role


class Recipients:
    """The people in organs who are told of clocks on one day."""

    def __init__(self, at: dt.datetime) -> None:
        self._day = at.astimezone(SHANGHAI).date()
        self._bound: dict[tuple[str, str], Bound] = {}
        self._members: dict[tuple[int, str], list[UUID]] = {}
        self._assigned: dict[tuple[UUID, str], UUID] = {}
        self._plain: dict[UUID, dict[str, object]] = {}

    def know(self, cases: Iterable[Case]) -> None:
        """Look up at once who has the lines of these cases, and the organs that their fields name; `of` answers from
        it, and for no other case."""
        known = {case.pk: case for case in cases}
        turns = Turn.objects.filter(case__in=list(known), assignee__isnull=False)
        rows = turns.values_list("case_id", "role", "assignee_id")
        self._assigned = {(case, role): assignee for case, role, assignee in rows if assignee}
        naming = [key for key, case in known.items() if any(role.named_by for role in _roles(case).values())]
        self._plain = dict(Case.objects.filter(pk__in=naming).values_list("pk", "plain")) if naming else {}

    def of(self, case: Case, role: str, *, escalates: bool) -> list[UUID]:
        """Return the accounts to tell: whoever the role's turn is assigned to, else all who have its duty in its organ.

        An escalation goes to all of them and to the supervisors of that organ and of the one above it.
        """
        declared = _roles(case).get(role)
        bound = playing_in(
            self._bound_in(case.package, case.service), _roles(case), self._plain.get(case.pk, {}), self._day
        )
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


def _roles(case: Case) -> Mapping[str, Role]:
    return procedure(case.package).roles
