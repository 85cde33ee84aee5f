"""What is said of certificates and of wrong passwords. No Django, no clock."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

WRONG_PASSWORDS = 5
"""Wrong passwords in a row within one day that lock the rights to bid (咸政规〔2024〕2号第三十四条), where
no rule that is installed says another number."""
ARTICLE_CERTIFICATE = "第十二条"
ARTICLE_LOCK = "第三十四条"


class Status(StrEnum):
    """Where a registered certificate stands."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Reported lost: it proves nothing any more, at once."""
    REVOKED = "revoked"
    """Replaced by another after its loss; for good."""

    @property
    def label(self) -> str:
        """Return the status's Chinese name."""
        return {"active": "使用中", "suspended": "已挂失", "revoked": "已注销"}[self.value]


@dataclass(frozen=True, slots=True)
class WrongRun:
    """Wrong passwords in a row on one day in Shanghai."""

    day: dt.date | None = None
    count: int = 0


def after_wrong(run: WrongRun, day: dt.date) -> WrongRun:
    """Return the run once another wrong password was typed on `day`.

    Reading: 一天内连续5次 — consecutive wrong ones within one calendar day; a right one ends the run, midnight too.
    """
    return WrongRun(day, run.count + 1 if run.day == day else 1)


def locks(run: WrongRun, limit: int = WRONG_PASSWORDS) -> bool:
    """Return whether the run is long enough to lock."""
    return run.count >= limit
