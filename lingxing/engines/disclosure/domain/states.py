"""States of a publication: drafted → released → (corrected) → expired or withdrawn."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lingxing.kernel.dates import SHANGHAI


class PublicationState(StrEnum):
    """Where a publication stands on a day."""

    DRAFTED = "drafted"
    RELEASED = "released"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the state's Chinese name."""
        return {"drafted": "起草中", "released": "公开中", "expired": "期满撤下", "withdrawn": "已撤回"}[self.value]

    @property
    def shows(self) -> bool:
        """Return whether the public sees the content."""
        return self is PublicationState.RELEASED


@dataclass(frozen=True, slots=True)
class Life:
    """When it was released and withdrawn, and its last day; None for what has not happened or has no end."""

    released_at: dt.datetime | None = None
    withdrawn_at: dt.datetime | None = None
    last_day: dt.date | None = None

    def state(self, on: dt.date) -> PublicationState:
        """Return the state on a day.

        Reading: 期限的最后一天仍在公开，次日撤下。
        """
        if self.withdrawn_at is not None:
            return PublicationState.WITHDRAWN
        if self.released_at is None:
            return PublicationState.DRAFTED
        return PublicationState.EXPIRED if self.last_day and on > self.last_day else PublicationState.RELEASED

    @property
    def released_on(self) -> dt.date | None:
        """Return the day of release in Shanghai."""
        return self.released_at.astimezone(SHANGHAI).date() if self.released_at else None
