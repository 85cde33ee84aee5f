"""Issued papers: their files for those who may see the case, and the check that anybody may make."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lingxing.engines.cases.models import IssuedDocument
from lingxing.engines.cases.papers.files import paper_name, print_docx, print_pdf
from lingxing.engines.cases.papers.finding import issued_for
from lingxing.engines.cases.papers.verifying import verified
from lingxing.engines.cases.uploads.serving import as_download
from lingxing.engines.cases.views.answers import own
from lingxing.engines.parties.access import Permission, Request, public, requires
from lingxing.kernel.dates import SHANGHAI

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_CODE = 100


@require_safe
@requires(Permission.OWN_ACCOUNT)
def paper_pdf(request: Request, paper_id: UUID) -> HttpResponse:
    """Hand out an issued paper as PDF."""
    return _file(request, paper_id, print_pdf, PDF, "pdf")


@require_safe
@requires(Permission.OWN_ACCOUNT)
def paper_docx(request: Request, paper_id: UUID) -> HttpResponse:
    """Hand out an issued paper as DOCX."""
    return _file(request, paper_id, print_docx, DOCX, "docx")


def _file(
    request: Request, paper_id: UUID, make: Callable[[IssuedDocument], bytes], media_type: str, extension: str
) -> HttpResponse:
    issued = issued_for(own(request), paper_id, _today())
    return as_download(make(issued), media_type, paper_name(issued, extension))


def _today() -> dt.date:
    return timezone.now().astimezone(SHANGHAI).date()


@require_safe
@public
def verify(request: Request) -> HttpResponse:
    """Ask for the code of a paper, and lead to what is known of it."""
    code = request.GET.get("code", "").strip().rpartition("/")[2]
    if code:
        return redirect("cases:verify-paper", code[:_LONGEST_CODE])
    return render(request, "cases/verify.html")


@require_safe
@public
def verify_paper(request: Request, code: str) -> HttpResponse:
    """Say whether a paper with that code was issued, and how it stands today."""
    found = verified(code, _today())
    response = render(request, "cases/verify.html", {"found": found, "asked": True}, status=200 if found else 404)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
