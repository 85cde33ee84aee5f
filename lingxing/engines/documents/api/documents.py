"""One document through the API, and the list of documents."""

import datetime as dt

from ninja import Query, Router

from lingxing.engines.documents import queries
from lingxing.engines.documents.api.schemas import (
    REFUSALS,
    Key,
    PagedSelection,
    Relations,
)
from lingxing.engines.documents.domain.model import Task, Unit
from lingxing.engines.documents.domain.side_by_side import RawBlock
from lingxing.engines.documents.exports.arrangement import walk
from lingxing.engines.documents.queries.pages import DocumentPage, VersionDiff
from lingxing.engines.documents.queries.values import (
    LibraryPage,
)
from lingxing.engines.parties.access import Request, public
from lingxing.kernel.errors import NotFound

router = Router()


@router.get("/documents", response={200: LibraryPage, **REFUSALS}, tags=["文件"], summary="文件列表，新的在前")
@public
def documents(request: Request, selection: Query[PagedSelection]) -> LibraryPage:
    """Return one page of the documents with counts by facet."""
    return queries.library(selection.filters, request.on, selection.page, selection.page_size)


@router.get("/documents/{key}", response={200: DocumentPage, **REFUSALS}, tags=["文件"], summary="一份文件")
@public
def document(request: Request, key: Key, version: int | None = None, on: dt.date | None = None) -> DocumentPage:
    """Return the document with its text, state, timeline, relations, problems and versions."""
    del on
    return _document(request, key, version)


@router.get("/documents/{key}/units", response={200: list[Unit], **REFUSALS}, tags=["文件"], summary="文件的条款")
@public
def units(request: Request, key: Key, on: dt.date | None = None) -> list[Unit]:
    """Return the units of notice, instruments and annexes as trees, in reading order."""
    del on
    return _units(_document(request, key, None))


@router.get("/documents/{key}/units/{unit_id}", response={200: Unit, **REFUSALS}, tags=["文件"], summary="一条")
@public
def unit(request: Request, key: Key, unit_id: str, on: dt.date | None = None) -> Unit:
    """Return one unit with those below it."""
    del on
    for found in walk(_units(_document(request, key, None))):
        if found.id == unit_id:
            return found
    raise NotFound("文件中没有这一条", where=unit_id, remedy="条款的标识见 /units")


@router.get("/documents/{key}/tasks", response={200: list[Task], **REFUSALS}, tags=["任务"], summary="文件交办的任务")
@public
def document_tasks(request: Request, key: Key, on: dt.date | None = None) -> list[Task]:
    """Return the document's tasks as read, in their order."""
    del on
    return list(_document(request, key, None).document.tasks)


@router.get("/documents/{key}/relations", response={200: Relations, **REFUSALS}, tags=["文件"], summary="文件的关系")
@public
def relations(request: Request, key: Key, on: dt.date | None = None) -> Relations:
    """Return the relations in both directions."""
    del on
    page = _document(request, key, None)
    return Relations(outgoing=list(page.outgoing), incoming=list(page.incoming))


@router.get("/documents/{key}/raw", response={200: list[RawBlock], **REFUSALS}, tags=["文件"], summary="原文对照")
@public
def raw(request: Request, key: Key, version: int | None = None, on: dt.date | None = None) -> list[RawBlock]:
    """Return the raw lines beside the clean text, with the repairs."""
    del on
    page = _document(request, key, version)
    return list(queries.raw_blocks(page.key, page.version.sequence))


@router.get(
    "/documents/{key}/versions/{int:version}",
    response={200: VersionDiff, **REFUSALS},
    tags=["文件"],
    summary="版本变动",
)
@public
def changes(request: Request, key: Key, version: int) -> VersionDiff:
    """Return what changed from the version before to this one."""
    del request
    found = queries.version_diff(key, version)
    if found is None:
        raise NotFound("没有这个版本，或它之前没有别的版本", where=key, remedy="版本号见文件的 versions")
    return found


def _document(request: Request, key: str, version: int | None) -> DocumentPage:
    found = queries.document_page(key, request.on, version)
    if found is None:
        raise NotFound("文库中没有这份文件", where=key, remedy="标识见 /documents")
    return found


def _units(page: DocumentPage) -> list[Unit]:
    document = page.document
    parts = (document.notice, *(i.units for i in document.instruments), *(a.units for a in document.annexes))
    return [unit for part in parts for unit in part]
