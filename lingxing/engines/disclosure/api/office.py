"""What officers and supervisors do."""

import datetime as dt
import uuid

from django.utils import timezone
from ninja import Router

from lingxing.engines.disclosure.api.looking import content_info, today
from lingxing.engines.disclosure.api.schemas import (
    SIGNED_IN,
    ConcernInfo,
    CorrectionAsked,
    CorrectionText,
    CountsInfo,
    Done,
    DraftAsked,
    DraftInfo,
    DraftReleaseAsked,
    OrdersAsked,
    PreviewInfo,
    ReasonAsked,
    ReleaseAsked,
    ReleasedInfo,
    WaitingInfo,
)
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.access import own_publication
from lingxing.engines.disclosure.queries.desk import desk
from lingxing.engines.disclosure.queries.overview import overview
from lingxing.engines.disclosure.queries.preview import DraftText, Preview, draft_of, of_draft, preview_orders
from lingxing.engines.disclosure.services.correcting import Correction, corrected_preview
from lingxing.engines.disclosure.services.correcting import correct as keep_correction
from lingxing.engines.disclosure.services.correcting import withdraw as take_back
from lingxing.engines.disclosure.services.drafting import Draft, DraftRelease, drop_draft, release_draft, save_draft
from lingxing.engines.disclosure.services.releasing import ReleaseRequest, decline_order, release_orders
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_session import SESSION

router = Router(tags=["公开办理"], auth=SESSION)


@router.get("/publishing/waiting", response={200: list[WaitingInfo], **SIGNED_IN}, summary="等着公开的办件")
@requires(Permission.PUBLISH)
def waiting(request: Request, on: dt.date | None = None) -> list[WaitingInfo]:
    """Return what the account's organs have to publish, by the last day for it."""
    del on
    return [
        WaitingInfo(
            order=line.order_id,
            case=line.case_id,
            case_number=line.case_number,
            group=line.group,
            label=group.label,
            organ=group.organ,
            due_on=line.due_on,
            light=line.deadline.color,
            told=line.deadline.text,
        )
        for group in desk(account_of(request), today()).waiting
        for line in group.orders
    ]


@router.post("/publishing/preview", response={200: PreviewInfo, **SIGNED_IN}, summary="公开前核对")
@requires(Permission.PUBLISH)
def preview(request: Request, asked: OrdersAsked) -> PreviewInfo:
    """Return what orders would publish, and what still looks personal in it. Nothing is published."""
    return _preview(preview_orders(account_of(request), _distinct(asked.orders), asked.text, today()))


@router.post("/publishing/release", response={200: ReleasedInfo, **SIGNED_IN}, summary="公开办件要求公开的内容")
@requires(Permission.PUBLISH)
def release(request: Request, asked: ReleaseAsked) -> ReleasedInfo:
    """Publish what orders say; the cases take the step that their release sets off."""
    given = ReleaseRequest(_distinct(asked.orders), asked.digest, asked.text, asked.reasons)
    return _released(release_orders(account_of(request), given, timezone.now()))


@router.post("/publishing/decline/{int:order}", response={200: Done, **SIGNED_IN}, summary="不公开")
@requires(Permission.PUBLISH)
def decline(request: Request, order: int, asked: ReasonAsked) -> Done:
    """Decide not to publish what an act ordered."""
    decline_order(account_of(request), order, asked.reason, timezone.now())
    return Done()


@router.post("/publishing/drafts", response={200: DraftInfo, **SIGNED_IN}, summary="写一项公开")
@requires(Permission.PUBLISH)
def new_draft(request: Request, asked: DraftAsked) -> DraftInfo:
    """Keep a new draft of a free-standing publication."""
    return _draft(save_draft(account_of(request), _said(asked), timezone.now()))


@router.get("/publishing/drafts/{uuid:key}", response={200: DraftInfo, **SIGNED_IN}, summary="看草稿")
@requires(Permission.PUBLISH)
def draft(request: Request, key: uuid.UUID, on: dt.date | None = None) -> DraftInfo:
    """Return what would leave of a draft."""
    del on
    return _draft(own_publication(account_of(request), key, today()))


