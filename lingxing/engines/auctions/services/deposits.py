"""Money and bank guarantees coming in (arts. 16, 17). The order number alone says whose they are."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from django.db import IntegrityError, transaction

from lingxing.engines.auctions.domain.admitting import Money, decide_money, excess_of
from lingxing.engines.auctions.domain.events import Event, Qualified
from lingxing.engines.auctions.domain.order_numbers import canonical_order_number
from lingxing.engines.auctions.domain.prices import parse_price
from lingxing.engines.auctions.domain.state import Admission, LotState
from lingxing.engines.auctions.domain.statements import StatementLine
from lingxing.engines.auctions.domain.typed_values import read_day
from lingxing.engines.auctions.models import Application, BankLine, Guarantee, Standing
from lingxing.engines.auctions.queries.applications import found_by_order
from lingxing.engines.auctions.queries.deposits import guarantee_context, line_context, note_context, problem_line
from lingxing.engines.auctions.queries.lots import agencies_of
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.writing import Request, Written, write
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_sealing import seal_text, unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.actors import SYSTEM, Actor
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

LONGEST_NOTE = 500
LONGEST_NAME = 100
STREAM = "deposits"
_OF_PAYER = ("payer", "payer_account")
_Keep: TypeAlias = Callable[[Admission, Written], None]


def take_lines(lines: Sequence[StatementLine], source: str, at: dt.datetime, actor: Actor = SYSTEM) -> int:
    """Take in what a bank reports, `source` being file or bank, and return how many lines were new.

    A line whose bank reference is known is passed over, so that a statement may come again whole; but a payer or
    an account that was missing before is added. Each line is a transaction of its own: the money, and the paddle where
    it completes a deposit in time.
    """
    taken = sum(_take(line, source, at, actor) for line in lines)
    if taken:
        with transaction.atomic():
            record(STREAM, "take_lines", actor, {"source": source, "digest": _digest_of(lines)}, at)
    return taken


def _take(line: StatementLine, source: str, at: dt.datetime, actor: Actor) -> bool:
    reference = reference_digest(line.reference)
    if BankLine.objects.filter(reference_digest=reference).exists():
        _add_payer(line, reference, at, actor)
        return False
    try:
        with transaction.atomic():
            _store(line, reference, source, at)
    except IntegrityError:
        # Another process took the same line at the same moment, or something else is wrong.
        if BankLine.objects.filter(reference_digest=reference).exists():
            return False
        raise
    return True


@transaction.atomic
def _add_payer(line: StatementLine, reference: str, at: dt.datetime, actor: Actor) -> None:
    """Add to a known line what the bank did not say of its payer before. What it said once stays; nothing is added to a
    line of another amount."""
    row = BankLine.objects.select_for_update().get(reference_digest=reference)
    said = json.loads(unseal_text(row.sealed, line_context(reference)))
    news = {name: getattr(line, name) for name in _OF_PAYER if getattr(line, name) and not said[name]}
    if not news or row.amount != line.amount:
        return
    row.sealed = seal_text(json.dumps({**said, **news}, ensure_ascii=False), line_context(reference))
    row.save(update_fields=["sealed"])
    record(STREAM, "add_payer", actor, {"reference": reference, "added": sorted(news)}, at, article="第三十条")


def _store(line: StatementLine, reference: str, source: str, at: dt.datetime) -> None:
    application = found_by_order(line.order_number)
    row = BankLine(
        reference_digest=reference,
        sealed=_sealed(line, reference),
        amount=line.amount,
        paid_at=min(line.paid_at, at),
        source=source,
        taken_at=at,
        application=application,
        standing=Standing.UNMATCHED,
    )
    if application is None:
        row.save()
        return
    money = Money(application.key.hex, line.amount, reference, line.paid_at)
    _write(application, money, SYSTEM, lambda before, written: _keep_line(row, before, written))


def _keep_line(row: BankLine, before: Admission, written: Written) -> None:
    """Keep a line with what became of it."""
    application, terms = row.application, written.state.terms
    if application is None or terms is None:
        raise LingxingError("宗地还没有公告", where="保证金")
    after = written.state.admissions[application.key.hex]
    row.excess = excess_of(before, after, terms.deposit)
    if after.late > before.late:
        row.standing = Standing.LATE if row.paid_at >= terms.deposit_due_at else Standing.CLOSED
    else:
        row.standing = Standing.EXCESS if row.excess == row.amount else Standing.COUNTED
    row.save()


@dataclass(slots=True)
class _Before:
    """The application as the writer found it."""

    admission: Admission = field(default_factory=Admission)


def _write(application: Application, money: Money, actor: Actor, keep: _Keep) -> None:
    """Write what comes of money or a guarantee, in the transaction that runs."""
    decide, before = decide_money(money, secrets.randbelow), _Before()

    def decided(state: LotState, at: dt.datetime) -> Sequence[Event]:
        before.admission = state.admissions.get(money.application, Admission())
        return decide(state, at)

    def store(written: Written) -> None:
        for event in written.events:
            if isinstance(event, Qualified):
                Application.objects.filter(pk=application.pk).update(paddle=event.paddle, qualified_at=event.at)
        keep(before.admission, written)

    write(Request(application.lot_id, actor, decided, store))


def reference_digest(reference: str) -> str:
    """Return the SHA-256 by which a bank's reference stands in the record."""
    return hashlib.sha256(f"bank:{reference}".encode()).hexdigest()


