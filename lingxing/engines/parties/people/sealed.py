"""The sealed columns of people and firms: in which context each is sealed."""

import json
from typing import Any
from uuid import UUID

from lingxing.engines.parties.access_sealing import digest, seal_text, unseal_text
from lingxing.engines.parties.people.domain import IdentityKind, PartyCard, PartyKind
from lingxing.engines.parties.people.models import KnownFact, Party, PartyAccount
from lingxing.kernel.identity_numbers import canonical_number


def sealed_field(party_id: UUID, field: str, value: str) -> str:
    """Return the value of a party's field sealed; an empty one stays empty."""
    return seal_text(value, f"party:{party_id}:{field}") if value else ""


def number_digest(kind: IdentityKind, number: str) -> str:
    """Return the keyed digest by which a number is found, however it was typed."""
    return digest(f"party:{kind}:{canonical_number(number)}")


def opened_name(party_id: UUID, text: str) -> str:
    """Return a party's name in the clear."""
    return unseal_text(text, f"party:{party_id}:name") if text else ""


def open_card(party: Party) -> PartyCard:
    """Return the party with all its fields in the clear."""

    def field(name: str, text: str) -> str:
        return unseal_text(text, f"party:{party.pk}:{name}") if text else ""

    return PartyCard(
        party.pk,
        PartyKind(party.kind),
        opened_name(party.pk, party.name_sealed),
        party.identity_kind,
        field("identity", party.identity_sealed),
        field("phone", party.phone_sealed),
        field("address", party.address_sealed),
        party.verified_at is not None,
        masked=False,
    )


def sealed_value(party_id: UUID, name: str, value: object) -> str:
    """Return the value of a known fact, any JSON, sealed. TypeError for what JSON does not hold."""
    return seal_text(json.dumps(value, ensure_ascii=False, sort_keys=True), f"party:{party_id}:fact:{name}")


def open_value(fact: KnownFact) -> Any:
    """Return the value of a known fact as it was remembered."""
    return json.loads(unseal_text(fact.value_sealed, f"party:{fact.party_id}:fact:{fact.name}"))


def sealed_basis(party_id: UUID, account_id: UUID, basis: str) -> str:
    """Return the ground of an agency sealed; an empty one stays empty."""
    return seal_text(basis, f"party:{party_id}:agent:{account_id}") if basis else ""


def open_basis(link: PartyAccount) -> str:
    """Return the ground of an agency in the clear."""
    if not link.basis_sealed:
        return ""
    return unseal_text(link.basis_sealed, f"party:{link.party_id}:agent:{link.account_id}")
