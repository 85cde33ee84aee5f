"""In which capacity somebody acts."""

from dataclasses import dataclass
from uuid import UUID

from lingxing.kernel.actors import SYSTEM as SYSTEM_ACTOR
from lingxing.kernel.actors import Actor
from lingxing.language.procedures.definitions import APPLICANT, EVERYONE, SYSTEM


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, in which role of the service, and for whom: an organ (clerks) or a party (applicants).

    `standing_in_for` is the id of the absent account whose duties a stand-in exercises.
    Whoever makes one says what is claimed; the services check that it is so.
    """

    actor: Actor
    account_id: UUID | None
    role: str
    organ_id: int | None = None
    party_id: UUID | None = None
    standing_in_for: str = ""

    @property
    def for_organ(self) -> bool:
        """Return whether the role is played by an organ."""
        return self.role not in (APPLICANT, EVERYONE, SYSTEM)


BY_SYSTEM = Acting(SYSTEM_ACTOR, None, SYSTEM)
"""Lingxing itself: what a clock or a linked case does."""