@router.put("/publishing/drafts/{uuid:key}", response={200: DraftInfo, **SIGNED_IN}, summary="改草稿")
@requires(Permission.PUBLISH)
def change_draft(request: Request, key: uuid.UUID, asked: DraftAsked) -> DraftInfo:
    """Keep a draft under its id."""
    return _draft(save_draft(account_of(request), _said(asked), timezone.now(), key))


@router.delete("/publishing/drafts/{uuid:key}", response={200: Done, **SIGNED_IN}, summary="删草稿")
@requires(Permission.PUBLISH)
def remove_draft(request: Request, key: uuid.UUID) -> Done:
    """Throw a draft away."""
    drop_draft(account_of(request), key, timezone.now())
    return Done()


@router.post("/publishing/drafts/{uuid:key}/release", response={200: ReleasedInfo, **SIGNED_IN}, summary="公开草稿")
@requires(Permission.PUBLISH)
def release_written(request: Request, key: uuid.UUID, asked: DraftReleaseAsked) -> ReleasedInfo:
    """Publish a draft."""
    given = DraftRelease(key, asked.digest, asked.reasons)
    return _released(release_draft(account_of(request), given, timezone.now()))


@router.post("/publishing/{uuid:key}/correction", response={200: PreviewInfo, **SIGNED_IN}, summary="更正前核对")
@requires(Permission.PUBLISH)
def preview_correction(request: Request, key: uuid.UUID, asked: CorrectionText) -> PreviewInfo:
    """Return what a correction would show. Nothing is changed."""
    row = own_publication(account_of(request), key, today())
    return _preview(corrected_preview(row, asked.title, DraftText(asked.text, asked.table, asked.rules)))


@router.post("/publishing/{uuid:key}/correct", response={200: ReleasedInfo, **SIGNED_IN}, summary="更正")
@requires(Permission.PUBLISH)
def correct(request: Request, key: uuid.UUID, asked: CorrectionAsked) -> ReleasedInfo:
    """Put a new version in the place of the last."""
    written = DraftText(asked.text, asked.table, asked.rules)
    given = Correction(key, asked.reason, asked.digest, written, asked.title, asked.reasons, asked.conceals)
    return _released(keep_correction(account_of(request), given, timezone.now()))


@router.post("/publishing/{uuid:key}/withdraw", response={200: ReleasedInfo, **SIGNED_IN}, summary="撤回")
@requires(Permission.PUBLISH)
def withdraw(request: Request, key: uuid.UUID, asked: ReasonAsked) -> ReleasedInfo:
    """Take a publication back, with the reason that the public reads."""
    return _released(take_back(account_of(request), key, asked.reason, timezone.now()))


@router.get("/publishing/overview", response={200: list[CountsInfo], **SIGNED_IN}, summary="公开督办")
@requires(Permission.SUPERVISE_CASES)
def watched(request: Request, on: dt.date | None = None) -> list[CountsInfo]:
    """Return due, late and done publications of the organs that the account supervises."""
    del on
    names = ("organ", "label", "waiting", "late", "in_time", "released_late", "per_thousand")
    found = overview(account_of(request), today())
    return [CountsInfo(**{name: getattr(row, name) for name in names}) for row in found.rows]


def _distinct(orders: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(order for order in orders if 0 < order < 2**31))


def _released(row: Publication) -> ReleasedInfo:
    return ReleasedInfo(id=row.pk, number=row.number or "")


def _said(asked: DraftAsked) -> Draft:
    written = DraftText(asked.text, asked.table, asked.rules)
    return Draft(
        asked.organ,
        asked.kind,
        asked.title,
        written,
        asked.basis,
        asked.article,
        asked.contact,
        asked.lasts,
        asked.due_on,
    )


def _draft(row: Publication) -> DraftInfo:
    return DraftInfo(id=row.pk, preview=_preview(of_draft(row.title, draft_of(row))))


def _preview(found: Preview) -> PreviewInfo:
    concerns = [
        ConcernInfo(key=one.key, where=one.where, kind=one.finding.kind.label, text=one.finding.text)
        for one in found.content.concerns()
    ]
    content = content_info(found.content)
    return PreviewInfo(digest=found.content.digest, content=content, rules=found.rules(), concerns=concerns)
