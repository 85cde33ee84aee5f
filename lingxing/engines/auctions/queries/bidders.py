"""What a bidder sees of its own: applications, order numbers, deposits, paddles. Nothing of anybody else."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lingxing.engines.auctions.domain.board import FINAL, Result, shown_result
from lingxing.engines.auctions.domain.guards import STAGE_LABELS
from lingxing.engines.auctions.domain.state import Admission, LotState, Stage
from lingxing.engines.auctions.domain.terms import Terms
from lingxing.engines.auctions.models import Application, Lot
from lingxing.engines.auctions.queries.announcing import latest
from lingxing.engines.auctions.queries.applications import ApplicationCard, application_card
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import NotFound


class Payment(StrEnum):
    """How far a bidder's deposit has come."""

    QUALIFIED = "qualified"
    UNPAID = "unpaid"
    PARTIAL = "partial"
    MISSED = "missed"

    @property
    def label(self) -> str:
        """Return the Chinese name."""
        return {
            "qualified": "已取得竞买资格",
            "unpaid": "等待保证金到账",
            "partial": "保证金未足额",
            "missed": "未按时足额到账，没有竞买资格",
        }[self.value]


class Fate(StrEnum):
    """What became of a bidder that had qualified, once the lot is over."""

    WON = "won"
    VOIDED = "voided"
    """It had won, and the result is void."""
    LOST = "lost"
    UNSOLD = "unsold"
    TERMINATED = "terminated"

    @property
    def label(self) -> str:
        """Return the Chinese name."""
        return {
            "won": "已竞得",
            "voided": "竞得结果已作废",
            "lost": "未竞得",
            "unsold": "未成交",
            "terminated": "活动已终止",
        }[self.value]


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """A bidder's application with all that it needs for paying, and what has become of it."""

    card: ApplicationCard
    title: str
    terms: Terms
    payee: str
    bank: str
    account: str
    payment: Payment
    stage: Stage
    suspended: bool
    fate: Fate | None
    """None while the lot is not over, and for who has not qualified."""
    result: Result | None
    """How the lot ended, None before that and where it was terminated."""

    @property
    def over(self) -> bool:
        """Return whether nothing can be applied, paid or bid any more."""
        return self.stage in FINAL

    @property
    def missing(self) -> int:
        """Return what is still to be paid, in fen."""
        return max(self.terms.deposit - self.card.admission.paid, 0)

    @property
    def stage_label(self) -> str:
        """Return the Chinese name of where the lot stands."""
        return "已中止" if self.suspended else STAGE_LABELS[self.stage]


def paddle_of(lot_id: int, account: Account) -> int | None:
    """Return the paddle under which the account bids for a lot, or None where it is not qualified."""
    return Application.objects.filter(lot=lot_id, account=account.pk).values_list("paddle", flat=True).first()


def has_applied(lot: Lot, account: Account) -> UUID | None:
    """Return the key of the account's application for a lot, or None."""
    return Application.objects.filter(lot=lot.pk, account=account.pk).values_list("key", flat=True).first()


def own_applications(account: Account, at: dt.datetime) -> list[OwnApplication]:
    """Return the account's applications, the newest first."""
    rows = Application.objects.filter(account=account.pk).select_related("lot").order_by("-applied_at", "-key")
    return [_own(row, at) for row in rows]


def own_application(account: Account, key: UUID, at: dt.datetime) -> OwnApplication:
    """Return an application of the account. NotFound for others' and none."""
    return _own(own_row(account, key), at)


def own_row(account: Account, key: UUID) -> Application:
    """Return the row of an application of the account. NotFound for others' and none."""
    row = Application.objects.filter(account=account.pk, key=key).select_related("lot").first()
    if row is None:
        raise NotFound("没有这份竞买申请", where="我的竞买", remedy="请从“我的竞买”中选择")
    return row


def _own(row: Application, at: dt.datetime) -> OwnApplication:
    state, newest = state_of(row.lot_id), latest(row.lot)
    lines = {line.name: line.value for line in newest.content.lines} if newest.content else {}
    if state.terms is None:
        raise NotFound("宗地还没有公告", where=row.lot.number)
    card = application_card(row, state)
    payment = _payment(card.admission, state, state.terms, at)
    paid_to = (lines.get("payee", ""), lines.get("bank", ""), lines.get("account", ""))
    return OwnApplication(
        card,
        newest.title,
        state.terms,
        *paid_to,
        payment=payment,
        stage=state.stage,
        suspended=state.suspension is not None,
        fate=fate_of(state, card.admission.paddle),
        result=shown_result(state),
    )


def fate_of(state: LotState, paddle: int | None) -> Fate | None:
    """Return what became of a paddle, None while the lot is not over and for who has none."""
    if paddle is None or state.stage not in FINAL:
        return None
    if state.stage is Stage.TERMINATED:
        return Fate.TERMINATED
    if state.winner is None:
        return Fate.UNSOLD
    if state.winner.paddle != paddle:
        return Fate.LOST
    return Fate.VOIDED if state.voided else Fate.WON


def _payment(admission: Admission, state: LotState, terms: Terms, at: dt.datetime) -> Payment:
    if admission.paddle is not None:
        return Payment.QUALIFIED
    if state.stage is not Stage.LISTING or (at >= terms.deposit_due_at and not state.suspension):
        return Payment.MISSED
    return Payment.PARTIAL if admission.paid else Payment.UNPAID
