"""The log of maintenance: administrators write it, those who watch over listings read it; nobody deletes."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.auctions.forms.watching import MaintenanceForm
from lingxing.engines.auctions.models import MaintenanceKind
from lingxing.engines.auctions.queries.maintenance import co_sign_of, in_force, maintenance_log
from lingxing.engines.auctions.services.maintenance import Maintained, add_maintenance
from lingxing.engines.auctions.views.co_signing import SESSION_KEY
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError

_FIELDS = {"做了什么": "what", "原因": "why", "起止时间": "ended_at"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAINTAIN_LISTINGS)
def maintenance(request: Request) -> HttpResponse:
    """Show the log, or add an entry; during a listing it names the supervisor who let the session in."""
    form = MaintenanceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, form)
        except LingxingError as error:
            form.add_error(_FIELDS.get(error.where), str(error))
        else:
            messages.success(request, "已记入系统日志。")
            return HttpResponseRedirect(reverse("auctions:maintenance"))
    context = {"form": form, "page": maintenance_log(request.GET.get("page", "1"))}
    return render(request, "auctions/maintenance.html", context)


@require_safe
@requires(Permission.SUPERVISE_LISTINGS)
def watched_maintenance(request: Request) -> HttpResponse:
    """Show the log to a supervisor."""
    return render(request, "auctions/maintenance.html", {"page": maintenance_log(request.GET.get("page", "1"))})


def _add(request: Request, form: MaintenanceForm) -> None:
    values, account, now = form.cleaned_data, account_of(request), timezone.now()
    own = co_sign_of(request.session.get(SESSION_KEY), account.pk)
    done = Maintained(
        MaintenanceKind(values["kind"]), values["what"], values["why"], values["begun_at"], values["ended_at"]
    )
    add_maintenance(done, account, own if in_force(own, now) else None, now)
