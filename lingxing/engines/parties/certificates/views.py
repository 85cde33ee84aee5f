"""Pages of a bidder's certificates: what is registered, registering, proving, reporting the loss."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.parties.access import Permission, Request, account_of, public, requires
from lingxing.engines.parties.access_presented import presented_certificate
from lingxing.engines.parties.certificates import queries, services
from lingxing.engines.parties.certificates.access import has_certificate
from lingxing.engines.parties.certificates.domain import Status
from lingxing.engines.parties.certificates.forms import ProofForm
from lingxing.engines.parties.certificates.models import Certificate
from lingxing.engines.parties.certificates.proving import demanded_certificate, keep_proof
from lingxing.engines.parties.certificates.reading import CertificateRefused, written_name
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.views.answers import sent
from lingxing.kernel.errors import LingxingError, NotAllowed, NotFound


@require_safe
@requires(Permission.APPLY)
def certificates(request: Request) -> HttpResponse:
    """Show one's certificates, whether the session may bid, a lock and what to do about it."""
    account, now = account_of(request), timezone.now()
    found = queries.certificates_of(account.pk)
    context = {
        "certificates": [(one, queries.opened_subject(one), one.not_after <= now) for one in found],
        "lock": queries.lock_of(account.pk),
        "proved": has_certificate(request),
        "usable": any(one.status == Status.ACTIVE and one.not_after > now for one in found),
        "unconfirmed": queries.unconfirmed_loss(account.pk),
        "declared": party_of(account.pk) is not None,
    }
    return render(request, "parties/certificates/certificates.html", context)


@require_POST
@never_cache
@public
def challenge(request: Request) -> HttpResponse:
    """Return, as JSON, the number used once and the text that the browser is to sign."""
    if not request.session.session_key:
        request.session.create()
    nonce, text = services.new_challenge(request.session.session_key or "", request.get_host(), timezone.now())
    return JsonResponse({"nonce": nonce, "text": text})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPLY)
def register(request: Request) -> HttpResponse:
    """Show how a certificate is registered, or bind the one that is proved to the account."""
    words = ("登记数字证书", "登记", "已登记，可以用它登录和报价。")
    return _proof_page(request, services.register_certificate, words)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.BID)
def prove(request: Request) -> HttpResponse:
    """Show how a session is proved by a certificate, or let it bid from now on."""
    words = ("验证数字证书", "验证", "已通过验证，可以报价。")
    return _proof_page(request, services.prove_certificate, words)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPLY)
def loss(request: Request, certificate_id: int) -> HttpResponse:
    """Show what reporting the loss of one's certificate means, or suspend it at once."""
    account = account_of(request)
    found = next((one for one in queries.certificates_of(account.pk) if one.pk == certificate_id), None)
    if found is None:
        raise NotFound("没有这张证书", where="数字证书", remedy="请从“我的数字证书”里选择")
    if request.method == "POST":
        services.report_loss(certificate_id, account.actor, timezone.now(), account=account)
        messages.success(request, "已挂失，这张证书即刻停用。")
        return HttpResponseRedirect(reverse("parties:certificates"))
    context = {"certificate": found, "subject": queries.opened_subject(found)}
    return render(request, "parties/certificates/loss.html", context)


def _proof_page(
    request: Request,
    act: Callable[..., Certificate],
    words: tuple[str, str, str],
) -> HttpResponse:
    """Show the page of a proof (`words`: title, button, success), or do the act once certificate and password hold."""
    form, status = ProofForm(sent(request)), 200
    if request.method == "POST" and form.is_valid():
        try:
            certificate = demanded_certificate(request, form.cleaned_data)
            keep_proof(request, act(account_of(request), certificate, timezone.now()))
        except LingxingError as error:
            status = 429 if isinstance(error, NotAllowed) else 200
            form.add_error("password" if error.where == "密码" else None, str(error))
        else:
            messages.success(request, words[2])
            return HttpResponseRedirect(reverse("parties:certificates"))
    context = {"form": form, "title": words[0], "button": words[1], "shown": _shown(request)}
    return render(request, "parties/certificates/proof.html", context, status=status)


def _shown(request: Request) -> str:
    """Return the name in the certificate that the browser itself shows, empty where it shows none that can be read."""
    try:
        certificate = presented_certificate(request)
    except CertificateRefused:
        return ""
    return written_name(certificate.subject) if certificate else ""
