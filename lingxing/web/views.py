"""Pages of the site itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.auctions.queries.withholding import is_withheld, withheld_streams
from lingxing.engines.ledger import queries
from lingxing.engines.parties.access import Permission, Request, public, requires
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.web.ledger_places import read_place, written_place

_PAGE = 50


@require_safe
@public
def style(request: Request) -> HttpResponse:
    """Show every component that pages are made of."""
    return render(request, "lingxing/style.html")


@require_safe
@requires(Permission.READ_LEDGER)
def ledger(request: Request) -> HttpResponse:
    """List what was done, newest first, of one stream or of all; say whether the chosen stream is whole.

    The chain of a lot is shown once the lot has ended.
    """
    stream, before = request.GET.get("stream", "").strip(), request.GET.get("before", "")
    rows = queries.recent_entries(_PAGE + 1, stream=stream, before=read_place(before), without=withheld_streams())
    withheld = is_withheld(stream)
    context = {
        "stream": stream,
        "withheld": withheld,
        "entries": [entry for _, entry in rows[:_PAGE]],
        "next": written_place(rows[_PAGE - 1][0]) if len(rows) > _PAGE else None,
        "faults": queries.verify_stream(stream) if stream and not withheld else [],
    }
    return render(request, "lingxing/ledger.html", context)


def _place(before: str) -> int | None:
    """Return the place that a page of a list ends before, None for the first page."""
    if before and not (before.isascii() and before.isdecimal() and len(before) < 19):
        raise LingxingError("翻页的位置无法识别", where="before", remedy="请从首页重新翻页")
    return int(before) if before else None


@require_safe
@public
def checkpoints(request: Request) -> HttpResponse:
    """List the checkpoints, newest first, with their files and the public keys, for everybody to keep."""
    found = queries.recent_checkpoints(_PAGE + 1, before=_place(request.GET.get("before", "")))
    context = {
        "checkpoints": found[:_PAGE],
        "next": found[_PAGE - 1].number if len(found) > _PAGE else None,
        "keys": queries.public_keys(),
    }
    return render(request, "lingxing/ledger_checkpoints.html", context)


@require_safe
@public
def checkpoint(request: Request, number: int) -> HttpResponse:
    """Hand out a checkpoint's file: root, counts and signature, nothing of what was done."""
    del request
    name = f"lingxing-checkpoint-{number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(queries.checkpoint_file(number), content_type="application/json", headers=headers)


@require_safe
@public
def ledger_key(request: Request, key_id: str) -> HttpResponse:
    """Hand out a public key as PEM, by its fingerprint."""
    del request
    for public_key in queries.public_keys():
        if public_key.key_id == key_id:
            headers = {"Content-Disposition": f'attachment; filename="lingxing-ledger-{key_id[:12]}.pem"'}
            return HttpResponse(public_key.pem, content_type="application/x-pem-file", headers=headers)
    raise NotFound("没有这个公钥", where=key_id[:12], remedy="现有的公钥见检查点页面")
