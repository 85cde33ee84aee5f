"""Search, tasks, validity, organs and problems through the API."""

import datetime as dt

from ninja import Query, Router

from lingxing.engines.documents import queries
from lingxing.engines.documents.api.schemas import (
    REFUSALS,
    ExpiringSelection,
    PagedSelection,
    ProblemSelection,
    SearchSelection,
    Selection,
)
from lingxing.engines.documents.queries.values import (
    DocumentSummary,
    LastDay,
    OrganPage,
    OrganView,
    OutsideRevision,
    ProblemsPage,
    TasksPage,
    UnresolvedName,
)
from lingxing.engines.documents.search.results import SearchPage
from lingxing.engines.parties.access import Request, public
from lingxing.kernel.errors import NotFound

router = Router()


@router.get("/search", response={200: SearchPage, **REFUSALS}, tags=["检索"], summary="检索条文")
@public
def search(request: Request, selection: Query[SearchSelection]) -> SearchPage:
    """Return the places that hold the query's words."""
    return queries.search(selection.q, selection.filters, request.on, selection.page, selection.page_size)


@router.get("/tasks", response={200: TasksPage, **REFUSALS}, tags=["任务"], summary="任务列表")
@public
def tasks(request: Request, selection: Query[PagedSelection]) -> TasksPage:
    """Return one page of the tasks of the documents that the filters leave."""
    return queries.tasks_page(selection.filters, request.on, selection.page, selection.page_size)


@router.get("/deadlines", response={200: list[LastDay], **REFUSALS}, tags=["任务"], summary="任务和文件的最后一天")
@public
def deadlines(request: Request, selection: Query[Selection]) -> list[LastDay]:
    """Return the last days of tasks and documents, soonest first."""
    return list(queries.deadlines(selection.filters, request.on))


@router.get("/expiring", response={200: list[DocumentSummary], **REFUSALS}, tags=["效力"], summary="即将到期和限期修改")
@public
def expiring(request: Request, selection: Query[ExpiringSelection]) -> list[DocumentSummary]:
    """Return the documents that end or must be revised within so many days, soonest first."""
    return list(queries.expiring(request.on, selection.within, selection.filters))


@router.get("/lapsed", response={200: list[DocumentSummary], **REFUSALS}, tags=["效力"], summary="逾期未改已失效")
@public
def lapsed(request: Request, selection: Query[Selection]) -> list[DocumentSummary]:
    """Return the documents that lapsed because an ordered revision was not made."""
    return list(queries.lapsed_by_deadline(request.on, selection.filters))


@router.get(
    "/ordered-revisions",
    response={200: list[OutsideRevision], **REFUSALS},
    tags=["效力"],
    summary="限期修改而文库没有收录的文件",
)
@public
def ordered_revisions(request: Request, selection: Query[Selection]) -> list[OutsideRevision]:
    """Return the revisions ordered of texts outside the library, the earliest deadline first."""
    return list(queries.outside_revisions(request.on, selection.filters))


@router.get("/organs", response={200: list[OrganView], **REFUSALS}, tags=["机构"], summary="机构列表")
@public
def organs(request: Request, city: str = "", q: str = "") -> list[OrganView]:
    """Return the organs, those with most tasks first."""
    del request
    return list(queries.organs(city, q))


@router.get(
    "/organs/unresolved", response={200: list[UnresolvedName], **REFUSALS}, tags=["机构"], summary="未识别的单位名称"
)
@public
def unresolved(request: Request, city: str = "") -> list[UnresolvedName]:
    """Return the printed names of units that no organ is known for, the most frequent first."""
    del request
    return list(queries.unresolved_names(city))


@router.get("/organs/{int:organ_id}", response={200: OrganPage, **REFUSALS}, tags=["机构"], summary="机构要做的事")
@public
def organ(request: Request, organ_id: int, on: dt.date | None = None) -> OrganPage:
    """Return what an organ must do, by deadline."""
    del on
    found = queries.organ_page(organ_id, request.on)
    if found is None:
        raise NotFound("没有这个机构", where=str(organ_id), remedy="机构编号见 /organs")
    return found


@router.get("/problems", response={200: ProblemsPage, **REFUSALS}, tags=["核对"], summary="待核对的地方")
@public
def problems(request: Request, selection: Query[ProblemSelection]) -> ProblemsPage:
    """Return one page of what a person has to look at."""
    del request
    return queries.problems(selection.kind, selection.city, selection.state, selection.page, selection.page_size)
