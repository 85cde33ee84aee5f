"""Pages of the site itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.parties.access import public


@require_safe
@public
def style(request: HttpRequest) -> HttpResponse:
    """Show every component that pages are made of."""
    return render(request, "lingxing/style.html")
