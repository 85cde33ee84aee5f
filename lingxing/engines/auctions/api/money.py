"""Deposits, guarantees and the sealed reserve price."""

import datetime as dt

from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile

from lingxing.engines.auctions.api.hall import Number
from lingxing.engines.auctions.api.intake_schemas import (
    CodeAsked,
    GuaranteeAsked,
    LineInfo,
    NoteAsked,
    ReserveFileAsked,
    ReserveInfo,
    TakenInfo,
    WindowInfo,
)
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.deposits import LineCard, problem_lines
from lingxing.engines.auctions.queries.lots import published_lot
from lingxing.engines.auctions.queries.reserves import import_windows, public_key, reserve_card, window_of
from lingxing.engines.auctions.services.deposits import GuaranteeText, mark_returned, record_guarantee, take_lines
from lingxing.engines.auctions.services.reserves import enter_code, import_reserve
from lingxing.engines.auctions.statement_files import statement_lines
from lingxing.engines.auctions.views.answers import today
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_api import SIGNED_IN, Done
from lingxing.engines.parties.access_session import SESSION

router = Router(tags=["网上挂牌出让"], auth=SESSION)


@router.get("/listing-money", response={200: list[LineInfo], **SIGNED_IN}, summary="需要人工处理的到账")
@requires(Permission.RUN_LISTINGS)
def lines(request: Request, settled: bool = False, on: dt.date | None = None) -> list[LineInfo]:  # noqa: FBT001, FBT002
    """Return the money that the officer has to settle, or has settled."""
    del on
    found = problem_lines(account_of(request), today(), settled=settled)
    return [LineInfo(**{name: getattr(card, name) for name in LineCard.__slots__}) for card in found]


@router.post("/listing-money/statements", response={200: TakenInfo, **SIGNED_IN}, summary="导入对账单")
@requires(Permission.RUN_LISTINGS)
def statement(request: Request, file: File[UploadedFile], headings: Form[str] = "") -> TakenInfo:
    """Take in a bank statement, CSV or XLSX. Lines that are known already count once."""
    read = statement_lines(file.name or "", file.read(), headings[:1000])
    new = take_lines(read, "file", timezone.now(), account_of(request).actor)
    return TakenInfo(lines=len(read), new=new)


@router.post("/listing-money/{int:line}/return", response={200: Done, **SIGNED_IN}, summary="记下已退还")
@requires(Permission.RUN_LISTINGS)
def give_back(request: Request, line: int, asked: NoteAsked) -> Done:
    """Note that money went back."""
    mark_returned(account_of(request), line, asked.note, timezone.now())
    return Done()


@router.post("/listing-guarantees", response={200: Done, **SIGNED_IN}, summary="登记银行保函")
@requires(Permission.RUN_LISTINGS)
def guarantee(request: Request, asked: GuaranteeAsked) -> Done:
    """Record a bank guarantee in place of a deposit (art. 17)."""
    record_guarantee(account_of(request), GuaranteeText(**asked.model_dump()), timezone.now())
    return Done()


@router.get("/listing-watch/{number}/reserve", response={200: ReserveInfo, **SIGNED_IN}, summary="底价的公钥和加密文件")
@requires(Permission.SUPERVISE_LISTINGS)
def reserve(request: Request, number: Number, on: dt.date | None = None) -> ReserveInfo:
    """Return the key to seal the reserve price to, and what was imported; never the price."""
    del request, on
    return _reserve(published_lot(number))


@router.post("/listing-watch/{number}/reserve/code", response={200: Done, **SIGNED_IN}, summary="开启底价")
@requires(Permission.SUPERVISE_LISTINGS)
def code(request: Request, number: Number, asked: CodeAsked) -> Done:
    """Open the reserve price with the supervisor's code, once no more bids are taken."""
    enter_code(account_of(request), number, asked.code, timezone.now())
    return Done()


@router.get("/listing-upkeep", response={200: list[WindowInfo], **SIGNED_IN}, summary="等着导入底价的宗地")
@requires(Permission.MAINTAIN_LISTINGS)
def windows(request: Request, on: dt.date | None = None) -> list[WindowInfo]:
    """Return from when until when which lots' sealed files may be imported."""
    del request, on
    names = ("number", "title", "opens_at", "closes_at")
    return [WindowInfo(**{name: getattr(window, name) for name in names}) for window in import_windows()]


@router.post("/listing-upkeep/{number}/reserve", response={200: ReserveInfo, **SIGNED_IN}, summary="导入底价加密文件")
@requires(Permission.MAINTAIN_LISTINGS)
def carry_in(request: Request, number: Number, asked: ReserveFileAsked) -> ReserveInfo:
    """Import the supervisor's sealed file within the last part of the listing (art. 11)."""
    import_reserve(account_of(request), number, asked.file, timezone.now())
    return _reserve(published_lot(number))


def _reserve(lot: Lot) -> ReserveInfo:
    key, card, window = public_key(lot), reserve_card(lot.pk), window_of(lot)
    return ReserveInfo(
        lot=lot.number,
        key=key.public,
        opens_at=window.opens_at if window else None,
        closes_at=window.closes_at if window else None,
        digest=card.digest if card else "",
        commitment=card.commitment if card else "",
        has_code=card.has_code if card else False,
    )
