"""Administrators under a supervisor's eyes, and the log of maintenance (art. 32)."""

import datetime as dt
from typing import Annotated

from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from lingxing.engines.auctions.models import CoSign, MaintenanceEntry, MaintenanceKind
from lingxing.engines.auctions.queries.maintenance import co_sign_of, in_force, maintenance_log, waiting_co_signs
from lingxing.engines.auctions.services.co_signing import ask_co_sign, decide_co_sign
from lingxing.engines.auctions.services.maintenance import Maintained, add_maintenance
from lingxing.engines.auctions.views.co_signing import SESSION_KEY
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_api import SIGNED_IN, Done, Given
from lingxing.engines.parties.access_session import SESSION

router = Router(tags=["网上挂牌出让"], auth=SESSION)
_Page = Annotated[int, Query(ge=1, le=100_000)]


class CoSignInfo(Schema):
    """An administrator's session that asks to be let in, or was."""

    id: int
    administrator: str
    reason: str
    asked_at: dt.datetime
    expires_at: dt.datetime
    granted: bool | None


class CoSignAsked(Given):
    """Why an administrator has to sign in while a listing runs."""

    reason: Annotated[str, Field(max_length=500)]


class CoSignDecided(Given):
    """A supervisor's decision."""

    granted: bool


class MaintenanceInfo(Schema):
    """An entry of the log. `supervisor` let the session in; empty outside listings."""

    id: int
    kind: MaintenanceKind
    what: str
    why: str
    begun_at: dt.datetime
    ended_at: dt.datetime
    by: str
    supervisor: str
    recorded_at: dt.datetime


class MaintenanceLogInfo(Schema):
    """A page of the log, the newest first."""

    count: int
    pages: int
    entries: list[MaintenanceInfo]


class MaintenanceAsked(Given):
    """What was done or found, why, and when; moments with their offset from UTC."""

    kind: MaintenanceKind
    what: Annotated[str, Field(max_length=2000)]
    why: Annotated[str, Field(max_length=2000)]
    begun_at: dt.datetime
    ended_at: dt.datetime


@router.post(
    "/listing-system/co-sign",
    response={200: CoSignInfo, **SIGNED_IN},
    summary="请监察人员签字",
    url_name="listing-co-sign",
)
@requires(Permission.MAINTAIN_LISTINGS)
def ask(request: Request, asked: CoSignAsked) -> CoSignInfo:
    """Ask for this session to be let in while a listing runs."""
    made = ask_co_sign(account_of(request), asked.reason, timezone.now())
    request.session.cycle_key()
    request.session[SESSION_KEY] = made.pk
    return _co_sign(made)


@router.get("/listing-watch/co-signs", response={200: list[CoSignInfo], **SIGNED_IN}, summary="等待签字的管理员")
@requires(Permission.SUPERVISE_LISTINGS)
def waiting(request: Request, on: dt.date | None = None) -> list[CoSignInfo]:
    """Return the sessions that wait for a supervisor, the oldest first."""
    del request, on
    return [_co_sign(found) for found in waiting_co_signs(timezone.now())]


@router.post(
    "/listing-watch/co-signs/{int:co_sign_id}", response={200: CoSignInfo, **SIGNED_IN}, summary="签字或者拒绝"
)
@requires(Permission.SUPERVISE_LISTINGS)
def decide(request: Request, co_sign_id: Annotated[int, Path(lt=2**63)], asked: CoSignDecided) -> CoSignInfo:
    """Let an administrator's session in, or refuse it."""
    return _co_sign(decide_co_sign(co_sign_id, account_of(request), timezone.now(), granted=asked.granted))


@router.get("/listing-system/maintenance", response={200: MaintenanceLogInfo, **SIGNED_IN}, summary="系统日志")
@requires(Permission.MAINTAIN_LISTINGS)
def log(request: Request, page: _Page = 1, on: dt.date | None = None) -> MaintenanceLogInfo:
    """Return a page of the log to an administrator."""
    del request, on
    return _log(page)


@router.get("/listing-watch/maintenance", response={200: MaintenanceLogInfo, **SIGNED_IN}, summary="系统日志（监察）")
@requires(Permission.SUPERVISE_LISTINGS)
def watched_log(request: Request, page: _Page = 1, on: dt.date | None = None) -> MaintenanceLogInfo:
    """Return a page of the log to a supervisor."""
    del request, on
    return _log(page)


@router.post("/listing-system/maintenance", response={200: Done, **SIGNED_IN}, summary="登记系统日志")
@requires(Permission.MAINTAIN_LISTINGS)
def add(request: Request, asked: MaintenanceAsked) -> Done:
    """Add an entry to the log; during a listing it names the supervisor who let the session in."""
    account, now = account_of(request), timezone.now()
    own = co_sign_of(request.session.get(SESSION_KEY), account.pk)
    done = Maintained(asked.kind, asked.what, asked.why, _aware(asked.begun_at), _aware(asked.ended_at))
    add_maintenance(done, account, own if in_force(own, now) else None, now)
    return Done()


def _aware(at: dt.datetime) -> dt.datetime:
    """Return the moment; one without an offset is Beijing's."""
    return at if at.tzinfo else timezone.make_aware(at)


def _co_sign(row: CoSign) -> CoSignInfo:
    names = ("reason", "asked_at", "expires_at", "granted")
    plain = {name: getattr(row, name) for name in names}
    return CoSignInfo(**plain, id=row.pk, administrator=row.administrator.username)


def _log(page: int) -> MaintenanceLogInfo:
    found = maintenance_log(str(page))
    entries = [_entry(row) for row in found.object_list]
    return MaintenanceLogInfo(count=found.paginator.count, pages=found.paginator.num_pages, entries=entries)


def _entry(row: MaintenanceEntry) -> MaintenanceInfo:
    names = ("kind", "what", "why", "begun_at", "ended_at", "recorded_at")
    signed = row.co_sign.supervisor if row.co_sign else None
    plain = {name: getattr(row, name) for name in names}
    return MaintenanceInfo(**plain, id=row.pk, by=row.by.username, supervisor=signed.username if signed else "")
