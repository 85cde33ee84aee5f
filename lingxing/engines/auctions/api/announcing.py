"""Lots and announcements: what everybody reads, and what their officers do."""

import datetime as dt
import uuid
from typing import Annotated

from django.utils import timezone
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from lingxing.engines.auctions.api.hall import Number
from lingxing.engines.auctions.api.intake_schemas import (
    AnnouncementInfo,
    DigestAsked,
    ListedInfo,
    ListingsInfo,
    LotDraftAsked,
    LotDraftInfo,
    LotFileInfo,
    LotPreviewInfo,
    NewLotAsked,
    SupplementAsked,
    SupplementPublished,
)
from lingxing.engines.auctions.domain.descriptions import WrongDraft, read_draft
from lingxing.engines.auctions.models import FileKind, Lot, LotFile
from lingxing.engines.auctions.queries.announcing import (
    Announced,
    Prepared,
    SupplementText,
    announcement,
    announcements,
    missing_files,
    prepare_original,
    prepare_supplement,
)
from lingxing.engines.auctions.queries.lots import listed_lots, lot_files, own_lot, own_lots, published_lot
from lingxing.engines.auctions.services.announcing import announce as publish
from lingxing.engines.auctions.services.announcing import draft_lot
from lingxing.engines.auctions.services.announcing import supplement as publish_supplement
from lingxing.engines.auctions.services.drafting import NewLot, add_file, drop_file, save_draft
from lingxing.engines.auctions.views.answers import today
from lingxing.engines.parties.access import Permission, Request, account_of, public, requires
from lingxing.engines.parties.access_api import REFUSALS, SIGNED_IN, Done
from lingxing.engines.parties.access_session import SESSION

router = Router(tags=["网上挂牌出让"])
_Word = Annotated[str, Query(max_length=40)]


@router.get("/listings", response={200: ListingsInfo, **REFUSALS}, summary="已公告的宗地")
@public
def listings(
    request: Request,
    stage: _Word = "",
    county: _Word = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    on: dt.date | None = None,
) -> ListingsInfo:
    """Return a page of the announced lots, the newest first. Stage: current, ended or terminated."""
    del request, on
    found = listed_lots(stage, county, page)
    names = ("number", "title", "county", "suspended", "published_at", "announcements")
    lots = [
        ListedInfo(**{name: getattr(card, name) for name in names}, stage=card.stage.value)
        for card in found.object_list
    ]
    return ListingsInfo(count=found.paginator.count, pages=found.paginator.num_pages, lots=lots)


@router.get(
    "/listings/{number}/announcements", response={200: list[AnnouncementInfo], **REFUSALS}, summary="宗地的公告"
)
@public
def published(request: Request, number: Number, on: dt.date | None = None) -> list[AnnouncementInfo]:
    """Return every announcement of a lot, the first one first."""
    del request, on
    return [announcement_info(found) for found in announcements(published_lot(number))]


@router.get(
    "/listings/{number}/announcements/{int:place}", response={200: AnnouncementInfo, **REFUSALS}, summary="一份公告"
)
@public
def one_published(request: Request, number: Number, place: int, on: dt.date | None = None) -> AnnouncementInfo:
    """Return one announcement of a lot."""
    del request, on
    return announcement_info(announcement(published_lot(number), place))


@router.get("/listing-desk", response={200: list[str], **SIGNED_IN}, auth=SESSION, summary="经办的宗地")
@requires(Permission.RUN_LISTINGS)
def desk(request: Request, on: dt.date | None = None) -> list[str]:
    """Return the numbers of the lots that the account runs, the newest first."""
    del on
    return [card.number for card in own_lots(account_of(request), today())]


@router.post("/listing-desk", response={200: LotDraftInfo, **SIGNED_IN}, auth=SESSION, summary="新建宗地")
@requires(Permission.RUN_LISTINGS)
def begin(request: Request, asked: NewLotAsked) -> LotDraftInfo:
    """Begin a lot under the next number of the year."""
    new = NewLot(asked.package, asked.grantor, asked.agency)
    return _draft(draft_lot(account_of(request), new, asked.draft.model_dump(), timezone.now()))


@router.get("/listing-desk/{number}", response={200: LotDraftInfo, **SIGNED_IN}, auth=SESSION, summary="宗地的草稿")
@requires(Permission.RUN_LISTINGS)
def look(request: Request, number: Number, on: dt.date | None = None) -> LotDraftInfo:
    """Return a lot's draft, and what still keeps it from being announced."""
    del on
    return _draft(own_lot(account_of(request), number, today()))


