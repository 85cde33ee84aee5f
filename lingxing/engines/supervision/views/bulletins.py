"""Bulletins: the list, drawing up, editing beside what it will look like, releasing, files."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.parties.access import Permission, Request, account_of, requires, today
from lingxing.engines.supervision.bulletin_files import DOCX, bulletin_docx, bulletin_name, bulletin_pdf
from lingxing.engines.supervision.domain.boards import month_of
from lingxing.engines.supervision.domain.bulletins import LONGEST_TEXT, LONGEST_TITLE, MARKS
from lingxing.engines.supervision.domain.snapshots import Period
from lingxing.engines.supervision.models import Bulletin
from lingxing.engines.supervision.queries.bulletins import bulletin_of, bulletins_of
from lingxing.engines.supervision.queries.sight import own_offices
from lingxing.engines.supervision.services.bulletins import draw_up, drop, edit, hand_to_disclosure, release
from lingxing.engines.supervision.views.bulletin_shown import drawn_charts, shown_blocks
from lingxing.kernel.errors import LingxingError, NotFound

_YEARS, _MONTHS, MOST = 3, 18, 200


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_BOARDS)
def bulletins(request: Request) -> HttpResponse:
    """Show the bulletins that the account may read; draw one up for its office."""
    error = None
    if request.method == "POST":
        try:
            made = draw_up(account_of(request), *_asked(request), timezone.now())
            return HttpResponseRedirect(reverse("supervision:bulletin", args=[made.pk]))
        except NotFound:
            raise
        except LingxingError as refused:
            error = refused
    offices = own_offices(account_of(request), today())
    context = {
        "rows": bulletins_of(account_of(request), today())[:MOST],
        "procedures": sorted(set(offices.values())),
        "periods": _periods(),
        "error": error,
    }
    return render(request, "supervision/bulletins.html", context, status=422 if error else 200)


def _asked(request: Request) -> tuple[str, Period]:
    year, _, month = request.POST.get("period", "").partition("-")
    digits = all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (year, month or "1"))
    if not digits or not 1990 < int(year) < 2200 or not 1 <= int(month or 1) <= 12:
        raise LingxingError("没有选时期", where="时期", remedy="请选一个月份或年度")
    return request.POST.get("procedure", ""), Period(int(year), int(month) if month else None)


def _periods() -> list[tuple[str, str]]:
    """Return the months and years that a bulletin can speak of, the newest first."""
    this = month_of(today())
    months = [this.after(-back) for back in range(_MONTHS)]
    years = [(str(this.year - back), f"{this.year - back}年（年度）") for back in range(_YEARS)]
    return [*((month.key, month.label) for month in months), *years]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.READ_BOARDS)
def bulletin(request: Request, key: UUID) -> HttpResponse:
    """Show a bulletin; the office edits, releases, drops and publishes it."""
    row = bulletin_of(account_of(request), key, today())
    error, text = None, row.text
    if request.method == "POST":
        text = request.POST.get("text", row.text)
        try:
            return _done(request, row)
        except NotFound:
            raise
        except LingxingError as refused:
            error = refused
    blocks = shown_blocks(row)
    context = {
        "row": row,
        "text": text,
        "title": request.POST.get("title", row.title) if error else row.title,
        "blocks": blocks,
        "charts": drawn_charts(blocks),
        "own": row.organ_id in own_offices(account_of(request), today()),
        "marks": MARKS,
        "longest_text": LONGEST_TEXT,
        "longest_title": LONGEST_TITLE,
        "error": error,
    }
    return render(request, "supervision/bulletin.html", context, status=422 if error else 200)


def _done(request: Request, row: Bulletin) -> HttpResponse:
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise LingxingError("没有这个操作", where="简报", remedy="请用页面上的按钮")
    told, address = act(request, row)
    messages.success(request, told)
    return HttpResponseRedirect(address)


def _edit(request: Request, row: Bulletin) -> tuple[str, str]:
    title, text = request.POST.get("title", ""), request.POST.get("text", "")
    edit(account_of(request), row.pk, title, text, _revision(request), timezone.now())
    return "已保存", request.path


def _release(request: Request, row: Bulletin) -> tuple[str, str]:
    made = release(account_of(request), row.pk, _revision(request), timezone.now())
    return f"已签发：{made.number}", request.path


def _drop(request: Request, row: Bulletin) -> tuple[str, str]:
    drop(account_of(request), row.pk, timezone.now())
    return "草稿已删去", reverse("supervision:bulletins")


def _publish(request: Request, row: Bulletin) -> tuple[str, str]:
    key = hand_to_disclosure(account_of(request), row.pk, timezone.now())
    return "已转到“待公开”，核对个人信息后在那里公开", reverse("disclosure:draft", args=[key])


_ACTS: Mapping[str, Callable[[Request, Bulletin], tuple[str, str]]] = {
    "edit": _edit,
    "release": _release,
    "drop": _drop,
    "publish": _publish,
}


def _revision(request: Request) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


@require_safe
@requires(Permission.READ_BOARDS)
def bulletin_file(request: Request, key: UUID, kind: str) -> HttpResponse:
    """Return the bulletin as PDF or DOCX; a draft says that it is one."""
    row = bulletin_of(account_of(request), key, today())
    if kind not in ("pdf", "docx"):
        raise NotFound("没有这种格式", where="简报", remedy="可下载 PDF 或 DOCX")
    content, media = (bulletin_pdf(row), "application/pdf") if kind == "pdf" else (bulletin_docx(row), DOCX)
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, bulletin_name(row, kind)) or "attachment"  # noqa: FBT003
    return response
