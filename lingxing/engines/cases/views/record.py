"""A case's record in the ledger as a file that others verify without this installation."""

import uuid
from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lingxing.engines.cases.queries.record import openable_fields, record_for
from lingxing.engines.cases.queries.seen import seen_case
from lingxing.engines.cases.uploads.serving import as_download
from lingxing.engines.cases.views.answers import own
from lingxing.engines.cases.views.case import case_facts
from lingxing.engines.ledger.queries import export, last_checkpoint, public_keys
from lingxing.engines.parties.access import Permission, Request, requires, today

JSON_LINES = "application/x-ndjson"
"""One JSON a line."""


@never_cache
@require_safe
@requires(Permission.OWN_ACCOUNT)
def record(request: Request, case_id: uuid.UUID) -> HttpResponse:
    """Let the applicant or a supervisor choose what the record opens, and say how it is verified."""
    seen = seen_case(own(request), case_id, today())
    context = {
        "case": case_facts(seen, masked=not seen.sight.clear),
        "fields": list(openable_fields(seen).items()),
        "checkpoint": last_checkpoint(),
        "keys": public_keys()[:1],
    }
    return render(request, "cases/record.html", context)


@never_cache
@require_safe
@requires(Permission.OWN_ACCOUNT)
def record_file(request: Request, case_id: uuid.UUID) -> HttpResponse:
    """Hand out the record, the fields named by `open` opened."""
    return handed_out(request, case_id, request.GET.getlist("open"))


def handed_out(request: Request, case_id: uuid.UUID, fields: Sequence[str]) -> HttpResponse:
    """Return the record of a case that the account sees as a file: what `lingxing verify` takes."""
    seen = seen_case(own(request), case_id, today())
    stream, openings = record_for(seen, fields)
    lines = b"".join(export(timezone.now(), [stream], openings=openings))
    return as_download(lines, JSON_LINES, f"办件存证-{seen.case.number}.jsonl")
