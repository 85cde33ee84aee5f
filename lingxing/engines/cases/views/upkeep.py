"""What keeps running by itself: whether the sweep goes on, and which messages did not leave. Nothing of any case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.cases.delivery.channels import senders
from lingxing.engines.cases.queries.notices import undelivered
from lingxing.engines.cases.services.sweeping import held, last_round, resume
from lingxing.engines.cases.views.answers import actor, redirect
from lingxing.engines.parties.access import Permission, Request, requires

_CHANNELS = {"email": "电子邮件", "sms": "短信"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONFIGURE_SERVICES)
def upkeep(request: Request) -> HttpResponse:
    """Show when the sweep last ran and what is wrong; on POST let a held sweep go on."""
    if request.method == "POST":
        if resume(actor(request), timezone.now()):
            messages.success(request, "期限检查已恢复。")
        return redirect("upkeep")
    open_channels = [_CHANNELS[str(channel)] for channel in senders()]
    failed = [(_CHANNELS.get(one.message.channel, ""), one) for one in undelivered()]
    context = {"held": held(), "last": last_round(), "channels": open_channels, "failed": failed}
    return render(request, "cases/upkeep.html", context)
