"""What the API of what follows a sale takes and answers. Money is whole fen."""

import datetime as dt
import uuid
from typing import Annotated

from ninja import Field, Schema

from lingxing.engines.parties.access_api import Given


class SaleClockInfo(Schema):
    """A term of a case that follows a sale."""

    label: str
    article: str
    due: dt.date | None
    light: str = Field(description="green 正常，yellow 临期，red 逾期，grey 停止计时")
    text: str


class SalePaperInfo(Schema):
    """A paper that was issued."""

    id: uuid.UUID
    title: str
    number: str


class SaleCaseInfo(Schema):
    """A case that follows a sale; acts are done through the operations of cases, under the same id."""

    id: uuid.UUID
    number: str
    label: str
    state: str
    state_label: str
    clocks: list[SaleClockInfo]
    papers: list[SalePaperInfo]


class OwedInfo(Schema):
    """Money that is still to be sent back if the bank pays today."""

    line: int
    order_number: str
    payer: str
    payer_account: str
    received: int
    principal: int
    interest: int | None = Field(description="逾期应计的利息；没有设定利率时为 null")
    late_days: int


class RefundInfo(Schema):
    """An order to the bank, and what became of it."""

    reference: str
    principal: int
    interest: int
    paid_on: dt.date | None
    failed_on: dt.date | None


class OrderedRefundInfo(RefundInfo):
    """An order to the bank as the payment file has it."""

    order_number: str
    payer: str
    payer_account: str
    late_days: int


class PaymentFileInfo(Schema):
    """A payment file. `digest` is the SHA-256 of its CSV."""

    number: int
    pay_on: dt.date
    made_at: dt.datetime
    digest: str
    total: int
    open: int = Field(description="还没有银行回执的笔数")
    refunds: list[OrderedRefundInfo]


class AfterInfo(Schema):
    """How far the work after a sale has come."""

    lot: str
    ended_at: dt.datetime
    outcome: str | None = Field(description="sold 成交，no_bid 无人报价，below_reserve 低于底价；终止的为 null")
    paddle: int | None
    price: int | None
    confirmed: bool
    voided: bool
    forfeited: bool
    cases: list[SaleCaseInfo]
    refund_due: dt.date | None
    owed: list[OwedInfo]
    files: list[PaymentFileInfo]


class RefundsAsked(Given):
    """Which payments go back, and on which day the bank pays."""

    lines: Annotated[list[int], Field(max_length=10_000)]
    pay_on: dt.date


class AnsweredInfo(Schema):
    """How many orders of a bank's answer were news."""

    lines: int
    news: int


class OwnRefundInfo(Schema):
    """How a bidder's own money goes back. `left`: what the bank has still to pay, null where interest is not known."""

    total: int
    left: int | None
    due: dt.date | None
    ordered: list[RefundInfo]


class OwnAfterInfo(Schema):
    """What follows a sale for one bidder: the winner's case, and money that goes back."""

    case: SaleCaseInfo | None
    refund: OwnRefundInfo | None
