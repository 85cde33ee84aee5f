"""Suspending, terminating and resuming a sale, and the grantor's say (arts. 37 to 39)."""

import datetime as dt
from typing import Annotated

from django.utils import timezone
from ninja import Field, Router, Schema

from lingxing.engines.auctions.api.announcing import announcement_info
from lingxing.engines.auctions.api.hall import Number
from lingxing.engines.auctions.api.intake_schemas import AnnouncementInfo
from lingxing.engines.auctions.domain.events import Cause
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.auctions.queries.stopping import Stopping, granted_lot, granted_lots
from lingxing.engines.auctions.queries.stopping import stopping as stopping_of
from lingxing.engines.auctions.services.stopping import (
    announce_resumption,
    carry_out_stop,
    propose_stop,
    rule_on_stop,
    suspend,
)
from lingxing.engines.auctions.views.answers import today
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_api import SIGNED_IN, Done, Given
from lingxing.engines.parties.access_session import SESSION

router = Router(tags=["网上挂牌出让"], auth=SESSION)
_STOP = "/listing-desk/{number}/stop"
_Reason = Annotated[str, Field(max_length=1000)]
_Cause = Annotated[Cause, Field(description="第三十七条第一款的第几项：1 至 5")]


class StopPaperInfo(Schema):
    """A request of the agency's, or a ruling of the grantor's."""

    ruling: bool
    cause: str
    terminate: bool
    approved: bool | None
    text: str
    written_at: dt.datetime


class StoppingInfo(Schema):
    """Where the stopping of a lot stands. `left` is how many seconds of the countdown were left."""

    lot: str
    suspended_for: str
    left: float | None
    resumes_at: dt.datetime | None
    asked: str
    waits_for_ruling: bool
    approved: bool
    papers: list[StopPaperInfo]


class SuspensionAsked(Given):
    """A suspension at once, for cause 1 or 4."""

    cause: _Cause
    reason: _Reason


class StopAsked(SuspensionAsked):
    """What is asked of the grantor."""

    terminate: bool


class StopReasonAsked(Given):
    """What the announcement says of a stop that was approved."""

    reason: _Reason


class ResumptionAsked(Given):
    """When the sale goes on."""

    resumes_at: Annotated[str, Field(max_length=40, description="2026-12-25 09:00，北京时间")]
    reason: _Reason


class RulingAsked(Given):
    """The grantor's answer."""

    approved: bool
    reason: _Reason


@router.get(_STOP, response={200: StoppingInfo, **SIGNED_IN}, summary="中止、终止和恢复的进展")
@requires(Permission.RUN_LISTINGS)
def look(request: Request, number: Number, on: dt.date | None = None) -> StoppingInfo:
    """Return where the stopping of a lot stands."""
    del on
    return _info(stopping_of(own_lot(account_of(request), number, today())))


@router.post(f"{_STOP}/suspend", response={200: AnnouncementInfo, **SIGNED_IN}, summary="立即中止")
@requires(Permission.RUN_LISTINGS)
def stop_at_once(request: Request, number: Number, asked: SuspensionAsked) -> AnnouncementInfo:
    """Suspend the sale at once for cause 1 or 4, announce it and seal the record."""
    return announcement_info(suspend(account_of(request), number, asked.cause, asked.reason, timezone.now()))


@router.post(f"{_STOP}/propose", response={200: Done, **SIGNED_IN}, summary="报请中止或者终止")
@requires(Permission.RUN_LISTINGS)
def propose(request: Request, number: Number, asked: StopAsked) -> Done:
    """Ask the grantor to suspend or terminate the sale."""
    propose_stop(account_of(request), number, asked.cause, asked.reason, timezone.now(), terminate=asked.terminate)
    return Done()


@router.post(f"{_STOP}/carry-out", response={200: AnnouncementInfo, **SIGNED_IN}, summary="发布已批准的公告")
@requires(Permission.RUN_LISTINGS)
def carry_out(request: Request, number: Number, asked: StopReasonAsked) -> AnnouncementInfo:
    """Announce and carry out what the grantor approved."""
    return announcement_info(carry_out_stop(account_of(request), number, asked.reason, timezone.now()))


@router.post(f"{_STOP}/resume", response={200: AnnouncementInfo, **SIGNED_IN}, summary="发布恢复公告")
@requires(Permission.RUN_LISTINGS)
def resume(request: Request, number: Number, asked: ResumptionAsked) -> AnnouncementInfo:
    """Announce when the suspended sale goes on, five days ahead at least."""
    made = announce_resumption(account_of(request), number, asked.resumes_at, asked.reason, timezone.now())
    return announcement_info(made)


@router.get("/listing-rulings", response={200: list[StoppingInfo], **SIGNED_IN}, summary="待批复和已中止的宗地")
@requires(Permission.DECIDE_LISTINGS)
def rulings(request: Request, on: dt.date | None = None) -> list[StoppingInfo]:
    """Return the grantor's lots that wait for a ruling or stand still."""
    del on
    return [_info(found) for found in granted_lots(account_of(request), today())]


@router.get("/listing-rulings/{number}", response={200: StoppingInfo, **SIGNED_IN}, summary="一宗地的报请")
@requires(Permission.DECIDE_LISTINGS)
def asked_of_grantor(request: Request, number: Number, on: dt.date | None = None) -> StoppingInfo:
    """Return what the agency asks about one lot."""
    del on
    return _info(granted_lot(account_of(request), number, today()))


@router.post("/listing-rulings/{number}", response={200: Done, **SIGNED_IN}, summary="批复")
@requires(Permission.DECIDE_LISTINGS)
def rule(request: Request, number: Number, asked: RulingAsked) -> Done:
    """Answer the agency's request."""
    rule_on_stop(account_of(request), number, asked.reason, timezone.now(), approved=asked.approved)
    return Done()


def _info(found: Stopping) -> StoppingInfo:
    held = found.state.suspension
    names = ("ruling", "cause", "terminate", "approved", "text", "written_at")
    return StoppingInfo(
        lot=found.lot.number,
        suspended_for=found.suspended_for,
        left=held.left.total_seconds() if held else None,
        resumes_at=held.resumes_at if held else None,
        asked=found.asked,
        waits_for_ruling=found.waits_for_ruling,
        approved=found.approved,
        papers=[StopPaperInfo(**{name: getattr(card, name) for name in names}) for card in found.papers],
    )
