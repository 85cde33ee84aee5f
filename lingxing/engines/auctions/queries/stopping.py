"""Where the stopping of a sale stands: for the agency's officer and for the grantor (arts. 37 to 39)."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.auctions.domain.applying.stopping import AT_ONCE
from lingxing.engines.auctions.domain.events import Cause
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.models import CAUSE_LABELS, Lot, StopPaper
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.queries.stop_words import open_words
from lingxing.engines.parties.access import Permission, may
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.duties.queries import memberships
from lingxing.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class StopCard:
    """A request of the agency's, or a ruling of the grantor's, which `approved` says; None for a request."""

    ruling: bool
    cause: str
    terminate: bool
    approved: bool | None
    text: str
    written_at: dt.datetime

    @property
    def cause_label(self) -> str:
        """Return the item of article 37, in short."""
        return CAUSE_LABELS[Cause(self.cause)]


@dataclass(frozen=True, slots=True)
class Stopping:
    """What may be done next about stopping a lot, or going on with it."""

    lot: Lot
    state: LotState
    papers: list[StopCard]

    @property
    def suspended_for(self) -> str:
        """Return why the sale stands still, empty where it does not."""
        held = self.state.suspension
        return CAUSE_LABELS[held.cause] if held else ""

    @property
    def waits_for_ruling(self) -> bool:
        """Return whether the grantor has still to answer."""
        asked = self.state.proposal
        return bool(asked and asked.approved is None)

    @property
    def approved(self) -> bool:
        """Return whether the grantor has agreed to what is not yet carried out."""
        return bool(self.state.proposal and self.state.proposal.approved)

    @property
    def asked(self) -> str:
        """Return what the agency asked last in a few words, empty where nothing is open."""
        asked = self.state.proposal
        return f"{'终止' if asked.terminate else '中止'}，{CAUSE_LABELS[asked.cause]}" if asked else ""


def stopping(lot: Lot) -> Stopping:
    """Return where the stopping of an announced lot stands."""
    rows = StopPaper.objects.filter(lot=lot).order_by("-written_at", "-pk")
    return Stopping(lot, state_of(lot.pk), [_card(row) for row in rows])


def granted_lots(account: Account, on: dt.date) -> list[Stopping]:
    """Return the lots of the account's organs that wait for a ruling or stand still, the newest first."""
    if not may(account, Permission.DECIDE_LISTINGS):
        return []
    organs = {card.organ_id for card in memberships(account.pk, on)}
    asked = StopPaper.objects.values("lot")
    rows = Lot.objects.select_related("agency", "grantor").filter(grantor__in=organs)
    found = rows.filter(suspended=True) | rows.filter(pk__in=asked)
    return [stopping(lot) for lot in found.order_by("-published_at").distinct()]


def granted_lot(account: Account, number: str, on: dt.date) -> Stopping:
    """Return one of `granted_lots`. NotFound for others' and none."""
    found = next((one for one in granted_lots(account, on) if one.lot.number == number), None)
    if found is None:
        raise NotFound("没有这宗地，或不由您所在单位出让", where=number[:20], remedy="请从出让人办理列表中选择")
    return found


def _card(row: StopPaper) -> StopCard:
    words = open_words(row.sealed, row.digest)
    return StopCard(row.ruling, row.cause, row.terminate, row.approved, words, row.written_at)


def cause_choices(*, at_once: bool) -> list[tuple[str, str]]:
    """Return the causes for which the agency acts at once, or those for which it has to ask: (value, label) each."""
    return [(cause.value, CAUSE_LABELS[cause]) for cause in Cause if (cause in AT_ONCE) == at_once]
