"""What happens to every request before and after its view."""

import datetime as dt
import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from lingxing.engines.auctions.queries.maintenance import co_sign_of, in_force
from lingxing.engines.auctions.queries.running import any_running
from lingxing.engines.auctions.services.co_signing import end_co_sign
from lingxing.engines.auctions.views.co_signing import SESSION_KEY as CO_SIGN
from lingxing.engines.parties.access import PUBLIC, Permission, Request, account_of, demand, may
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed
from lingxing.web.access import access_for
from lingxing.web.errors import refuse

_Next = Callable[[HttpRequest], HttpResponseBase]
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_log = logging.getLogger("lingxing.web.request")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class RequestLog:
    """Gives every request an id and logs one line about it: the route, never its query, address or person."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        """Return the response with its X-Request-ID; a proxy's own id is kept."""
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        begun = time.perf_counter()
        response = self._next(request)
        response["X-Request-ID"] = request.request_id
        match = request.resolver_match
        facts = {
            "request_id": request.request_id,
            "method": request.method,
            "route": match.route if match else "",
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - begun) * 1000, 1),
        }
        _log.info("request", extra=facts)
        return response


class SecurityHeaders:
    """Forbids what our pages never do: foreign content, inline scripts and styles, frames, sensors."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response with the headers set, a view's own policy kept; pages of signed-in people uncached."""
        response = self._next(request)
        response.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response.setdefault("X-Frame-Options", "DENY")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if hasattr(request, "user") and request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response


class Refusals:
    """Shows a refusal of ours as the page or the JSON that says what to do; refuses addresses with NUL characters.

    PostgreSQL takes no NUL in any value, so that none may come as far as a query.
    """

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response."""
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return refuse(request, LingxingError("地址中有不能使用的字符", remedy="请检查地址，然后重试"))
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page about a LingxingError; others go on to Django."""
        return refuse(request, error) if isinstance(error, LingxingError) else None


class OnDate:
    """Reads `?on=`: the day that the page speaks of."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        """Return the response; a day that no calendar holds is refused."""
        given = request.GET.get("on", "").strip()
        request.on_given = bool(given)
        request.on = timezone.now().astimezone(SHANGHAI).date()
        try:
            request.on = _day(given) if given else request.on
        except LingxingError as error:
            request.on_given = False
            return refuse(request, error)
        return self._next(request)


def _day(text: str) -> dt.date:
    try:
        if not _ISO_DAY.fullmatch(text):
            raise ValueError(text)
        return dt.date.fromisoformat(text)
    except ValueError:
        remedy = "请写作 2026-01-05 这样的年-月-日"
        raise LingxingError("日期无法识别", where="网址里的 on", remedy=remedy) from None


class Access:
    """Serves a view only to those who hold the permission that it names. One that names none is served to nobody."""

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response."""
        return self._next(request)

    def process_view(
        self, request: Request, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Return None to go on to the view; else the sign-in page or the refusal."""
        del args, kwargs
        access = access_for(view, request.method or "GET")
        if access == PUBLIC:
            return None
        if not isinstance(access, Permission):
            _log.error("a view names no permission", extra={"view": f"{view.__module__}.{view.__qualname__}"})
            return refuse(request, NotAllowed("此页面没有登记访问权限，不予提供", remedy="请告知系统管理员"))
        if may(request.user, access):
            return _changed_password_first(request)
        if not request.user.is_authenticated and not request.path.startswith("/api/"):
            return HttpResponseRedirect(f"{reverse('parties:sign-in')}?next={quote(request.get_full_path())}")
        return refuse(request, _denial(request, access))


class CoSigned:
    """Holds an administrator's session while a listing runs, until a supervisor has signed.

    咸政规〔2024〕2号第三十二条第三项; the page of the signature, that of one's password and the sign-out stay open.
    """

    def __init__(self, get_response: _Next) -> None:
        self._next = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        """Return the response; a co-sign whose session it ended is ended with it."""
        response = self._next(request)
        for key, actor in getattr(request, "co_signed", ()):
            if request.session.get(CO_SIGN) != key:
                end_co_sign(key, actor, timezone.now())
        return response

    def process_view(
        self, request: Request, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Return None to go on to the view; else the way to the page of the signature, or the refusal."""
        del view, args, kwargs
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not may(request.user, Permission.MAINTAIN_LISTINGS):
            return None
        account, now = account_of(request), timezone.now()
        own = co_sign_of(request.session.get(CO_SIGN), account.pk)
        if own is not None and in_force(own, now):
            request.co_signed = [(own.pk, account.actor)]
            return None
        names = ("auctions:co-sign", "api:listing-co-sign", "parties:sign-out", "parties:password")
        if request.path in map(reverse, names) or not any_running(now):
            return None
        if request.path.startswith("/api/"):
            remedy = "请由监察人员在网页上或者通过接口签字后再试"
            return refuse(request, NotAllowed("正在挂牌报价，管理员登录须由监察人员签字", remedy=remedy))
        return HttpResponseRedirect(reverse("auctions:co-sign"))


def _denial(request: Request, access: Permission) -> NotAllowed:
    try:
        demand(request.user, access)
    except NotAllowed as denial:
        return denial
    raise AssertionError("demand and may disagree")


def _changed_password_first(request: Request) -> HttpResponse | None:
    """Return the way to the password page while an administrator's password is still in use."""
    free = (reverse("parties:password"), reverse("parties:sign-out"))
    if not getattr(request.user, "must_change_password", False) or request.path in free:
        return None
    if request.path.startswith("/api/"):
        return refuse(request, NotAllowed("初始密码尚未修改", remedy="请先在网页上修改密码"))
    messages.warning(request, "请先修改初始密码，再继续操作。")
    return HttpResponseRedirect(reverse("parties:password"))
