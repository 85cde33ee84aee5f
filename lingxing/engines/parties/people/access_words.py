"""What the engines after this one need to name people and firms."""

from lingxing.engines.parties.people.domain import IdentityKind, NewParty, PartyCard, PartyKind

__all__ = ["IdentityKind", "NewParty", "PartyCard", "PartyKind"]
