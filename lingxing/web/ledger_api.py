"""The ledger through the API: published checkpoints for everybody, what was done for those who may read it.

It stands here and not with the ledger, which comes before the engine that knows permissions.
"""

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from lingxing.engines.auctions.queries.withholding import withheld_streams
from lingxing.engines.documents.api.schemas import EDITING_REFUSALS, REFUSALS
from lingxing.engines.ledger import queries
from lingxing.engines.ledger.domain.checkpoints import Checkpoint, checkpoint_as_json
from lingxing.engines.parties.access import Permission, public, requires
from lingxing.engines.parties.access_session import SESSION
from lingxing.web.ledger_places import LONGEST_PLACE, read_place, written_place

router = Router()

_LARGEST = 2**63 - 1
Before = Annotated[int | None, Query(ge=1, le=_LARGEST, description="只要号码小于它的；翻页时写上一页最后一项的号码")]
Place = Annotated[
    str, Query(max_length=LONGEST_PLACE, description="只要位置在它之前的；翻页时写上一页最后一项的 place")
]
Limit = Annotated[int, Query(ge=1, le=100, description="至多多少项")]
Stream = Annotated[str, Query(max_length=200, description="只要这一条链的；不写则全部")]


class CheckpointView(Schema):
    """A checkpoint, with the fields of its file; canonical JSON of them and a line feed are the file's bytes."""

    format: str
    number: int
    at: str
    root: str
    streams: int
    entries: int
    previous: str
    key: str
    former: str
    signature: str
    endorsement: str


class EntryView(Schema):
    """One act; `place` is its place in the order of all acts, to be given back as `before`."""

    place: str
    stream: str
    sequence: int
    at: dt.datetime
    actor: str
    role: str
    act: str
    article: str
    payload: dict[str, Any] = Field(description="事项内容")
    previous: str
    hash: str


@router.get(
    "/ledger/checkpoints", response={200: list[CheckpointView], **REFUSALS}, tags=["台账"], summary="台账检查点"
)
@public
def checkpoints(request: HttpRequest, before: Before = None, limit: Limit = 50) -> list[CheckpointView]:
    """Return checkpoints, newest first."""
    del request
    return [_view(found) for found in queries.recent_checkpoints(limit, before=before)]


@router.get(
    "/ledger/checkpoints/{int:number}",
    response={200: CheckpointView, **REFUSALS},
    tags=["台账"],
    summary="一个检查点",
)
@public
def checkpoint(request: HttpRequest, number: int) -> CheckpointView:
    """Return a checkpoint."""
    del request
    return _view(queries.checkpoint(number))


@router.get(
    "/ledger/entries",
    response={200: list[EntryView], **EDITING_REFUSALS},
    auth=SESSION,
    tags=["台账"],
    summary="台账",
)
@requires(Permission.READ_LEDGER)
def entries(request: HttpRequest, stream: Stream = "", before: Place = "", limit: Limit = 50) -> list[EntryView]:
    """Return what was done, newest first. What was done to a lot is there once the lot has ended."""
    del request
    found = queries.recent_entries(limit, stream=stream, before=read_place(before), without=withheld_streams())
    return [
        EntryView(
            place=written_place(key),
            payload=dict(entry.facts),
            **{name: getattr(entry, name) for name in type(entry).__slots__ if name != "payload"},
        )
        for key, entry in found
    ]


def _view(found: Checkpoint) -> CheckpointView:
    return CheckpointView.model_validate(checkpoint_as_json(found))