def _sealed(line: StatementLine, reference: str) -> str:
    names = ("reference", "order_number", "remark", "payer", "payer_account")
    said = {name: getattr(line, name) for name in names}
    return seal_text(json.dumps(said, ensure_ascii=False), line_context(reference))


def _digest_of(lines: Sequence[StatementLine]) -> str:
    return hashlib.sha256("\n".join(sorted(reference_digest(line.reference) for line in lines)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class GuaranteeText:
    """A bank guarantee as the officer typed it."""

    order_number: str
    bank: str
    number: str
    amount: str
    valid_until: str


@transaction.atomic
def record_guarantee(account: Account, typed: GuaranteeText, at: dt.datetime) -> None:
    """Record a bank guarantee in place of a deposit; where it covers the deposit, the application gets its paddle.

    LingxingError for an order number of no lot of the account's agencies, for a guarantee that is recorded already, is
    short of the deposit or ends too soon.
    """
    application = _own_application(account, typed.order_number, at)
    bank, number = _said(typed.bank, "开具保函的银行"), _said(typed.number, "保函编号")
    amount = parse_price(typed.amount)
    try:
        valid_until = read_day(typed.valid_until)
    except ValueError as error:
        raise LingxingError(str(error), where="保函有效期") from None
    _check_amount(application, amount)
    reference = hashlib.sha256(f"guarantee:{bank}:{number}".encode()).hexdigest()
    if Guarantee.objects.filter(application=application).exists() or _is_known(reference):
        raise LingxingError("这份保函，或这份申请的保函，已经登记过", where="银行保函", remedy="请核对保函编号")
    row = Guarantee(
        application=application,
        reference_digest=reference,
        sealed=seal_text(json.dumps({"bank": bank, "number": number}), guarantee_context(reference)),
        amount=amount,
        valid_until=valid_until,
        recorded_at=at,
        recorded_by=account,
    )
    money = Money(application.key.hex, amount, reference, valid_until=valid_until)
    _write(application, money, account.actor, lambda _before, _written: row.save())


def _own_application(account: Account, order_number: str, at: dt.datetime) -> Application:
    number = canonical_order_number(order_number)
    found = found_by_order(number)
    agencies = agencies_of(account, at.astimezone(SHANGHAI).date())
    if found is None or found.lot.agency_id not in agencies:
        raise LingxingError("没有这个订单流水号", where="订单流水号", remedy="请对照竞买人出示的流水号逐位核对")
    return found


def _check_amount(application: Application, amount: int) -> None:
    terms = state_of(application.lot_id).terms
    if terms and amount < terms.deposit:
        raise LingxingError("保函金额少于竞买保证金", where="第十七条", remedy="请银行按保证金数额开具")


def _is_known(reference: str) -> bool:
    return Guarantee.objects.filter(reference_digest=reference).exists()


def _said(text: str, label: str) -> str:
    said = " ".join(text.split())
    if not 1 <= len(said) <= LONGEST_NAME or not said.isprintable():
        raise LingxingError(f"请填写，最多 {LONGEST_NAME} 个字", where=label)
    return said


@transaction.atomic
def mark_returned(account: Account, line_id: int, note: str, at: dt.datetime) -> None:
    """Note that a person has sent money back that gave no qualification, or its excess. It stays in the list's history.

    NotFound for a line that the account doesn't see; LingxingError for one that is settled, or without a note.
    """
    row = problem_line(account, line_id, at.astimezone(SHANGHAI).date(), lock=True)
    said = " ".join(note.split())
    if not 2 <= len(said) <= LONGEST_NOTE or not said.isprintable():
        raise LingxingError(f"请写明退款情况，2 至 {LONGEST_NOTE} 个字", where="处理情况")
    if row.returned_at is not None:
        raise LingxingError("这一笔已经处理过", where="处理情况", remedy="请刷新页面")
    row.returned_at, row.returned_by = at, account
    row.note_sealed = seal_text(said, note_context(row.reference_digest))
    row.save(update_fields=["returned_at", "returned_by", "note_sealed"])
    record(STREAM, "return_line", account.actor, {"reference": row.reference_digest}, at)
