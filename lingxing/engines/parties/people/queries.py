"""Reading people and firms. Cards come masked unless the caller has a reason to show them in full."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from lingxing.engines.parties.people.domain import Agency, IdentityKind, PartyCard, Relation, covers, masked
from lingxing.engines.parties.people.models import Consent, KnownFact, Party, PartyAccount
from lingxing.engines.parties.people.sealed import number_digest, open_basis, open_card, open_value
from lingxing.engines.parties.spans import in_force
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import NotFound

REUSE = "reuse"
"""The scope of a consent to use again, in every service, what was given in one."""


@dataclass(frozen=True, slots=True)
class KnownFactCard:
    """A fact on record: its value as it was given, where it came from, since when and how long it counts."""

    name: str
    value: Any
    source: str
    known_at: dt.datetime
    expires_on: dt.date | None


@dataclass(frozen=True, slots=True)
class AgentCard:
    """An account that acts for a party; `link` is its key for `revoke_agent`, `basis` the ground in the clear."""

    link: int
    account_id: UUID
    username: str
    agency: str
    basis: str
    since: dt.date
    until: dt.date | None

    @property
    def agency_label(self) -> str:
        """Return the Chinese name of what the account acts as."""
        return Agency(self.agency).label if self.agency else Relation.AGENT.label


def party_of(account_id: UUID) -> Party | None:
    """Return the party that the account itself is, or None."""
    link = PartyAccount.objects.select_related("party").filter(
        account=account_id, relation=Relation.SELF, ended_at=None
    )
    found = link.first()
    return found.party if found else None


def parties_for(account_id: UUID, on: dt.date, *, mask: bool = True) -> list[PartyCard]:
    """Return those for whom the account may act on the day: itself first, then whom it represents, oldest first."""
    links = PartyAccount.objects.select_related("party").filter(in_force(on), account=account_id)
    found = sorted(links, key=lambda link: (link.relation != Relation.SELF, link.pk))
    return [replace(_card(link.party, mask), relation=link.agency or link.relation, link=link.pk) for link in found]


def may_act_for(account_id: UUID, party_id: UUID, on: dt.date) -> bool:
    """Return whether the account is the party or represents it on the day."""
    return PartyAccount.objects.filter(in_force(on), account=account_id, party=party_id).exists()


def accounts_of(party_id: UUID, on: dt.date) -> list[UUID]:
    """Return the accounts that act as the party or for it on the day, in use, the party's own first."""
    links = PartyAccount.objects.filter(in_force(on), party=party_id, account__is_active=True)
    found = sorted(links, key=lambda link: (link.relation != Relation.SELF, link.pk))
    return [link.account_id for link in found]


def agents_of(party_id: UUID, on: dt.date) -> list[AgentCard]:
    """Return the accounts that act for the party on the day, oldest first."""
    links = PartyAccount.objects.select_related("account").filter(in_force(on), party=party_id, relation=Relation.AGENT)
    return [
        AgentCard(
            link.pk, link.account_id, link.account.username, link.agency, open_basis(link), link.since, link.until
        )
        for link in links.order_by("pk")
    ]


def find_party(kind: IdentityKind, identity_number: str) -> Party | None:
    """Return the party with exactly that number, however it is typed, or None; found by its keyed digest."""
    return Party.objects.filter(identity_kind=kind, identity_digest=number_digest(kind, identity_number)).first()


def party_card(party_id: UUID, *, mask: bool = True) -> PartyCard:
    """Return the party as it is shown. NotFound where there is none."""
    party = Party.objects.filter(pk=party_id).first()
    if party is None:
        raise NotFound("没有这个当事人", where="当事人", remedy="请从办件或名录中选择")
    return _card(party, mask)


def party_cards(ids: Iterable[UUID], *, mask: bool = True) -> dict[UUID, PartyCard]:
    """Return the parties of these keys; one query for any number."""
    return {party.pk: _card(party, mask) for party in Party.objects.filter(pk__in=set(ids))}


def consents(party_id: UUID) -> list[Consent]:
    """Return the consents in force, in the order of their scopes."""
    return list(Consent.objects.filter(party=party_id, withdrawn_at=None).order_by("scope"))


def consented(party_id: UUID, scope: str, on: dt.date) -> bool:
    """Return whether a consent that covers `scope` is in force on the day.

    Reading: 撤回同意当日即不再复用 — a consent withdrawn in the course of the day no longer counts on it.
    """
    next_day = dt.datetime.combine(on + dt.timedelta(days=1), dt.time(), SHANGHAI)
    given = Consent.objects.filter(party=party_id, given_at__lt=next_day)
    standing = given.exclude(withdrawn_at__lt=next_day)
    return any(covers(found, scope) for found in standing.values_list("scope", flat=True))


def known_facts(
    party_id: UUID, names: Iterable[str], on: dt.date, *, scope: str = REUSE
) -> Mapping[str, KnownFactCard]:
    """Return the facts of these names that need not be asked again on the day: the newest of each that still counts.

    Empty unless the party's consent for `scope` is in force; `reuse:<city>` is covered by `reuse` too.
    A newest value that has expired is not replaced by an older one.
    """
    if not consented(party_id, scope, on):
        return {}
    next_day = dt.datetime.combine(on + dt.timedelta(days=1), dt.time(), SHANGHAI)
    rows = KnownFact.objects.filter(party=party_id, name__in=set(names), known_at__lt=next_day)
    newest = {row.name: row for row in rows.order_by("known_at", "pk")}
    return {
        name: KnownFactCard(name, open_value(row), row.source, row.known_at, row.expires_on)
        for name, row in sorted(newest.items())
        if row.expires_on is None or row.expires_on >= on
    }


def _card(party: Party, mask: bool) -> PartyCard:  # noqa: FBT001
    card = open_card(party)
    return masked(card) if mask else card
