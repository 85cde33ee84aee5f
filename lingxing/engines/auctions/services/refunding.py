"""Sending deposits back (art. 30): orders to the bank as files, and what the bank answers."""

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence

from django.db import transaction

from lingxing.engines.auctions.domain.payments import Told, refund_reference
from lingxing.engines.auctions.domain.settling import yuan
from lingxing.engines.auctions.models import Lot, PaymentFile, Refund, Settlement
from lingxing.engines.auctions.payment_files import payment_csv
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.auctions.queries.refunds import OwedLine, file_rows, left_to_return, owed_lines, payment_file
from lingxing.engines.auctions.queries.settling import settlement_of
from lingxing.engines.auctions.services.deposits import STREAM
from lingxing.engines.cases.queries.course import course_of
from lingxing.engines.cases.services.outside import carry_on
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

_LONGEST_AHEAD = dt.timedelta(days=30)
_WHERE = "退还保证金"
_SHOWN = 5
_NAMELESS = "请向银行要写明对方户名和对方账号的对账单，在“到账明细”重新导入，缺的会补上，不会重复；或者先不勾选"
_FINISH, _NOTE = "finish_returning", "note_returned"
"""The acts of the case when all has gone back, and when a part has."""


@transaction.atomic
def order_refunds(
    account: Account, number: str, lines: Collection[int], pay_on: dt.date, at: dt.datetime
) -> PaymentFile:
    """Order the chosen payments back, with the interest owed if the bank pays on that day, and return the file.

    What is left out stays in keeping, as where nobody can tell whose it is (art. 41). LingxingError where nothing is
    chosen, something of it is no longer owed, the bank never said from whose account it came, or interest is owed and
    the installation has no rate.
    """
    today = at.astimezone(SHANGHAI).date()
    lot = own_lot(account, number, today, lock=True)
    if not today <= pay_on <= today + _LONGEST_AHEAD:
        raise LingxingError("付款日应在今天起三十天内", where=_WHERE, remedy="请填银行办理退款的日子")
    owed = {line.line: line for line in owed_lines(lot, _opened(lot), pay_on)}
    if not lines or not set(lines) <= owed.keys():
        raise LingxingError(
            "没有选择要退的款项，或其中有的已经列入付款文件", where=_WHERE, remedy="请刷新页面后重新选择"
        )
    chosen = [line for line in owed.values() if line.line in lines]
    if nameless := [line.spaced_number for line in chosen if not line.named]:
        shown = "、".join(nameless[:_SHOWN]) + ("等" if len(nameless) > _SHOWN else "")
        what = f"有 {len(nameless)} 笔对账单没有写付款人户名或者账号，银行无法原路退还，付款文件没有生成"
        raise LingxingError(what, where=f"订单流水号 {shown}", remedy=_NAMELESS)
    if any(line.owed.interest is None for line in chosen):
        remedy = "请管理员在规则参数文件中写明 deposit_rate（同期银行年利率）"
        raise LingxingError("已过退还期限，应计利息，但没有设定利率", where="第三十条", remedy=remedy)
    return _keep(lot, chosen, pay_on, account, at)


def _keep(lot: Lot, chosen: Sequence[OwedLine], pay_on: dt.date, account: Account, at: dt.datetime) -> PaymentFile:
    place = PaymentFile.objects.filter(lot=lot).count() + 1
    references = [refund_reference(lot.number, place, index) for index in range(1, len(chosen) + 1)]
    amounts = [line.amount for line in chosen]
    file = PaymentFile.objects.create(lot=lot, number=place, pay_on=pay_on, made_at=at, made_by=account)
    Refund.objects.bulk_create(
        Refund(
            file=file,
            line_id=line.line,
            reference=reference,
            principal=line.owed.principal,
            interest=line.owed.interest or 0,
            late_days=line.owed.late_days,
        )
        for reference, line in zip(references, chosen, strict=True)
    )
    file.digest = hashlib.sha256(payment_csv(file_rows(payment_file(lot, place)))).hexdigest()
    file.save(update_fields=["digest"])
    facts = {"lot": lot.number, "file": place, "digest": file.digest, "lines": len(chosen), "total": sum(amounts)}
    record(STREAM, "order_refunds", account.actor, facts, at, article="第三十条")
    return file


@transaction.atomic
def take_answer(account: Account, number: str, told: Sequence[Told], at: dt.datetime) -> int:
    """Take in what the bank says of the orders of a lot, and return how many were news; what is known is passed over.

    All or none: LingxingError names an order of another lot, another amount, or a day that can't be. What the bank
    could not carry out is owed again.
    """
    today = at.astimezone(SHANGHAI).date()
    lot = own_lot(account, number, today, lock=True)
    rows = {row.reference: row for row in Refund.objects.select_related("file").filter(file__lot=lot)}
    news = [row for one in told if (row := _answered(rows.get(one.reference), one, today))]
    for row in news:
        row.told_at, row.told_by = at, account
        row.save(update_fields=["paid_on", "failed_on", "told_at", "told_by"])
    if news:
        digest = _digest([[one.reference, one.amount, one.on.isoformat(), one.paid] for one in told])
        facts = {"lot": lot.number, "digest": digest, "lines": len(news)}
        record(STREAM, "confirm_refunds", account.actor, facts, at, article="第三十条")
        note_left(lot, _opened(lot), at)
    return len(news)


def _answered(row: Refund | None, told: Told, today: dt.date) -> Refund | None:
    """Return the order with what became of it, None where that is known already."""
    if row is None:
        raise LingxingError("不是这宗地的退款", where=told.reference, remedy="请核对导入的文件")
    if told.amount != row.principal + row.interest:
        raise LingxingError("金额与付款文件不符", where=told.reference, remedy="请向银行核实")
    before = (row.paid_on, row.failed_on)
    after = (told.on, None) if told.paid else (None, told.on)
    if before == after:
        return None
    if row.failed_on or (row.paid_on and told.paid):
        raise LingxingError("这一笔已经记过另一个结果", where=told.reference, remedy="请向银行核实")
    if not row.file.made_at.astimezone(SHANGHAI).date() <= told.on <= today:
        raise LingxingError("付款日期早于付款文件，或晚于今天", where=told.reference, remedy="请核对日期")
    row.paid_on, row.failed_on = after
    return row


def note_left(lot: Lot, settlement: Settlement, at: dt.datetime) -> None:
    """Tell the case of the result what is still to be paid back; nothing where it has moved on from that."""
    on = at.astimezone(SHANGHAI).date()
    left = left_to_return(lot, settlement, on)
    if course_of(settlement.conclusion_id, on).state not in ("running", "returning"):
        return
    if left == 0:
        carry_on(settlement.conclusion_id, _FINISH, {"left": yuan(0)}, at)
    elif left is not None:
        carry_on(settlement.conclusion_id, _NOTE, {"left": yuan(left)}, at)


def _opened(lot: Lot) -> Settlement:
    found = settlement_of(lot)
    if found is None:
        what = "挂牌出让还没有结束，或后续办理还没有开始"
        raise LingxingError(what, where=lot.number, remedy="请稍候；一直没有开始的，请管理员指定承办单位")
    return found


def _digest(rows: Sequence[Sequence[str | int | bool]]) -> str:
    return hashlib.sha256(canonical_json([list(row) for row in rows]).encode()).hexdigest()
