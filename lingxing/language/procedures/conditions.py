"""Plain comparisons on what a case knows: age >= 18 and district in ['echeng', 'huarong']."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression as its author wrote it."""

    text: str