@router.put("/listing-desk/{number}", response={200: LotDraftInfo, **SIGNED_IN}, auth=SESSION, summary="存草稿")
@requires(Permission.RUN_LISTINGS)
def save(request: Request, number: Number, asked: LotDraftAsked) -> LotDraftInfo:
    """Keep a draft; of an announced lot it is the draft of a supplement."""
    return _draft(save_draft(account_of(request), number, asked.model_dump(), timezone.now()))


@router.post(
    "/listing-desk/{number}/files",
    response={200: LotFileInfo, **SIGNED_IN},
    auth=SESSION,
    summary="上传出让文件",
)
@requires(Permission.RUN_LISTINGS)
def upload(request: Request, number: Number, kind: Form[FileKind], file: File[UploadedFile]) -> LotFileInfo:
    """Add a file to a draft."""
    given = (file.name or "", file.read())
    return _file(add_file(account_of(request), number, kind.value, given, timezone.now()))


@router.delete(
    "/listing-desk/{number}/files/{uuid:key}", response={200: Done, **SIGNED_IN}, auth=SESSION, summary="移去出让文件"
)
@requires(Permission.RUN_LISTINGS)
def remove(request: Request, number: Number, key: uuid.UUID) -> Done:
    """Take a file out of a draft; where it was published it stays with its announcement."""
    drop_file(account_of(request), number, key, timezone.now())
    return Done()


@router.get(
    "/listing-desk/{number}/announcement", response={200: LotPreviewInfo, **SIGNED_IN}, auth=SESSION, summary="预览公告"
)
@requires(Permission.RUN_LISTINGS)
def preview(request: Request, number: Number, on: dt.date | None = None) -> LotPreviewInfo:
    """Return the announcement of a draft. Nothing is published."""
    del on
    return _preview(prepare_original(own_lot(account_of(request), number, today())))


@router.post(
    "/listing-desk/{number}/announcement",
    response={200: AnnouncementInfo, **SIGNED_IN},
    auth=SESSION,
    summary="发布公告",
)
@requires(Permission.RUN_LISTINGS)
def announce(request: Request, number: Number, asked: DigestAsked) -> AnnouncementInfo:
    """Publish the announcement that was previewed."""
    return announcement_info(publish(account_of(request), number, asked.digest, timezone.now()))


@router.post(
    "/listing-desk/{number}/supplement/preview",
    response={200: LotPreviewInfo, **SIGNED_IN},
    auth=SESSION,
    summary="预览补充公告",
)
@requires(Permission.RUN_LISTINGS)
def preview_supplement(request: Request, number: Number, asked: SupplementAsked) -> LotPreviewInfo:
    """Return what a supplement would change, and to when it would extend the listing. Nothing is published."""
    lot = own_lot(account_of(request), number, today())
    return _preview(prepare_supplement(lot, SupplementText(asked.reason, asked.moves_price), timezone.now()))


@router.post(
    "/listing-desk/{number}/supplement",
    response={200: AnnouncementInfo, **SIGNED_IN},
    auth=SESSION,
    summary="发布补充公告",
)
@requires(Permission.RUN_LISTINGS)
def supplement(request: Request, number: Number, asked: SupplementPublished) -> AnnouncementInfo:
    """Publish the supplement that was previewed."""
    given = SupplementText(asked.reason, asked.moves_price)
    return announcement_info(publish_supplement(account_of(request), number, given, asked.digest, timezone.now()))


def announcement_info(found: Announced) -> AnnouncementInfo:
    """Return an announcement as the API gives it."""
    content = found.content.to_json() if found.content else {"text": found.text}
    names = ("number", "kind", "title", "published_at", "digest", "moves_price")
    return AnnouncementInfo(**{name: getattr(found, name) for name in names}, content=content)


def _preview(prepared: Prepared) -> LotPreviewInfo:
    content = prepared.content
    return LotPreviewInfo(digest=content.digest, content=content.to_json(), extended=prepared.extended)


def _draft(lot: Lot) -> LotDraftInfo:
    files = lot_files(lot)
    missing = [kind.label for kind in missing_files(file.kind for file in files)]
    return LotDraftInfo(
        number=lot.number,
        stage=lot.stage,
        draft=lot.draft,
        problems=_problems(lot),
        missing_files=missing,
        files=[_file(file) for file in files],
    )


def _problems(lot: Lot) -> list[str]:
    try:
        read_draft(lot.draft)
    except WrongDraft as error:
        return [f"{item.label}{item.what}" for item in error.items]
    return []


def _file(row: LotFile) -> LotFileInfo:
    return LotFileInfo(key=row.key, kind=row.kind, name=row.name, size=row.size, digest=row.digest)
