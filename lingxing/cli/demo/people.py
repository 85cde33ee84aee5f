"""The town's invented people and firms, on record and with accounts."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from lingxing.cli.demo.script import Person, Town
from lingxing.engines.parties.access_types import Account, Agency, IdentityKind, NewParty, PartyKind
from lingxing.engines.parties.people.queries import account_cards, parties_for
from lingxing.engines.parties.people.services import confirm_link, declare_self, register_applicant, verify_party
from lingxing.engines.parties.people.services_agents import register_represented
from lingxing.engines.parties.queries import account_named
from lingxing.engines.parties.services import new_password
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI

_SINCE = dt.datetime(2017, 1, 2, 9, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class Settled:
    """Somebody on record: the party, and the account that acts as it or for it."""

    party: UUID
    account: Account


def settle_people(town: Town) -> dict[str, Settled]:
    """Enter everybody, checked as at a counter, and return them by key. Whoever has no account of the demo gets one
    that nobody signs in with."""
    settled: dict[str, Settled] = {}
    for person in town.people.values():
        if person.agent:
            settled[person.key] = _represented(person, settled[person.agent].account)
        else:
            settled[person.key] = _own(person)
        party = settled[person.key].party
        verify_party(party, OPERATOR, _SINCE)
        for card in account_cards(party, _SINCE.date()):
            confirm_link(party, card.link, OPERATOR, _SINCE)
    return settled


def _own(person: Person) -> Settled:
    kind = IdentityKind.CREDIT_CODE if person.is_firm else IdentityKind.RESIDENT_ID
    account = account_named(person.username) if person.username else None
    if account is None:
        username = person.username or f"{person.key}-resident"
        account = register_applicant(username, new_password(), person.name, kind, person.number, person.phone, _SINCE)
    else:
        declare_self(account.pk, person.name, kind, person.number, person.phone, _SINCE)
    return Settled(parties_for(account.pk, _SINCE.date())[0].id, account)


def _represented(person: Person, agent: Account) -> Settled:
    new = NewParty(PartyKind.FIRM, person.name, IdentityKind.CREDIT_CODE, person.number, person.phone)
    party = register_represented(agent.pk, new, Agency.LEGAL_REPRESENTATIVE, "营业执照（演示）", _SINCE)
    return Settled(party.pk, agent)
