"""Where an administrator's session is held while a listing runs, and where supervisors let it in (art. 32, item 3)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lingxing.engines.auctions.forms.watching import CoSignForm
from lingxing.engines.auctions.queries.maintenance import co_sign_of, co_signs, in_force, waiting_co_signs
from lingxing.engines.auctions.queries.running import any_running
from lingxing.engines.auctions.services.co_signing import ask_co_sign, decide_co_sign, sign_on_the_spot
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.services import prove_password
from lingxing.kernel.errors import LingxingError, NotAllowed

SESSION_KEY = "co_sign"
"""Where an administrator's session keeps the key of its co-sign."""
_SECONDS = "5"
"""How often the page of who waits asks again."""


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAINTAIN_LISTINGS)
def hold(request: Request) -> HttpResponse:
    """Show what lets the session in; have a supervisor sign right here, or ask for a signature from afar."""
    now, account = timezone.now(), account_of(request)
    own = co_sign_of(request.session.get(SESSION_KEY), account.pk)
    if not any_running(now) or in_force(own, now):
        return HttpResponseRedirect("/")
    asking = request.POST.get("act") == "ask"
    form = CoSignForm(request.POST if request.method == "POST" else None, asking=asking)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _signed(request, form, asking=asking)
        except LingxingError as error:
            status = 429 if isinstance(error, NotAllowed) else 200
            form.add_error(None, str(error))
    waiting = own if own and own.decided_at is None and not form.is_bound and "here" not in request.GET else None
    context = {"form": form, "waiting": waiting, "refused": bool(own and own.granted is False)}
    response = render(request, "auctions/co_sign.html", context, status=status)
    if waiting:
        response["Refresh"] = _SECONDS
    return response


def _signed(request: Request, form: CoSignForm, *, asking: bool) -> HttpResponse:
    account, now, reason = account_of(request), timezone.now(), form.cleaned_data["reason"]
    if asking:
        made = ask_co_sign(account, reason, now)
    else:
        values, address = form.cleaned_data, request.META.get("REMOTE_ADDR", "")
        supervisor = prove_password(values["username"], values["password"], address, now)
        made = sign_on_the_spot(account, supervisor, reason, now)
        messages.success(request, "监察人员已签字，可以继续。请在结束后登记系统日志并退出登录。")
    request.session.cycle_key()
    request.session[SESSION_KEY] = made.pk
    return HttpResponseRedirect(reverse("auctions:co-sign"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SUPERVISE_LISTINGS)
def waiting(request: Request) -> HttpResponse:
    """Show the administrators who ask to be let in, and who was; grant or refuse one."""
    now = timezone.now()
    if request.method == "POST":
        decision = request.POST.get("decision", "")
        if decision not in ("grant", "refuse"):
            raise LingxingError("没有这种操作", where="操作", remedy="请从页面上选择")
        decide_co_sign(_number(request.POST.get("key", "")), account_of(request), now, granted=decision == "grant")
        messages.success(request, "已同意登录，请全程监督。" if decision == "grant" else "已拒绝。")
        return HttpResponseRedirect(reverse("auctions:co-signs"))
    context = {"waiting": waiting_co_signs(now), "page": co_signs(request.GET.get("page", "1")), "now": now}
    return render(request, "auctions/co_signs.html", context)


def _number(text: str) -> int:
    """Return a key; 0, which is nobody's, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
