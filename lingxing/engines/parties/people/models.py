"""Tables of people and firms. Columns named *_sealed hold ciphertext (`access_sealing`), never plain text."""

import uuid

from django.db import models
from django.db.models import Q

from lingxing.engines.parties.people.domain import Agency, IdentityKind, PartyKind, Relation, scope_label


class Party(models.Model):
    """A person, firm or organ: one record across all services, known by the keyed digest of its number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in PartyKind])
    name_sealed = models.TextField()
    identity_sealed = models.TextField(blank=True)
    phone_sealed = models.TextField(blank=True)
    address_sealed = models.TextField(blank=True)
    identity_kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.label) for kind in IdentityKind], blank=True
    )
    identity_digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("identity_kind", "identity_digest"), condition=~Q(identity_digest=""), name="party_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"party:{self.pk}"


class PartyAccount(models.Model):
    """An account that acts as a party or for it, from `since` to `until`, both included; `ended_at` ends it at once."""

    account = models.ForeignKey("parties.Account", models.PROTECT, related_name="parties")
    party = models.ForeignKey(Party, models.PROTECT, related_name="accounts")
    relation = models.CharField(max_length=10, choices=[(relation.value, relation.label) for relation in Relation])
    agency = models.CharField(max_length=30, choices=[(agency.value, agency.label) for agency in Agency], blank=True)
    basis_sealed = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    """When an office checked that the account is whom it says to be, or may act; none while it only says so."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account",), condition=Q(relation="self", ended_at=None), name="account_is_one_party"
            ),
            models.UniqueConstraint(
                fields=("party",), condition=Q(relation="self", ended_at=None), name="party_has_one_own_account"
            ),
        )

    def __str__(self) -> str:
        return f"{self.relation} party:{self.party_id}"


class Consent(models.Model):
    """A party's leave to use again, within `scope`, what it has given once; at most one of a scope is in force."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="consents")
    scope = models.CharField(max_length=100)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("party", "scope"), condition=Q(withdrawn_at=None), name="consent_in_force_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scope} party:{self.party_id}"

    @property
    def scope_label(self) -> str:
        """Return the scope as people read it."""
        return scope_label(self.scope)


class KnownFact(models.Model):
    """What a party has given or an office has established, by dotted name; the newest that has not expired counts."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="facts")
    name = models.CharField(max_length=200)
    value_sealed = models.TextField()
    source = models.CharField(max_length=200)
    known_at = models.DateTimeField()
    expires_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("party", "name", "-known_at"), name="known_fact_newest"),)

    def __str__(self) -> str:
        return f"{self.name} party:{self.party_id}"
