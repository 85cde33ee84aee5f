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
    """An account that acts for a party, or as it (`own`); `link` is its key for `revoke_agent` and `confirm_link`,
    `basis` the ground in the clear, `confirmed` says whether an office has checked it."""

    link: int
    account_id: UUID
    username: str
    agency: str
    basis: str
    since: dt.date
    until: dt.date | None
    own: bool = False
    confirmed: bool = False

    @property
    def agency_label(self) -> str:
        """Return the Chinese name of what the account acts as."""
        if self.own:
            return Relation.SELF.label
        return Agency(self.agency).label if self.agency else Relation.AGENT.label


def party_of(account_id: UUID) -> Party | None:
    """Return the party that the account itself is, or None."""
    link = PartyAccount.objects.select_related("party").filter(
        account=account_id, relation=Relation.SELF, ended_at=None
    )
    found = link.first()
    return found.party if found else None


def parties_for(account_id: UUID, on: dt.date, *, mask: bool = True) -> list[PartyCard]:
    """Return those for whom the account may act on the day: itself first, then whom it represents, oldest first.

    Telephone and address of a verified party stay hidden from an account that no office has confirmed: others may have
    given them.
    """
    links = PartyAccount.objects.select_related("party").filter(in_force(on), account=account_id)
    found = sorted(links, key=lambda link: (link.relation != Relation.SELF, link.pk))
    return [_card_for(link, mask) for link in found]


def may_act_for(account_id: UUID, party_id: UUID, on: dt.date) -> bool:
    """Return whether the account is the party or represents it on the day."""
    return PartyAccount.objects.filter(in_force(on), account=account_id, party=party_id).exists()


def is_declared(party_id: UUID) -> bool:
    """Return whether an account says to be the party, or to act for it, that no office has checked."""
    return PartyAccount.objects.filter(party=party_id, ended_at=None, confirmed_at=None).exists()


def declared_accounts(party_id: UUID) -> frozenset[UUID]:
    """Return the accounts that ever said to be the party, or to act for it, and that no office has checked."""
    rows = PartyAccount.objects.filter(party=party_id).values_list("account_id", "confirmed_at")
    checked = {account for account, confirmed in rows if confirmed}
    return frozenset(account for account, _ in rows) - checked


def accounts_of(party_id: UUID, on: dt.date) -> list[UUID]:
    """Return the accounts that act as the party or for it on the day, in use, the party's own first."""
    links = PartyAccount.objects.filter(in_force(on), party=party_id, account__is_active=True)
    found = sorted(links, key=lambda link: (link.relation != Relation.SELF, link.pk))
    return [link.account_id for link in found]


def agents_of(party_id: UUID, on: dt.date) -> list[AgentCard]:
    """Return the accounts that act for the party on the day, oldest first."""
    return [card for card in account_cards(party_id, on) if not card.own]


def account_cards(party_id: UUID, on: dt.date) -> list[AgentCard]:
    """Return the accounts that act as the party or for it on the day, its own (without an agency) first."""
    links = PartyAccount.objects.select_related("account").filter(in_force(on), party=party_id)
    return [
        AgentCard(
            link.pk,
            link.account_id,
            link.account.username,
            link.agency,
            open_basis(link),
            link.since,
            link.until,
            own=link.relation == Relation.SELF,
            confirmed=link.confirmed_at is not None,
        )
        for link in sorted(links, key=lambda link: (link.relation != Relation.SELF, link.pk))
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


def _card_for(link: PartyAccount, mask: bool) -> PartyCard:  # noqa: FBT001
    card = _card(link.party, mask)
    if link.party.verified_at is not None and link.confirmed_at is None and not mask:
        hidden = masked(card)
        card = replace(card, phone=hidden.phone, address=hidden.address)
    confirmed = link.confirmed_at is not None
    return replace(card, relation=link.agency or link.relation, link=link.pk, confirmed=confirmed)


def _card(party: Party, mask: bool) -> PartyCard:  # noqa: FBT001
    card = open_card(party)
    return masked(card) if mask else card
