"""Whether somebody may act in the role that is claimed. Asked by the acting services themselves, for every act."""

import datetime as dt
from uuid import UUID

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.capacities import organs_for
from lingxing.engines.cases.queries.access import is_own
from lingxing.engines.cases.queries.bindings import Bound
from lingxing.engines.parties.duties.queries_held import holds_duty
from lingxing.kernel.actors import SYSTEM as SYSTEM_ACTOR
from lingxing.kernel.errors import NotAllowed
from lingxing.language.procedures.definitions import SYSTEM, Procedure


def check_applicant(who: Acting, party_id: UUID | None, owner_id: UUID | None, on: dt.date) -> None:
    """Raise NotAllowed unless a case of the party that `owner_id` opened is the account's own: `access.is_own`."""
    if who.account_id is None or who.party_id != party_id or not is_own(who.account_id, party_id, owner_id, on):
        raise _not_allowed("申请人")


def check_organ(who: Acting, procedure: Procedure, bound: Bound, lead: int | None, on: dt.date) -> None:
    """Raise NotAllowed unless the account has the role's duty in the organ, and the organ plays the role in the case.

    `lead` is the organ that handles the case; None while it is being opened, when any organ bound to the role may act.
    """
    role = procedure.roles.get(who.role)
    if role is None or who.account_id is None or who.organ_id is None:
        raise _not_allowed(who.role)
    bound_here = bound.roles.get(who.role, ())
    playing = bound_here if lead is None else organs_for(who.role, bound.roles, lead, bound.parents)
    if who.organ_id not in playing or not _has_duty(who, role.duty.value, on):
        raise _not_allowed(role.label)


def check_fixed(who: Acting) -> None:
    """Raise NotAllowed where somebody claims to be Lingxing itself; everyone may be everyone."""
    if who.role == SYSTEM and who.actor != SYSTEM_ACTOR:
        raise _not_allowed("系统")


def _has_duty(who: Acting, duty: str, on: dt.date) -> bool:
    if who.account_id is None or who.organ_id is None:
        return False
    try:
        absent = UUID(who.standing_in_for) if who.standing_in_for else None
    except ValueError:
        return False
    return holds_duty(who.account_id, who.organ_id, duty, on, standing_in_for=absent)


def _not_allowed(role: str) -> NotAllowed:
    return NotAllowed(f"您不能以“{role}”的身份办理这个案件", remedy="请用有权办理的账号登录，或请单位分派职责")
