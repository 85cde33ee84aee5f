"""Who acts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and in which role. `id` is opaque (account:<uuid>): a record must name no person."""

    id: str
    role: str


OPERATOR = Actor("operator", "operator")
"""Whoever runs commands on the machine itself."""

SYSTEM = Actor("system", "system")
"""Lingxing itself, acting on a clock."""
