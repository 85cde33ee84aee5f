"""Money of a sale that goes back: to whom, how much, what was ordered and what the bank has paid (art. 30)."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lingxing.engines.auctions.domain.order_numbers import spaced
from lingxing.engines.auctions.domain.refunds import Interest, Owed, Received, Sent, left_of, still_owed, to_return
from lingxing.engines.auctions.domain.settling import yuan
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.models import Application, BankLine, Lot, PaymentFile, Refund, Settlement, Standing
from lingxing.engines.auctions.queries.applications import OVER, order_context
from lingxing.engines.auctions.queries.deposits import line_context
from lingxing.engines.auctions.queries.settling import keeps_deposit, refund_due, settlement_of
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.rules.queries import program
from lingxing.engines.rules.queries_cases import formula_value
from lingxing.kernel.errors import NotFound
from lingxing.kernel.exact import decimal_string, exact

_FORMULA = "late_interest"


@dataclass(frozen=True, slots=True)
class OwedLine:
    """What is still to be sent back to the account that one payment came from."""

    line: int
    order_number: str
    paddle: int | None
    payer: str
    payer_account: str
    received: int
    owed: Owed

    @property
    def amount(self) -> int:
        """Return what is to be paid, in fen; principal alone where the interest is not known."""
        return self.owed.principal + (self.owed.interest or 0)

    @property
    def named(self) -> bool:
        """Return whether the bank said both whose money it was and from which account it came."""
        return bool(self.payer and self.payer_account)

    @property
    def spaced_number(self) -> str:
        """Return the order number as people read it off."""
        return spaced(self.order_number)


@dataclass(frozen=True, slots=True)
class RefundCard:
    """A part that was ordered back, as the payment file has it."""

    reference: str
    order_number: str
    payer: str
    payer_account: str
    principal: int
    interest: int
    late_days: int
    paid_on: dt.date | None
    failed_on: dt.date | None

    @property
    def amount(self) -> int:
        """Return what the bank is to pay, in fen."""
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class OwnRefund:
    """How a bidder's money goes back: in all without interest, what the bank has still to pay (None where interest is
    owed but not known), until when it bears none, and what was ordered, the oldest first."""

    total: int
    left: int | None
    due: dt.date | None
    ordered: tuple[RefundCard, ...]


@dataclass(frozen=True, slots=True)
class FileCard:
    """A payment file with its lines, in the order of the file."""

    number: int
    pay_on: dt.date
    made_at: dt.datetime
    digest: str
    refunds: tuple[RefundCard, ...]

    @property
    def total(self) -> int:
        """Return the sum of the file, in fen."""
        return sum(card.amount for card in self.refunds)

    @property
    def open(self) -> int:
        """Return how many lines the bank has not told about yet."""
        return sum(card.paid_on is None and card.failed_on is None for card in self.refunds)


def owed_lines(lot: Lot, settlement: Settlement, on: dt.date) -> list[OwedLine]:
    """Return what is still to be ordered back if the bank pays on the day, by the time of receipt."""
    state = state_of(lot.pk)
    due, interest = refund_due(settlement, on), interest_of(lot, on)
    kept = keeps_deposit(settlement, state, on)
    found = []
    for row in _lines(lot):
        wins = _wins(row, state)
        total, term = to_return(_received(row), kept=wins and kept), None if wins else due
        owed = still_owed(total, _sent(row), term, on, interest)
        if owed.principal or owed.interest or owed.interest is None:
            found.append(_owed_line(row, owed))
    return found


def left_to_return(lot: Lot, settlement: Settlement | None, on: dt.date) -> int | None:
    """Return what of all deposits the bank has not paid back yet, in fen; None where interest is owed but not known.

    Without a settlement everything is in time.
    """
    state, interest = state_of(lot.pk), interest_of(lot, on)
    due = refund_due(settlement, on) if settlement else None
    kept = keeps_deposit(settlement, state, on) if settlement else True
    parts = []
    for row in _lines(lot):
        wins = _wins(row, state)
        total = to_return(_received(row), kept=wins and kept)
        parts.append(left_of(total, _sent(row), None if wins else due, interest))
    return None if None in parts else sum(part for part in parts if part)


def interest_of(lot: Lot, on: dt.date) -> Interest:
    """Return what works out interest by the rule of the sale's package, with the bank's rate of the day.

    Reading: 利率以办理退还之日的为准。
    """

    def interest(principal: int, late_days: int) -> int | None:
        facts = {"deposit": principal, "late_days": late_days}
        value = formula_value(lot.package, _FORMULA, facts, {}, on)
        return value if isinstance(value, int) else None

    return interest


def interest_rule(lot: Lot, on: dt.date) -> tuple[str, str] | None:
    """Return the year's rate and the days of a year by which interest is reckoned on the day: 1.5%, 360; or None."""
    city, _, name = lot.package.partition("/")
    settings = program(city, name, on).settings
    rate, days = settings.get("deposit_rate"), settings.get("interest_year_days")
    if not isinstance(rate, int | Fraction) or not isinstance(days, int | Fraction):
        return None
    return f"{decimal_string(exact(100 * Fraction(rate)))}%", decimal_string(exact(Fraction(days)))


