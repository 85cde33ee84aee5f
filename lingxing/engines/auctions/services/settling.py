"""What follows a sale: the cases that it opens by itself, and what of them its chain records (arts. 28 to 30, 43, 44).

Officers act in the cases. Whatever is decided there on the sale is followed here, wherever it was done.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from lingxing.engines.auctions.domain.deciding import Decide, decide_confirmation, decide_voiding
from lingxing.engines.auctions.domain.settling import conclusion_values, confirmation_values
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.models import Announcement, AnnouncementKind, Lot, Settlement
from lingxing.engines.auctions.queries.applications import OVER
from lingxing.engines.auctions.queries.refunds import left_to_return
from lingxing.engines.auctions.queries.settling import (
    CONCLUSION,
    CONFIRMATION,
    parties_that_won,
    sale_of,
    winner_of,
    won_by,
)
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.refunding import note_left
from lingxing.engines.auctions.services.results import announce_result
from lingxing.engines.auctions.services.writing import Request, write
from lingxing.engines.cases.queries.course import Done, course_of
from lingxing.engines.cases.services.outside import Opening, open_case
from lingxing.engines.ledger.queries import entries
from lingxing.engines.parties.access_masking import mask_name
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.dates import SHANGHAI

_Step: TypeAlias = Callable[[int, dt.datetime], None]
_EVERY = dt.timedelta(seconds=1)
_AGAIN = dt.timedelta(minutes=1)
"""After how long a lot that failed is tried again."""
_log = logging.getLogger("lingxing.auctions")


@dataclass(slots=True)
class Aftermath:
    """What one thread remembers of the sales that are over."""

    looked_at: dt.datetime | None = None
    failed: dict[int, dt.datetime] = field(default_factory=dict)

    def look(self, at: dt.datetime) -> None:
        """Open what follows the sales that are over, and follow what was done in their cases; once a second at most."""
        if self.looked_at is not None and dt.timedelta() <= at - self.looked_at < _EVERY:
            return
        self.looked_at = at
        self._each(settle, _unsettled(), at)
        self._each(follow, _moved(), at)

    def _each(self, act: _Step, lot_ids: Iterable[int], at: dt.datetime) -> None:
        for lot_id in lot_ids:
            if self.failed.get(lot_id, at) > at:
                continue
            try:
                act(lot_id, at)
                self.failed.pop(lot_id, None)
            except Exception:  # whatever it was, the other lots go on
                self.failed[lot_id] = at + _AGAIN
                _log.exception("what follows a sale could not be done", extra={"lot": lot_id})


def _unsettled() -> list[int]:
    over = [stage.value for stage in OVER]
    return list(Lot.objects.filter(stage__in=over, settlement=None).values_list("pk", flat=True))


def _moved() -> list[int]:
    """Return the lots in whose cases something was done that has not been followed."""
    won = Q(confirmation__isnull=False) & ~Q(confirmation__revision=F("confirmation_seen"))
    rows = Settlement.objects.filter(won | ~Q(conclusion__revision=F("conclusion_seen")))
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def settle(lot_id: int, at: dt.datetime) -> None:
    """Open the cases of a sale that is over, once: the winner's, and that of the result and of all others' money.

    Their terms run from the day on which the sale ended, whenever they are opened. LingxingError where no organ plays
    the agency's part in the package's services yet.
    """
    lot = _locked(lot_id)
    if Settlement.objects.filter(lot=lot).exists():
        return
    state = state_of(lot_id)
    row = Settlement(lot=lot, opened_at=at, confirmation_id=_confirmation(lot, state, at))
    left, parties = left_to_return(lot, None, _day(at)), parties_that_won(lot, state)
    values = conclusion_values(sale_of(lot, state), state, parties, left or 0, mask_name)
    opening = Opening(lot.package, CONCLUSION, "open", lot.agency_id)
    row.conclusion_id = open_case(opening, values, f"lot:{lot_id}:{CONCLUSION}", at)
    row.save(force_insert=True)
    if left == 0:
        note_left(lot, row, at)


def _confirmation(lot: Lot, state: LotState, at: dt.datetime) -> UUID | None:
    application = winner_of(lot, state)
    if application is None:
        return None
    values = confirmation_values(sale_of(lot, state), state, won_by(application, state))
    opening = Opening(lot.package, CONFIRMATION, "open", lot.agency_id, application.party_id, application.account_id)
    return open_case(opening, values, f"lot:{lot.pk}:{CONFIRMATION}", at)


@transaction.atomic
def follow(lot_id: int, at: dt.datetime) -> None:
    """Record in the lot's chain what its cases have decided on it, and announce a result that was published."""
    lot = _locked(lot_id)
    row = Settlement.objects.get(lot=lot)
    on = _day(at)
    if row.confirmation_id:
        course = course_of(row.confirmation_id, on)
        for done in course.done:
            _follow_act(lot, f"case:{course.id}", done)
        row.confirmation_seen = course.revision
    course = course_of(row.conclusion_id, on)
    published = next((done for done in course.done if done.act == "publish"), None)
    if published and not Announcement.objects.filter(lot=lot, kind=AnnouncementKind.RESULT).exists():
        announce_result(lot, state_of(lot_id), course.values, published.at)
    row.conclusion_seen = course.revision
    row.save(update_fields=["confirmation_seen", "conclusion_seen"])


def _follow_act(lot: Lot, stream: str, done: Done) -> None:
    """Write the event that an act of the winner's case is for the lot, unless its chain has it."""
    decide, state = _MEANING.get(done.act), state_of(lot.pk)
    if decide is None or state.voided or (state.confirmed and done.act == "confirm"):
        return
    entry = next(iter(entries(stream, done.entry - 1)))
    write(Request(lot.pk, SYSTEM, decide(done.article, entry.hash)))


_MEANING: Mapping[str, Callable[[str, str], Decide]] = {
    "confirm": lambda _article, digest: decide_confirmation(digest),
    "forfeit": lambda article, digest: decide_voiding(article, digest, forfeits_deposit=True),
    "annul": lambda article, digest: decide_voiding(article, digest, forfeits_deposit=False),
}
"""By the acts of the winner's case: what they are for the lot. The digest is the hash of the act's ledger entry."""


def _locked(lot_id: int) -> Lot:
    rows = Lot.objects.select_for_update(of=("self",)).select_related("agency", "grantor")
    return rows.get(pk=lot_id)


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(SHANGHAI).date()
