"""In which capacities an account may act: for which party, for which organ in which role, for whom it stands in."""

import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import UUID

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.capacities import organs_for
from lingxing.engines.cases.models import Case
from lingxing.engines.cases.queries.access import holds, is_applicant
from lingxing.engines.cases.queries.bindings import bound_organs, playing_in
from lingxing.engines.cases.queries.offered import procedure, service
from lingxing.engines.parties.access import Permission
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.people.queries import parties_for
from lingxing.kernel.actors import Actor
from lingxing.language.procedures.definitions import APPLICANT, EVERYONE, Service

VISITOR = Actor("visitor", EVERYONE)
"""Whoever comes without an account."""


def acting_for(account: Account | None, target: Case | Service, on: dt.date) -> tuple[Acting, ...]:
    """Return every capacity in which the account may act, in a case or in opening one of a service.

    As the applicant: for each party that it is or represents, those first. For organs: each role of the service whose
    duty the account has (or exercises as a stand-in) in an organ that plays the role there. As anybody: last.
    Roles that have nothing to do with the service are left out. One query without an account, at most five with one.
    """
    declared = target if isinstance(target, Service) else service(target.package, target.service)
    played = _roles_played(declared, opening=isinstance(target, Service))
    found: list[Acting] = []
    if account is not None:
        found += _as_applicant(account, target, on) if APPLICANT in played else ()
        found += _for_organs(account, target, declared, played, on)
    if EVERYONE in played:
        found.append(Acting(account.actor if account else VISITOR, account.pk if account else None, EVERYONE))
    return tuple(found)


def _roles_played(declared: Service, *, opening: bool) -> frozenset[str]:
    acts = declared.openings if opening else declared.acts.values()
    return frozenset(role for act in acts for role in act.by)


def _as_applicant(account: Account, target: Case | Service, on: dt.date) -> Iterator[Acting]:
    if not holds(account, Permission.APPLY):
        return
    if isinstance(target, Service):
        cards = parties_for(account.pk, on)
        fitting: Iterable[UUID | None] = [card.id for card in cards if str(card.kind) in target.audience]
        yield from (Acting(account.actor, account.pk, APPLICANT, None, party) for party in fitting)
    elif is_applicant(account, target, on):
        yield Acting(account.actor, account.pk, APPLICANT, None, target.party_id)


def _for_organs(
    account: Account, target: Case | Service, declared: Service, played: frozenset[str], on: dt.date
) -> Iterator[Acting]:
    every = procedure(declared.package).roles
    roles = [role for role in every.values() if role.is_organ and role.name in played]
    if not roles or not holds(account, Permission.HANDLE_CASES):
        return
    cards = memberships(account.pk, on)
    if not cards:
        return
    bound = bound_organs(declared.package, declared.name)
    if not isinstance(target, Service):
        bound = playing_in(bound, every, target.plain, on)
    lead = None if isinstance(target, Service) else target.organ_id
    party = None if isinstance(target, Service) else target.party_id
    seen: set[tuple[str, int]] = set()
    for role in roles:
        fitting = set(organs_for(role.name, bound.roles, lead, bound.parents))
        if isinstance(target, Service):
            fitting = set(bound.roles.get(role.name, ()))
        for card in cards:
            key = (role.name, card.organ_id)
            if card.organ_id in fitting and card.duty == str(role.duty) and key not in seen:
                seen.add(key)
                absent = str(card.standing_in_for) if card.standing_in_for else ""
                yield Acting(account.actor, account.pk, role.name, card.organ_id, party, absent)
