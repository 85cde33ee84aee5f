"""Pages of the site itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.ledger import queries
from lingxing.engines.parties.access import Permission, Request, public, requires
from lingxing.kernel.errors import LingxingError

_PAGE = 50


@require_safe
@public
def style(request: Request) -> HttpResponse:
    """Show every component that pages are made of."""
    return render(request, "lingxing/style.html")


@require_safe
@requires(Permission.READ_LEDGER)
def ledger(request: Request) -> HttpResponse:
    """List what was done, newest first, of one stream or of all; say whether the chosen stream is whole."""
    stream, before = request.GET.get("stream", "").strip(), request.GET.get("before", "")
    if before and not (before.isascii() and before.isdecimal() and len(before) < 19):
        raise LingxingError("翻页的位置无法识别", where="before", remedy="请从台账首页重新翻页")
    rows = queries.recent_entries(_PAGE + 1, stream=stream, before=int(before) if before else None)
    context = {
        "stream": stream,
        "entries": [entry for _, entry in rows[:_PAGE]],
        "next": rows[_PAGE - 1][0] if len(rows) > _PAGE else None,
        "faults": queries.verify_stream(stream) if stream else [],
    }
    return render(request, "lingxing/ledger.html", context)
