"""Looking a case up by number and code, without an account."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lingxing.engines.cases.forms.plain import TrackForm
from lingxing.engines.cases.services.tracking import track_case
from lingxing.engines.cases.views.answers import sent
from lingxing.engines.parties.access import Request, public
from lingxing.kernel.errors import LingxingError


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def track(request: Request) -> HttpResponse:
    """Ask for number and code; show where the case stands: no names, no values. Guesses are counted."""
    form, found, status = TrackForm(sent(request)), None, 200
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        try:
            found = track_case(number, code, request.META.get("REMOTE_ADDR", ""), timezone.now())
        except LingxingError as error:
            form.add_error(None, str(error))
            status = 422
    return render(request, "cases/track.html", {"form": form, "found": found}, status=status)