def payment_files(lot: Lot) -> list[FileCard]:
    """Return the payment files of a lot, the newest first."""
    rows = PaymentFile.objects.filter(lot=lot).order_by("-number")
    return [_file(row) for row in rows]


def payment_file(lot: Lot, number: int) -> FileCard:
    """Return one payment file. NotFound where there is none of the number."""
    row = PaymentFile.objects.filter(lot=lot, number=number).first()
    if row is None:
        raise NotFound("没有这份付款文件", where=lot.number, remedy="请从宗地的退款页面选择")
    return _file(row)


def file_rows(card: FileCard) -> list[tuple[str, ...]]:
    """Return a payment file's lines as the bank takes them in, in the order of `payments.COLUMNS`."""
    return [
        (
            one.reference,
            one.order_number,
            one.payer,
            one.payer_account,
            yuan(one.principal),
            yuan(one.interest),
            yuan(one.amount),
            f"退竞买保证金 {one.reference}",
        )
        for one in card.refunds
    ]


def own_refund(application: Application, on: dt.date) -> OwnRefund | None:
    """Return how the money of a bidder goes back, None before the sale is over and its cases are open."""
    settlement, state = settlement_of(application.lot), state_of(application.lot_id)
    if settlement is None:
        return None
    rows = [row for row in _lines(application.lot) if row.application_id == application.pk]
    wins = any(_wins(row, state) for row in rows)
    kept = wins and keeps_deposit(settlement, state, on)
    due = None if wins else refund_due(settlement, on)
    totals = [to_return(_received(row), kept=kept) for row in rows]
    sent = [_refund(one) for row in rows for one in row.refunds.select_related("line__application", "file")]
    interest = interest_of(application.lot, on)
    left = [left_of(total, _sent(row), due, interest) for total, row in zip(totals, rows, strict=True)]
    return OwnRefund(sum(totals), None if None in left else sum(part for part in left if part), due, tuple(sent))


def _file(row: PaymentFile) -> FileCard:
    refunds = Refund.objects.filter(file=row).select_related("line__application").order_by("pk")
    return FileCard(row.number, row.pay_on, row.made_at, row.digest, tuple(_refund(one) for one in refunds))


def _refund(row: Refund) -> RefundCard:
    said, order = _said(row.line), _order(row.line)
    payer = (said["payer"], said["payer_account"])
    amounts = (row.principal, row.interest, row.late_days)
    return RefundCard(row.reference, order, *payer, *amounts, row.paid_on, row.failed_on)


def _lines(lot: Lot) -> Sequence[BankLine]:
    """Return the payments under the order numbers of a lot that is over; none before."""
    rows = BankLine.objects.filter(application__lot=lot, application__lot__stage__in=[stage.value for stage in OVER])
    return list(rows.select_related("application").prefetch_related("refunds").order_by("paid_at", "pk"))


def _received(row: BankLine) -> Received:
    counted, application = row.standing == Standing.COUNTED, row.application
    qualified = application is not None and application.paddle is not None
    return Received(row.amount, row.excess, counted, qualified, row.returned_at is not None)


def _sent(row: BankLine) -> list[Sent]:
    return [Sent(one.principal, one.interest, one.paid_on) for one in row.refunds.all() if one.failed_on is None]


def _wins(row: BankLine, state: LotState) -> bool:
    paddle = row.application.paddle if row.application else None
    return paddle is not None and state.winner is not None and state.winner.paddle == paddle


def _owed_line(row: BankLine, owed: Owed) -> OwedLine:
    said, paddle = _said(row), row.application.paddle if row.application else None
    return OwedLine(row.pk, _order(row), paddle, said["payer"], said["payer_account"], row.amount, owed)


def _said(row: BankLine) -> Mapping[str, str]:
    said: Mapping[str, str] = json.loads(unseal_text(row.sealed, line_context(row.reference_digest)))
    return said


def _order(row: BankLine) -> str:
    application = row.application
    return unseal_text(application.order_sealed, order_context(application.key)) if application else ""
