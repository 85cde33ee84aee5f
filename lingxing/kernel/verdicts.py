"""What the verification of an exported file rests on and finds."""

from dataclasses import dataclass, field

_MOST = 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """What whoever verifies has from elsewhere: public keys (hexadecimal), checkpoint files and receipts as bytes."""

    keys: tuple[str, ...] = ()
    checkpoints: tuple[bytes, ...] = ()
    receipts: tuple[bytes, ...] = ()


@dataclass(slots=True)
class Verdict:
    """What was found whole (`facts`) and what was not (`faults`), Chinese lines in the order in which they came up."""

    facts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def blame(self, fault: str) -> None:
        """Add a fault. Only the first hundred are kept: a file of noise is wrong in every line."""
        if len(self.faults) < _MOST:
            self.faults.append(fault)
