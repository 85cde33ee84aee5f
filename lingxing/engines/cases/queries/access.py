"""Who sees a case, and how much of it. Every list and page of cases asks here."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from lingxing.engines.cases.models import Case, CaseEvent, ServiceBinding, Turn
from lingxing.engines.cases.queries.bindings import Bound, playing_in
from lingxing.engines.cases.queries.offered import procedure
from lingxing.engines.parties.access import Permission, may
from lingxing.engines.parties.access_types import Account, Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.organs.queries_reform import organs_below
from lingxing.engines.parties.people.queries import declared_accounts
from lingxing.engines.parties.people.queries_acting import Standing, standing_of
from lingxing.kernel.errors import LingxingError
from lingxing.language.procedures.definitions import Role

Viewer = Account
SUPERVISOR = Duty.SUPERVISOR
"""The duty of those who watch over an organ and handle nothing."""


class Sight(StrEnum):
    """Why somebody sees a case."""

    APPLICANT = "applicant"
    HANDLER = "handler"
    SUPERVISOR = "supervisor"

    @property
    def clear(self) -> bool:
        """Return whether personal values may be shown unmasked."""
        return self is not Sight.SUPERVISOR


def holds(account: Account, permission: Permission) -> bool:
    """Return whether the account holds the permission."""
    return may(account, permission)


def sight_of(account: Account | None, case: Case, on: dt.date) -> Sight | None:
    """Return as what the account sees the case on the day, or None where it must not know of it.

    Applicants see the cases of parties that they are or represent (`is_applicant`); clerks those in which an organ of
    theirs (or of whom they stand in for) takes part in a role that it is bound to or that the case names it for;
    supervisors those of their organs and all below.
    """
    if account is None:
        return None
    if holds(account, Permission.APPLY) and is_applicant(account, case, on):
        return Sight.APPLICANT
    if holds(account, Permission.HANDLE_CASES) and _takes_part(case, set(handling_organs(account, on)), on, bound=True):
        return Sight.HANDLER
    watches = holds(account, Permission.SUPERVISE_CASES)
    if watches and _takes_part(case, set(supervised_organs(account, on)), on, bound=False):
        return Sight.SUPERVISOR
    return None


def may_see(account: Account | None, case: Case, on: dt.date) -> bool:
    """Return whether the account may know of the case."""
    return sight_of(account, case, on) is not None


def is_applicant(account: Account, case: Case, on: dt.date) -> bool:
    """Return whether the case is of a party that the account is or represents on the day, or its own without one.

    An account that no office has checked meets only what was opened through such accounts: `met_by`.
    """
    return is_own(account.pk, case.party_id, case.account_id, on)


def is_own(account_id: UUID, party_id: UUID | None, opened_by: UUID | None, on: dt.date) -> bool:
    """Return whether a case of that party, opened by that account (None at a counter), is the account's own."""
    if party_id is None:
        return opened_by is not None and opened_by == account_id
    standing = standing_of(account_id, party_id, on)
    if standing is not Standing.DECLARED or opened_by == account_id:
        return standing is not Standing.NONE
    return opened_by is not None and opened_by in declared_accounts(party_id)


def met_by(account_id: UUID, party_id: UUID, on: dt.date) -> Q | None:
    """Return which cases of the party are the account's own, as a condition on Case; None where none is."""
    standing = standing_of(account_id, party_id, on)
    if standing is Standing.NONE:
        return None
    every = Q(party=party_id)
    return every if standing is Standing.CONFIRMED else every & Q(account__in=declared_accounts(party_id))


def handling_organs(account: Account, on: dt.date) -> frozenset[int]:
    """Return the organs in which the account has a duty of handling on the day, its own or an absent one's."""
    return frozenset(card.organ_id for card in memberships(account.pk, on) if card.duty != Duty.SUPERVISOR)


def supervised_organs(account: Account, on: dt.date) -> tuple[int, ...]:
    """Return the organs that the account supervises on the day, and all below them in the tree; each once."""
    heads = [card.organ_id for card in memberships(account.pk, on) if card.duty == Duty.SUPERVISOR]
    return tuple(dict.fromkeys(organ for head in heads for organ in organs_below(head)))


def _takes_part(case: Case, wanted: set[int], on: dt.date, *, bound: bool) -> bool:
    """Return whether one of the organs handles the case, is waited for in it, is named by it or has acted in it.

    With `bound`, an organ must be bound to the service, unless a field of the case names it for a role, or did so when
    it acted in that role: what an organ has done it may go on reading.
    """
    if wanted and _is_named(case, wanted, on):
        return True
    if bound and wanted:
        bindings = ServiceBinding.objects.filter(package=case.package, service__in=("", case.service), organ__in=wanted)
        wanted = set(bindings.values_list("organ_id", flat=True))
    if not wanted:
        return False
    if case.organ_id in wanted:
        return True
    waiting = Turn.objects.filter(case=case.pk, organ__in=wanted)
    return waiting.exists() or CaseEvent.objects.filter(case=case.pk, organ__in=wanted).exists()


def _is_named(case: Case, organs: set[int], on: dt.date) -> bool:
    """Return whether one of the organs plays a role for which the case names organs, or has acted in one."""
    roles = _roles(case)
    names = [role.name for role in roles.values() if role.named_by]
    if not names:
        return False
    playing = playing_in(Bound({}, {}), roles, case.plain, on).roles.values()
    if any(organs.intersection(found) for found in playing):
        return True
    return CaseEvent.objects.filter(case=case.pk, organ__in=organs, role__in=names).exists()


def _roles(case: Case) -> Mapping[str, Role]:
    """Return the roles of the case's package; none where it is not installed any more."""
    try:
        return procedure(case.package).roles
    except LingxingError:
        return {}


def handles(account: Account | None, package: str, service: str, on: dt.date) -> bool:
    """Return whether an organ of the account plays a role in the service: then it may read what is not public of it."""
    if account is None or not holds(account, Permission.HANDLE_CASES):
        return False
    bindings = ServiceBinding.objects.filter(package=package, service__in=("", service))
    return bindings.filter(organ__in=handling_organs(account, on)).exists()
