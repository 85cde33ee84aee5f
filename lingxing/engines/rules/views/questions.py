"""What somebody is entitled to, found out by questions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lingxing.engines.parties.access import Request, only_answers, public


@require_http_methods(["GET", "HEAD", "POST"])
@public
@only_answers
def questions(request: Request, city: str, audience: str) -> HttpResponse:
    """Ask a few questions and show what is known so far."""
    return render(request, "rules/entitlements.html", {"cities": [], "city": city, "audience": audience})
