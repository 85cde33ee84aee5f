"""Signing up as an applicant."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lingxing.engines.parties.access import Request, public
from lingxing.engines.parties.forms.people import RegisterForm
from lingxing.engines.parties.people.domain import IdentityKind
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.services_attempts import count_registration
from lingxing.engines.parties.views.answers import BACKEND, blame, sent
from lingxing.kernel.errors import LingxingError, NotAllowed

IDENTITY_FIELDS = {
    "姓名或名称": "name",
    "联系电话": "phone",
    "证件类型": "identity_kind",
    "证件号码": "identity_number",
    "身份证号码": "identity_number",
    "居民身份证号码": "identity_number",
    "其他证件号码": "identity_number",
    "统一社会信用代码": "identity_number",
}
"""Which field of a form a refusal about a party's data belongs to."""

_FIELDS = IDENTITY_FIELDS | {"密码": "password", "账号": "username"}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def register(request: Request) -> HttpResponse:
    """Show what signing up means and its form, or make the account and sign it in."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("parties:me"))
    form = RegisterForm(sent(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            count_registration(request.META.get("REMOTE_ADDR", ""), timezone.now())
            return _registered(request, form)
        except LingxingError as error:
            status = 429 if isinstance(error, NotAllowed) else 200
            blame(form, error, _FIELDS)
    return render(request, "parties/register.html", {"form": form}, status=status)


def _registered(request: Request, form: RegisterForm) -> HttpResponse:
    values = form.cleaned_data
    account = register_applicant(
        values["username"],
        values["password"],
        values["name"],
        IdentityKind(values["identity_kind"]),
        values["identity_number"],
        values["phone"],
        timezone.now(),
        values["email"],
    )
    login(request, account, backend=BACKEND)
    messages.success(request, "注册成功，已登录。")
    return HttpResponseRedirect(reverse("parties:me"))
