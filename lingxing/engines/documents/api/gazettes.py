"""Gazettes through the API: reading, checking, importing."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router
from ninja.files import UploadedFile

from lingxing.engines.documents import queries, services
from lingxing.engines.documents.api.schemas import (
    EDITING_REFUSALS,
    REFUSALS,
)
from lingxing.engines.documents.domain.report import gazette_report
from lingxing.engines.documents.queries.values import (
    GazettePage,
    GazetteView,
)
from lingxing.engines.documents.views.answers import editor
from lingxing.engines.documents.views.uploads import read_upload
from lingxing.engines.parties.access import Permission, Request, public, requires
from lingxing.engines.parties.access_session import SESSION
from lingxing.kernel.errors import NotFound

router = Router()


@router.get("/gazettes", response={200: list[GazetteView], **REFUSALS}, tags=["公报"], summary="公报列表")
@public
def gazettes(request: HttpRequest) -> list[GazetteView]:
    """Return the gazettes, latest import first."""
    del request
    return list(queries.gazettes())


@router.get("/gazettes/{int:gazette_id}", response={200: GazettePage, **REFUSALS}, tags=["公报"], summary="一期公报")
@public
def gazette(request: Request, gazette_id: int, on: dt.date | None = None) -> GazettePage:
    """Return a gazette with its documents in printed order."""
    del on
    found = queries.gazette_page(gazette_id, request.on)
    if found is None:
        raise NotFound("没有这期公报", where=str(gazette_id), remedy="公报编号见 /gazettes")
    return found


@router.post(
    "/gazettes/check",
    response={200: dict[str, Any], **EDITING_REFUSALS},
    auth=SESSION,
    tags=["公报"],
    summary="检查公报文件，不导入",
)
@requires(Permission.IMPORT_GAZETTES)
def check(request: Request, file: File[UploadedFile]) -> dict[str, Any]:
    """Return what was read, as `lingxing gazette check --json` prints it for one file."""
    del request
    return gazette_report(read_upload(file))


@router.post(
    "/gazettes/import",
    response={200: services.ImportResult, **EDITING_REFUSALS},
    auth=SESSION,
    tags=["公报"],
    summary="导入公报文件",
)
@requires(Permission.IMPORT_GAZETTES)
def take_in(request: Request, file: File[UploadedFile]) -> services.ImportResult:
    """Store a gazette: all of it or nothing."""
    return services.import_gazette(read_upload(file), editor(request), timezone.now())
