"""Letting an administrator in while a listing runs, under a supervisor's eyes (art. 32, item 3)."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from lingxing.engines.auctions.models import CoSign
from lingxing.engines.auctions.services.maintenance import STREAM, checked_text, digest_of
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access import Permission, may
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.actors import SYSTEM, Actor
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound

_ARTICLE = "第三十二条第三项"
_WHERE = "监察人员签字"


@transaction.atomic
def ask_co_sign(administrator: Account, reason: str, at: dt.datetime) -> CoSign:
    """Return the new request of an administrator's session to be let in. LingxingError without a reason."""
    kept = checked_text(reason, "登录原因", 500)
    made: CoSign = CoSign.objects.create(
        administrator=administrator,
        reason=kept,
        asked_at=at,
        expires_at=at + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
    _record(made, "ask_co_sign", administrator.actor, at, reason=digest_of(kept))
    return made


@transaction.atomic
def decide_co_sign(key: int, supervisor: Account, at: dt.datetime, *, granted: bool) -> CoSign:
    """Return the request, granted or refused by a supervisor; the first decision stands.

    NotAllowed for anybody else, and for who asked. NotFound where it is no longer waiting.
    """
    found: CoSign | None = CoSign.objects.select_for_update().filter(pk=key, ended_at=None, expires_at__gt=at).first()
    if found is None or found.decided_at is not None:
        raise NotFound("没有这项请求，或已经处理", where=_WHERE, remedy="请刷新页面后再试")
    if not may(supervisor, Permission.SUPERVISE_LISTINGS) or supervisor.pk == found.administrator_id:
        raise NotAllowed("须由监察人员签字，不能由本人签字", where=_WHERE, remedy="请监察人员输入自己的用户名和密码")
    found.supervisor, found.decided_at, found.granted = supervisor, at, granted
    found.save(update_fields=["supervisor", "decided_at", "granted"])
    _record(found, "grant_co_sign" if granted else "refuse_co_sign", supervisor.actor, at)
    return found


@transaction.atomic
def end_co_sign(key: int, actor: Actor, at: dt.datetime) -> None:
    """Record that the session which was let in has ended; twice is once."""
    found: CoSign | None = CoSign.objects.select_for_update().filter(pk=key, ended_at=None).first()
    if found is not None:
        found.ended_at = min(at, found.expires_at)
        found.save(update_fields=["ended_at"])
        _record(found, "end_co_sign", actor, at)


def end_lapsed_co_signs(at: dt.datetime) -> int:
    """Return how many co-signs were ended because their sessions can't last any longer."""
    lapsed = list(CoSign.objects.filter(ended_at=None, expires_at__lte=at).values_list("pk", flat=True))
    for key in lapsed:
        end_co_sign(key, SYSTEM, at)
    return len(lapsed)


def sign_on_the_spot(administrator: Account, supervisor: Account | None, reason: str, at: dt.datetime) -> CoSign:
    """Return the request of an administrator, granted at once by the supervisor who typed name and password.

    LingxingError where name and password were nobody's (`supervisor` None).
    """
    if supervisor is None:
        raise LingxingError("用户名或密码不对", where=_WHERE, remedy="请监察人员重新输入")
    with transaction.atomic():
        return decide_co_sign(ask_co_sign(administrator, reason, at).pk, supervisor, at, granted=True)


def _record(co_sign: CoSign, act: str, actor: Actor, at: dt.datetime, **more: str) -> None:
    payload = {"co_sign": co_sign.pk, "administrator": f"account:{co_sign.administrator_id}", **more}
    record(STREAM, act, actor, payload, at, article=_ARTICLE)
