"""The types that other engines name when they speak with parties: accounts, roles, kinds, cards. Nothing but names."""

from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.duties.domain import Duty, MembershipCard
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.people.domain import Agency, IdentityKind, NewParty, PartyCard, PartyKind, Relation

__all__ = [
    "Account",
    "Agency",
    "Duty",
    "IdentityKind",
    "MembershipCard",
    "NewParty",
    "PartyCard",
    "PartyKind",
    "Relation",
    "Role",
]
