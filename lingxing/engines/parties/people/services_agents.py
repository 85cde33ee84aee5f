"""Who acts for whom: appointing and recalling agents."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from lingxing.engines.ledger.services import record
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.people.domain import Agency, NewParty, Relation, checked_party
from lingxing.engines.parties.people.models import Party, PartyAccount
from lingxing.engines.parties.people.sealed import sealed_basis
from lingxing.engines.parties.people.writing import account_in_use, create_party, day_of, standing_party
from lingxing.engines.parties.spans import in_force
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError


@dataclass(frozen=True, slots=True)
class NewAgent:
    """What is said of an agent: who, on what ground, on which papers, until which day (the last one; open if None)."""

    account_id: UUID
    agency: Agency
    basis: str
    until: dt.date | None = None


@transaction.atomic
def add_agent(party_id: UUID, agent: NewAgent, actor: Actor, at: dt.datetime) -> int:
    """Let an account act for the party from today on; return the key of the relation, for `revoke_agent`.

    It counts as checked where an office appoints, or the party by an account that is checked: `services.confirm_link`.

    LingxingError where the account is the party or acts for it already, or the last day has gone by.
    """
    party, account, today = standing_party(party_id), account_in_use(agent.account_id), day_of(at)
    if agent.until is not None and agent.until < today:
        raise LingxingError("截止日期已过", where="截止日期", remedy="请填写今天或以后的日期，或留空")
    if PartyAccount.objects.filter(in_force(today), party=party, account=account).exists():
        raise LingxingError("该账号已经可以为其办理", where="账号", remedy="如要更改，请先取消原来的授权")
    return _appoint(party, account, agent, actor, at)


@transaction.atomic
def register_represented(account_id: UUID, new: NewParty, agency: Agency, basis: str, at: dt.datetime) -> Party:
    """Return a new party that the account declares to represent. A number on record is refused as at signing up."""
    account = account_in_use(account_id)
    if not new.identity_number.strip():
        raise LingxingError("没有填写", where="证件号码", remedy="请填写证件号码")
    party = create_party(checked_party(new, day_of(at)), account.actor, at)
    _appoint(party, account, NewAgent(account.pk, agency, basis), account.actor, at)
    return party


@transaction.atomic
def revoke_agent(link: int, actor: Actor, at: dt.datetime) -> None:
    """End an agency at once. LingxingError where there is none in force."""
    found = PartyAccount.objects.select_for_update().filter(pk=link, relation=Relation.AGENT, ended_at=None).first()
    if found is None:
        raise LingxingError("没有这项授权，或已经取消", where="授权", remedy="请刷新页面后再试")
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    record(f"party:{found.party_id}", "revoke_agent", actor, {"account": str(found.account_id)}, at)


def _appoint(party: Party, account: Account, agent: NewAgent, actor: Actor, at: dt.datetime) -> int:
    confirmed = _may_vouch(party, actor)
    made = PartyAccount.objects.create(
        account=account,
        party=party,
        relation=Relation.AGENT,
        agency=agent.agency,
        basis_sealed=sealed_basis(party.pk, account.pk, agent.basis.strip()),
        since=day_of(at),
        until=agent.until,
        confirmed_at=at if confirmed else None,
    )
    payload = {"account": str(account.pk), "agency": str(agent.agency), "until": str(agent.until or "")}
    record(f"party:{party.pk}", "add_agent", actor, payload, at)
    return made.pk


def _may_vouch(party: Party, actor: Actor) -> bool:
    """Return whether whoever appoints was checked: an office, or the party through a confirmed account of its own."""
    if actor.role != Role.APPLICANT:
        return True
    own = PartyAccount.objects.filter(party=party, relation=Relation.SELF, ended_at=None, confirmed_at__isnull=False)
    return any(f"account:{key}" == actor.id for key in own.values_list("account_id", flat=True))
