"""What anybody may look up: registers, queues, and one case by number and code."""

import datetime as dt
from typing import Annotated

from django.utils import timezone
from ninja import Path, Router

from lingxing.engines.cases.api.case_schemas import ListAnswer, QueueLine, TrackAnswer, TrackedStepInfo, Tracking
from lingxing.engines.cases.api.schemas import REFUSALS, ActRefused, City, Name, ServiceName
from lingxing.engines.cases.queries.lists import queue, register
from lingxing.engines.cases.services.tracking import track_case
from lingxing.engines.parties.access import Request, only_answers, public

router = Router(tags=["查询"])
ListName = Annotated[str, Path(description="名录或队列的名称", max_length=60)]


@router.post("/track", response={200: TrackAnswer, 403: ActRefused, **REFUSALS}, summary="凭编号和查询码查进度")
@public
@only_answers
def track(request: Request, asked: Tracking) -> TrackAnswer:
    """Return where a case stands: no names, no values. Guesses are counted, and only they are kept."""
    found = track_case(asked.number, asked.code, request.META.get("REMOTE_ADDR", ""), timezone.now())
    return TrackAnswer(
        number=found.number,
        service=found.service,
        state=found.state,
        help=found.help,
        closed=found.closed,
        turn=found.turn,
        due=found.due_on,
        steps=[TrackedStepInfo(at=step.at, act=step.act, role=step.role) for step in found.steps],
    )


@router.get("/registers/{city}/{name}/{service_name}/{key}", response={200: ListAnswer, **REFUSALS}, summary="公开名录")
@public
def register_page(
    request: Request,
    city: City,
    name: Name,
    service_name: ServiceName,
    key: ListName,
    after: str = "",
    on: dt.date | None = None,
) -> ListAnswer:
    """Return a page of a public register, redacted as it is published."""
    del request, on
    page = register(f"{city}/{name}", service_name, key, after=after[:40])
    rows = [list(row) for row in page.rows]
    return ListAnswer(label=page.label, article=page.article, headings=list(page.headings), rows=rows, after=page.after)


@router.get("/queues/{city}/{name}/{service_name}/{key}", response={200: list[QueueLine], **REFUSALS}, summary="队列")
@public
def queue_page(
    request: Request,
    city: City,
    name: Name,
    service_name: ServiceName,
    key: ListName,
    skip: int = 0,
    on: dt.date | None = None,
) -> list[QueueLine]:
    """Return a hundred places of a queue, by numbers of cases."""
    del request, on
    places = queue(f"{city}/{name}", service_name, key, skip=min(max(skip, 0), 1_000_000))
    return [QueueLine(position=one.position, number=one.number, opened_on=one.opened_on) for one in places]
