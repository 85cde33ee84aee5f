"""What follows a sale: cases with their terms, deposits that go back, the record for the archive (arts. 28 to 32)."""

import datetime as dt
import uuid

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Router
from ninja.files import UploadedFile

from lingxing.engines.auctions.api.after_schemas import (
    AfterInfo,
    AnsweredInfo,
    OrderedRefundInfo,
    OwedInfo,
    OwnAfterInfo,
    OwnRefundInfo,
    PaymentFileInfo,
    RefundInfo,
    RefundsAsked,
    SaleCaseInfo,
    SaleClockInfo,
    SalePaperInfo,
)
from lingxing.engines.auctions.api.hall import Number
from lingxing.engines.auctions.archive import archive_of
from lingxing.engines.auctions.domain.payments import read_answer
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.applications import OVER
from lingxing.engines.auctions.queries.bidders import own_row
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.auctions.queries.refunds import (
    FileCard,
    OwedLine,
    OwnRefund,
    owed_lines,
    own_refund,
    payment_file,
    payment_files,
)
from lingxing.engines.auctions.queries.settling import courses_of, refund_due, settlement_of, won_course
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.refunding import order_refunds, take_answer
from lingxing.engines.auctions.statement_files import table_rows
from lingxing.engines.auctions.views.answers import file as as_file
from lingxing.engines.auctions.views.answers import today
from lingxing.engines.cases.queries.course import Course
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_api import SIGNED_IN
from lingxing.engines.parties.access_session import SESSION
from lingxing.kernel.errors import NotFound

router = Router(tags=["网上挂牌出让"], auth=SESSION)
_ZIP = {
    "responses": {
        200: {
            "description": "PDF 和可离线校验的记录",
            "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
_CASE = ("id", "number", "label", "state", "state_label")
_REFUND = ("reference", "principal", "interest", "paid_on", "failed_on")
_OWED = ("line", "order_number", "payer", "payer_account", "received")
_FILE = ("number", "pay_on", "made_at", "digest", "total", "open")


@router.get("/listing-desk/{number}/after", response={200: AfterInfo, **SIGNED_IN}, summary="结束以后的办理")
@requires(Permission.RUN_LISTINGS)
def after(request: Request, number: Number, on: dt.date | None = None) -> AfterInfo:
    """Return how far the work after a sale has come; 404 before the lot has ended."""
    del on
    return _after(own_lot(account_of(request), number, today()))


@router.post(
    "/listing-desk/{number}/after/refunds", response={200: PaymentFileInfo, **SIGNED_IN}, summary="生成付款文件"
)
@requires(Permission.RUN_LISTINGS)
def order(request: Request, number: Number, asked: RefundsAsked) -> PaymentFileInfo:
    """Order payments back, with the interest owed if the bank pays on that day (art. 30)."""
    made = order_refunds(account_of(request), number, asked.lines, asked.pay_on, timezone.now())
    return _file(payment_file(own_lot(account_of(request), number, today()), made.number))


@router.get(
    "/listing-desk/{number}/after/refunds/{int:place}",
    response={200: PaymentFileInfo, **SIGNED_IN},
    summary="一份付款文件",
)
@requires(Permission.RUN_LISTINGS)
def ordered(request: Request, number: Number, place: int, on: dt.date | None = None) -> PaymentFileInfo:
    """Return a payment file with what became of its orders."""
    del on
    return _file(payment_file(own_lot(account_of(request), number, today()), place))


@router.post("/listing-desk/{number}/after/answer", response={200: AnsweredInfo, **SIGNED_IN}, summary="导入银行回执")
@requires(Permission.RUN_LISTINGS)
def answer(request: Request, number: Number, file: File[UploadedFile]) -> AnsweredInfo:
    """Take in what the bank says of the payment files, CSV or XLSX; all of it or nothing."""
    told = read_answer(table_rows(file.name or "", file.read()))
    return AnsweredInfo(lines=len(told), news=take_answer(account_of(request), number, told, timezone.now()))


@router.get(
    "/listing-desk/{number}/record",
    response={200: None, **SIGNED_IN},
    summary="归档材料（ZIP）",
    openapi_extra=_ZIP,
)
@requires(Permission.RUN_LISTINGS)
def record(request: Request, number: Number, on: dt.date | None = None) -> HttpResponse:
    """Return the whole record of a lot that is over: a PDF, and the export that `lingxing verify` checks."""
    del on
    lot = own_lot(account_of(request), number, today())
    return as_file(archive_of(lot, timezone.now()).packed(), "application/zip", f"{lot.number} 归档.zip")


@router.get("/my/listings/{uuid:key}/after", response={200: OwnAfterInfo, **SIGNED_IN}, summary="我的成交和退款")
@requires(Permission.BID)
def own_after(request: Request, key: uuid.UUID, on: dt.date | None = None) -> OwnAfterInfo:
    """Return what follows a sale for one application of the bidder; both parts null before that."""
    del on
    row = own_row(account_of(request), key)
    won, refund = won_course(row, state_of(row.lot_id), today()), own_refund(row, today())
    return OwnAfterInfo(case=_case(won) if won else None, refund=_own_refund(refund) if refund else None)


def _after(lot: Lot) -> AfterInfo:
    state, settlement = state_of(lot.pk), settlement_of(lot)
    if state.stage not in OVER or lot.ended_at is None:
        raise NotFound("挂牌出让还没有结束", where=lot.number, remedy="结束后再办理")
    won = state.winner
    return AfterInfo(
        lot=lot.number,
        ended_at=lot.ended_at,
        outcome=state.outcome.value if state.outcome else None,
        paddle=won.paddle if won else None,
        price=won.price if won else None,
        confirmed=state.confirmed,
        voided=state.voided,
        forfeited=state.forfeited,
        cases=[_case(course) for course in courses_of(settlement, today())] if settlement else [],
        refund_due=refund_due(settlement, today()) if settlement else None,
        owed=[_owed(line) for line in owed_lines(lot, settlement, today())] if settlement else [],
        files=[_file(card) for card in payment_files(lot)],
    )


def _case(course: Course) -> SaleCaseInfo:
    clocks = [
        SaleClockInfo(
            label=clock.label,
            article=clock.article,
            due=clock.due,
            light=clock.light.color.value,
            text=clock.light.text,
        )
        for clock in course.clocks.values()
    ]
    papers = [SalePaperInfo(id=paper.id, title=paper.title, number=paper.number) for paper in course.papers]
    return SaleCaseInfo(**{name: getattr(course, name) for name in _CASE}, clocks=clocks, papers=papers)


def _owed(line: OwedLine) -> OwedInfo:
    owed = line.owed
    plain = {name: getattr(line, name) for name in _OWED}
    return OwedInfo(**plain, principal=owed.principal, interest=owed.interest, late_days=owed.late_days)


def _file(card: FileCard) -> PaymentFileInfo:
    names = (*_REFUND, "order_number", "payer", "payer_account", "late_days")
    refunds = [OrderedRefundInfo(**{name: getattr(one, name) for name in names}) for one in card.refunds]
    return PaymentFileInfo(**{name: getattr(card, name) for name in _FILE}, refunds=refunds)


def _own_refund(found: OwnRefund) -> OwnRefundInfo:
    ordered = [RefundInfo(**{name: getattr(one, name) for name in _REFUND}) for one in found.ordered]
    return OwnRefundInfo(total=found.total, left=found.left, due=found.due, ordered=ordered)
