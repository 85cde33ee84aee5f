"""Pages of accounts: signing in and out, one's own password, administering."""

import uuid

from cryptography import x509
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.parties import queries, services
from lingxing.engines.parties.access import Permission, Request, account_of, public, requires
from lingxing.engines.parties.certificates.proving import enter_with, proven_certificate
from lingxing.engines.parties.certificates.queries import lock_of
from lingxing.engines.parties.certificates.reading import CertificateRefused
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.forms.accounts import NewAccountForm, PasswordForm, RoleForm, SignInForm
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.views.answers import BACKEND, sent
from lingxing.kernel.errors import LingxingError, NotAllowed


def _next(request: Request) -> str:
    """Return where to go on to: an address of this site, else the home page."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if own else "/"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def sign_in(request: Request) -> HttpResponse:
    """Show the sign-in page, or sign in and go on to where the person came from."""
    form = SignInForm(sent(request))
    if request.method != "POST" or not form.is_valid():
        return _sign_in_page(request, form)
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    try:
        certificate = proven_certificate(request, form.cleaned_data)
        account = services.sign_in(username, password, request.META.get("REMOTE_ADDR", ""), timezone.now())
    except LingxingError as error:
        form.add_error(None, str(error))
        return _sign_in_page(request, form, status=429 if isinstance(error, NotAllowed) else 200)
    if account is None:
        form.add_error(None, "用户名或密码不对，请重新输入。连续输错将暂停登录。")
        return _sign_in_page(request, form)
    login(request, account, backend=BACKEND)
    _warn_or_enter(request, account, certificate)
    came_from = _next(request)
    return HttpResponseRedirect(settings.LANDING_PAGES.get(account.role, "/") if came_from == "/" else came_from)


def _warn_or_enter(request: Request, account: Account, certificate: x509.Certificate | None) -> None:
    """Let the session bid with the certificate that was shown at sign-in; say why not where it can't."""
    if lock_of(account.pk) is not None:
        messages.warning(request, "竞买权限已锁定（第三十四条），解锁办法见“我的数字证书”。")
    if certificate is None:
        return
    try:
        enter_with(request, account, certificate)
    except CertificateRefused as error:
        messages.warning(request, f"已用密码登录，但证书没有通过，不能报价。{error}")


def _sign_in_page(request: Request, form: SignInForm, status: int = 200) -> HttpResponse:
    return render(request, "parties/sign_in.html", {"form": form, "next": _next(request)}, status=status)


@require_POST
@requires(Permission.OWN_ACCOUNT)
def sign_out(request: Request) -> HttpResponse:
    """End the session."""
    services.record_sign_out(account_of(request), timezone.now())
    logout(request)
    messages.success(request, "已退出登录。")
    return HttpResponseRedirect("/")


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.OWN_ACCOUNT)
def password(request: Request) -> HttpResponse:
    """Show the page of one's own account, or change the password."""
    form = PasswordForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            old, new = form.cleaned_data["old"], form.cleaned_data["new"]
            account = services.change_password(account_of(request).pk, old, new, timezone.now())
        except LingxingError as error:
            form.add_error("old" if error.where == "原密码" else "new", str(error))
        else:
            update_session_auth_hash(request, account)
            messages.success(request, "密码已修改，其他设备上的登录已失效。")
            return HttpResponseRedirect(reverse("parties:password"))
    return render(request, "parties/password.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def accounts(request: Request) -> HttpResponse:
    """List the accounts, or create one and show its first password once."""
    form = NewAccountForm(sent(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        new = services.NewAccount(values["username"], values["display_name"], Role(values["role"]), values["email"])
        first_password = services.new_password()
        try:
            account = services.create_account(new, first_password, account_of(request).actor, timezone.now())
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            return _shown_once(request, account, first_password)
    return render(request, "parties/accounts.html", {"form": form, "accounts": queries.accounts()})


@require_safe
@requires(Permission.MANAGE_ACCOUNTS)
def account(request: Request, account_id: uuid.UUID) -> HttpResponse:
    """Show one account and what may be done to it."""
    found = queries.account_with(account_id)
    if found is None:
        raise Http404
    minutes = queries.minutes_until_unlocked(found, timezone.now())
    context = {"account": found, "minutes_locked": minutes, "form": RoleForm(initial={"role": found.role})}
    return render(request, "parties/account.html", context)


@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
def change_account(request: Request, account_id: uuid.UUID, act: str) -> HttpResponse:
    """Do one act to an account: role, disable, enable, unlock, password."""
    actor, at = account_of(request).actor, timezone.now()
    if act == "password":
        found, first_password = services.reset_password(account_id, actor, at)
        return _shown_once(request, found, first_password)
    if act == "role":
        form = RoleForm(request.POST)
        if not form.is_valid():
            raise LingxingError("没有这个角色", where="角色", remedy="请从列表中选择")
        services.change_role(account_id, Role(form.cleaned_data["role"]), actor, at)
    elif act == "unlock":
        services.unlock(account_id, actor, at)
    elif act in ("enable", "disable"):
        services.set_active(account_id, active=act == "enable", actor=actor, at=at)
    else:
        raise Http404
    messages.success(request, "已保存。")
    return HttpResponseRedirect(reverse("parties:account", args=[account_id]))


def _shown_once(request: Request, account: Account, first_password: str) -> HttpResponse:
    context = {"account": account, "password": first_password}
    return render(request, "parties/password_shown.html", context)
