"""Applications: a bidder's own, and all of them for the officer once the lot has ended."""

import base64
import binascii
import datetime as dt
import uuid

from django.utils import timezone
from ninja import Router

from lingxing.engines.auctions.api.hall import Number
from lingxing.engines.auctions.api.intake_schemas import (
    ApplicantInfo,
    ApplicationAsked,
    NoteAsked,
    OwnApplicationInfo,
    PaperAsked,
)
from lingxing.engines.auctions.domain.applications import Typed
from lingxing.engines.auctions.queries.applications import ApplicationCard, applications_of
from lingxing.engines.auctions.queries.bidders import OwnApplication, own_application, own_applications
from lingxing.engines.auctions.queries.lots import own_lot, published_lot
from lingxing.engines.auctions.services.applying import Asking, Upload, apply_for, check_certified
from lingxing.engines.auctions.services.identifying import identify
from lingxing.engines.auctions.views.answers import today
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_api import SIGNED_IN, Done
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.parties.certificates.access import bidding_certificate
from lingxing.kernel.errors import LingxingError

router = Router(tags=["网上挂牌出让"], auth=SESSION)


@router.post("/listings/{number}/applications", response={200: OwnApplicationInfo, **SIGNED_IN}, summary="申请竞买")
@requires(Permission.BID)
def apply(request: Request, number: Number, asked: ApplicationAsked) -> OwnApplicationInfo:
    """Apply for a lot; the answer holds the order number that the deposit is paid under."""
    check_certified(asked.party, bidding_certificate(request).party_id)
    account, at = account_of(request), timezone.now()
    given = Asking(asked.party, _typed(asked), [_paper(paper) for paper in asked.papers], asked.announcement)
    made = apply_for(published_lot(number).pk, account, given, at)
    return _own(own_application(account, made.key, at))


@router.get("/my/listings", response={200: list[OwnApplicationInfo], **SIGNED_IN}, summary="我的竞买")
@requires(Permission.BID)
def mine(request: Request, on: dt.date | None = None) -> list[OwnApplicationInfo]:
    """Return the bidder's applications, the newest first."""
    del on
    return [_own(found) for found in own_applications(account_of(request), timezone.now())]


@router.get("/my/listings/{uuid:key}", response={200: OwnApplicationInfo, **SIGNED_IN}, summary="我的一份竞买申请")
@requires(Permission.BID)
def one_of_mine(request: Request, key: uuid.UUID, on: dt.date | None = None) -> OwnApplicationInfo:
    """Return one application of the bidder."""
    del on
    return _own(own_application(account_of(request), key, timezone.now()))


@router.get(
    "/listing-desk/{number}/applications", response={200: list[ApplicantInfo], **SIGNED_IN}, summary="宗地的竞买申请"
)
@requires(Permission.RUN_LISTINGS)
def applicants(request: Request, number: Number, on: dt.date | None = None) -> list[ApplicantInfo]:
    """Return the applications of a lot that has ended; refused before that."""
    del on
    return [_applicant(card) for card in applications_of(own_lot(account_of(request), number, today()))]


@router.post(
    "/listing-desk/{number}/applications/{uuid:key}/identified",
    response={200: Done, **SIGNED_IN},
    summary="记下竞买人身份已核实",
)
@requires(Permission.RUN_LISTINGS)
def identified(request: Request, number: Number, key: uuid.UUID, asked: NoteAsked) -> Done:
    """Note that who applied has been proved (art. 41)."""
    identify(account_of(request), number, key, asked.note, timezone.now())
    return Done()


def _typed(asked: ApplicationAsked) -> Typed:
    return Typed(
        contact=asked.contact,
        phone=asked.phone,
        accepted=asked.accepted,
        parties=[row.model_dump() for row in asked.parties],
        company_name=asked.company_name,
        investors=[row.model_dump() for row in asked.investors],
        structure=asked.structure,
        founded_by=asked.founded_by,
    )


def _paper(paper: PaperAsked) -> Upload:
    try:
        return paper.name, base64.b64decode(paper.content, validate=True)
    except (binascii.Error, ValueError):
        raise LingxingError("文件内容须为 Base64", where="papers") from None


def _own(found: OwnApplication) -> OwnApplicationInfo:
    card = found.card
    return OwnApplicationInfo(
        key=card.key,
        lot=card.lot.number,
        title=found.title,
        order_number=card.order_number,
        deposit=found.terms.deposit,
        due_at=found.terms.deposit_due_at,
        payee=found.payee,
        bank=found.bank,
        account=found.account,
        payment=found.payment.value,
        paid=card.admission.paid,
        paddle=card.paddle,
        details=dict(card.details),
    )


def _applicant(card: ApplicationCard) -> ApplicantInfo:
    money = {name: getattr(card.admission, name) for name in ("paid", "late", "guaranteed")}
    names = ("key", "order_number", "paddle", "applied_at", "identified_at")
    return ApplicantInfo(**{name: getattr(card, name) for name in names}, **money, details=dict(card.details))
