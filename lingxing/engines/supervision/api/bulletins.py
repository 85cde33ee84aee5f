"""Bulletins through the API."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.supervision.api.board_schemas import (
    SIGNED_IN,
    AtRevision,
    BulletinDetail,
    BulletinInfo,
    BulletinText,
    Done,
    NewBulletin,
    PublicationKey,
)
from lingxing.engines.supervision.domain.snapshots import Period
from lingxing.engines.supervision.models import Bulletin
from lingxing.engines.supervision.queries.bulletins import bulletin_of, bulletins_of
from lingxing.engines.supervision.services.bulletins import draw_up, drop, edit, hand_to_disclosure, release

router = Router(tags=["督查简报"], auth=SESSION)
MOST = 200


@router.get("/supervision/bulletins", response={200: list[BulletinInfo], **SIGNED_IN}, summary="督查简报的列表")
@requires(Permission.READ_BOARDS)
def bulletins(request: Request, on: dt.date | None = None) -> list[BulletinInfo]:
    """Return the newest 200 bulletins that the account may read; drafts are those of its own office."""
    del on
    return [BulletinInfo(**_facts(row)) for row in bulletins_of(account_of(request), today())[:MOST]]


@router.post("/supervision/bulletins", response={200: BulletinDetail, **SIGNED_IN}, summary="起草督查简报")
@requires(Permission.HANDLE_CASES)
def new_bulletin(request: Request, given: NewBulletin) -> BulletinDetail:
    """Draw a bulletin up with the figures of today."""
    period = Period(given.year, given.month)
    return _detail(draw_up(account_of(request), given.procedure, period, timezone.now()))


@router.get("/supervision/bulletins/{key}", response={200: BulletinDetail, **SIGNED_IN}, summary="一期督查简报")
@requires(Permission.READ_BOARDS)
def bulletin(request: Request, key: UUID, on: dt.date | None = None) -> BulletinDetail:
    """Return a bulletin with its text and figures."""
    del on
    return _detail(bulletin_of(account_of(request), key, today()))


@router.put("/supervision/bulletins/{key}", response={200: BulletinDetail, **SIGNED_IN}, summary="修改简报草稿")
@requires(Permission.HANDLE_CASES)
def changed_bulletin(request: Request, key: UUID, given: BulletinText) -> BulletinDetail:
    """Change title and text of a draft."""
    row = edit(account_of(request), key, given.title, given.text, given.revision, timezone.now())
    return _detail(row)


@router.delete("/supervision/bulletins/{key}", response={200: Done, **SIGNED_IN}, summary="删去简报草稿")
@requires(Permission.HANDLE_CASES)
def dropped_bulletin(request: Request, key: UUID) -> Done:
    """Throw a draft away."""
    drop(account_of(request), key, timezone.now())
    return Done()


@router.post("/supervision/bulletins/{key}/release", response={200: BulletinInfo, **SIGNED_IN}, summary="签发简报")
@requires(Permission.HANDLE_CASES)
def released_bulletin(request: Request, key: UUID, given: AtRevision) -> BulletinInfo:
    """Release a draft under the next number."""
    return BulletinInfo(**_facts(release(account_of(request), key, given.revision, timezone.now())))


@router.post(
    "/supervision/bulletins/{key}/disclosure", response={200: PublicationKey, **SIGNED_IN}, summary="把简报转去公开"
)
@requires(Permission.HANDLE_CASES)
def disclosed_bulletin(request: Request, key: UUID) -> PublicationKey:
    """Make a draft of disclosure of a released bulletin."""
    return PublicationKey(publication=hand_to_disclosure(account_of(request), key, timezone.now()))


def _facts(row: Bulletin) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "number": row.number,
        "organ": row.organ.name,
        "year": row.year,
        "month": row.month,
        "released_at": row.released_at,
        "revision": row.revision,
    }


def _detail(row: Bulletin) -> BulletinDetail:
    return BulletinDetail(**_facts(row), text=row.text, snapshot=row.snapshot, digest=row.digest)
