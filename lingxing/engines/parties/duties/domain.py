"""Duties in an organ. No Django."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Duty(StrEnum):
    """What somebody does in an organ."""

    CLERK = "clerk"
    HEAD = "head"
    FINANCE = "finance"
    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"

    @property
    def label(self) -> str:
        """Return the duty's Chinese name."""
        return _LABELS[self.value]


_LABELS = {"clerk": "经办", "head": "负责人", "finance": "财务", "inspector": "检查", "supervisor": "监督"}


@dataclass(frozen=True, slots=True)
class MembershipCard:
    """A duty that an account may act in. `standing_in_for` is the absent account where it acts as a stand-in."""

    organ_id: int
    organ_name: str
    duty: Duty
    standing_in_for: UUID | None = None
    until: dt.date | None = None

    @property
    def duty_label(self) -> str:
        """Return the duty's Chinese name."""
        return self.duty.label
