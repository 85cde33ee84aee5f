"""How lots ended, as everybody sees it: in the hall at once, later as the grantor publishes it (arts. 25 to 29)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.auctions.domain.board import FINAL, Result, shown_result
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.engines.auctions.models import Announcement, AnnouncementKind, Lot
from lingxing.engines.auctions.queries.states import states_of


@dataclass(frozen=True, slots=True)
class Ending:
    """How a lot ended. `result` is None where the sale was terminated.

    `published` is the number of the announcement by which the grantor published it, None before that, `text` what that
    says. `changed_at` is when the last of all this became known.
    """

    at: dt.datetime
    result: Result | None
    published: int | None
    text: str
    changed_at: dt.datetime

    @property
    def words(self) -> str:
        """Return how it ended, in Chinese: 成交, 无人报价，未成交."""
        return self.result.words if self.result else "已终止"

    @property
    def sold(self) -> bool:
        """Return whether the lot was sold, and still is."""
        return self.result is not None and self.result.price is not None and not self.result.voided


def endings_of(lots: Sequence[Lot], announced: Mapping[int, Announcement]) -> dict[int, Ending]:
    """Return how those of the lots ended that are over, by id. `announced`: each lot's published result, by its id."""
    over = {lot.pk: lot.ended_at for lot in lots if Stage(lot.stage) in FINAL and lot.ended_at}
    states = states_of(over)
    return {pk: _ending(at, states[pk].state, announced.get(pk)) for pk, at in over.items()}


def _ending(at: dt.datetime, state: LotState, announced: Announcement | None) -> Ending:
    published, text = (announced.number, str(announced.content.get("text", ""))) if announced else (None, "")
    changes = [at, *([announced.published_at] if announced else []), *([state.last_at] if state.voided else [])]
    return Ending(at, shown_result(state), published, text, max(change for change in changes if change))


def is_result(announcement: Announcement) -> bool:
    """Return whether an announcement publishes a result."""
    return announcement.kind == AnnouncementKind.RESULT
