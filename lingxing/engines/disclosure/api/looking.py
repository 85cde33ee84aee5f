"""What everybody may read."""

import datetime as dt
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from lingxing.engines.disclosure.api.schemas import (
    REFUSALS,
    ContentInfo,
    PublicationDetail,
    PublicationInfo,
    PublicationPage,
    VersionInfo,
)
from lingxing.engines.disclosure.domain.content import Content
from lingxing.engines.disclosure.queries.open import (
    KINDS,
    OpenPublication,
    PublicationCard,
    Selection,
    open_publication,
    publications,
)
from lingxing.engines.parties.access import Request, public
from lingxing.kernel.dates import SHANGHAI

router = Router(tags=["信息公开"])


class PublicationSelection(Schema):
    """Filters; an empty one narrows nothing."""

    q: str = Field("", max_length=100, description="标题里的词")
    kind: str = Field("", max_length=20, description="public_notice 公示，disclosure 公开")
    city: str = Field("", max_length=40)
    organ: int | None = Field(None, ge=1, le=2**31, description="机构编号")
    year: int | None = Field(None, ge=1901, le=9998)
    state: str = Field("current", max_length=10, description="current 公开中的，all 含已撤下和撤回的")
    page: int = Field(1, ge=1, le=1_000_000)
    on: dt.date | None = Field(None, description="不起作用：公开的内容总按今天的状态给出")


@router.get("/disclosure", response={200: PublicationPage, **REFUSALS}, summary="公示和公开的列表")
@public
def listed(request: Request, selection: Query[PublicationSelection]) -> PublicationPage:
    """Return a page of what has been published, the newest first, always as of today."""
    del request
    kind = selection.kind if selection.kind in KINDS else ""
    state = "all" if selection.state == "all" else "current"
    chosen = Selection(selection.q, kind, selection.city, selection.organ, selection.year, state)
    page = publications(chosen, today(), selection.page)
    items = [PublicationInfo(**_facts(card)) for card in page.object_list]
    return PublicationPage(total=page.paginator.count, page=page.number, pages=page.paginator.num_pages, items=items)


@router.get("/disclosure/{number}", response={200: PublicationDetail, **REFUSALS}, summary="一项公示或公开")
@public
def detail(
    request: Request, number: Annotated[str, Path(max_length=20)], on: dt.date | None = None
) -> PublicationDetail:
    """Return one publication with its versions, always as of today."""
    del request, on
    found = open_publication(number, today())
    return PublicationDetail(
        **_facts(found.card),
        basis=found.basis,
        article=found.article,
        contact=found.contact,
        taking_objections=found.taking_objections,
        history=list(_history(found)),
    )


def today() -> dt.date:
    """Return the day in Shanghai."""
    return timezone.now().astimezone(SHANGHAI).date()


def content_info(content: Content) -> ContentInfo:
    """Return a content as the API gives it."""
    return ContentInfo(**content.to_json())


def _history(found: OpenPublication) -> list[VersionInfo]:
    return [
        VersionInfo(
            sequence=version.sequence,
            at=version.at,
            reason=version.reason,
            digest=version.digest,
            content=content_info(version.content) if version.content else None,
        )
        for version in found.versions
    ]


def _facts(card: PublicationCard) -> dict[str, Any]:
    return {
        "number": card.number,
        "title": card.title,
        "kind": card.kind,
        "organ": card.organ,
        "city": card.city,
        "released_on": card.released_on,
        "last_day": card.last_day,
        "state": str(card.state),
        "withdrawn_reason": card.withdrawn_reason,
        "versions": card.versions,
    }
